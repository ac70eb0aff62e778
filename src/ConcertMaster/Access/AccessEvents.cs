using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Access;

internal abstract record OrganisationEvent;

[EventName("organisation.registered.v1")]
internal sealed record OrganisationRegistered(string Slug, string Name, DateTimeOffset At) : OrganisationEvent;

internal abstract record UserEvent;

[EventName("user.registered.v1")]
internal sealed record UserRegistered(UserId UserId, string Email, string Name, Role Role, DateTimeOffset At) : UserEvent;

[EventName("user.role-changed.v1")]
internal sealed record UserRoleChanged(UserId UserId, Role From, Role To, UserId ChangedBy, DateTimeOffset At) : UserEvent;

[EventName("user.deactivated.v1")]
internal sealed record UserDeactivated(UserId UserId, UserId DeactivatedBy, DateTimeOffset At) : UserEvent;

internal abstract record SessionEvent;

[EventName("session.started.v1")]
internal sealed record SessionStarted(UserId UserId, string Address, string Client, DateTimeOffset At) : SessionEvent;

[EventName("session.ended.v1")]
internal sealed record SessionEnded(UserId UserId, DateTimeOffset At) : SessionEvent;

/// <summary>A sign-in with a known address and a wrong password. Unknown addresses belong to no organisation's log.</summary>
[EventName("session.refused.v1")]
internal sealed record SessionRefused(UserId UserId, string Address, DateTimeOffset At) : SessionEvent;
