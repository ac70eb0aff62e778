using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Access;

internal abstract record OrganisationEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("organisation.registered.v1")]
internal sealed record OrganisationRegistered(string Slug, string Name, DateTimeOffset At) : OrganisationEvent
{
    public override string Describe() => $"registered the organisation {Name}";
}

internal abstract record UserEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("user.registered.v1")]
internal sealed record UserRegistered(UserId UserId, string Email, string Name, Role Role, DateTimeOffset At) : UserEvent
{
    public override string Describe() => $"registered {Name} ({Email}) as {Role}";
}

[EventName("user.role-changed.v1")]
internal sealed record UserRoleChanged(UserId UserId, Role From, Role To, UserId ChangedBy, DateTimeOffset At) : UserEvent
{
    public override string Describe() => $"changed a role from {From} to {To}";
}

[EventName("user.deactivated.v1")]
internal sealed record UserDeactivated(UserId UserId, UserId DeactivatedBy, DateTimeOffset At) : UserEvent
{
    public override string Describe() => "deactivated an account";
}

[EventName("user.reactivated.v1")]
internal sealed record UserReactivated(UserId UserId, UserId ReactivatedBy, DateTimeOffset At) : UserEvent
{
    public override string Describe() => "reactivated an account";
}

/// <summary>Asked to join. The letter with the link follows from this event.</summary>
[EventName("user.invited.v1")]
internal sealed record UserInvited(
    UserId UserId, string Email, string Name, Role Role, UserId InvitedBy, DateTimeOffset At) : UserEvent
{
    public override string Describe() => $"invited {Name} ({Email}) as {Role}";
}

/// <summary>The invited person has set a password and is a member from now on.</summary>
[EventName("user.joined.v1")]
internal sealed record UserJoined(UserId UserId, DateTimeOffset At) : UserEvent
{
    public override string Describe() => "joined the organisation";
}

/// <param name="RequestedBy">The owner who asked for it; null when the person did, without being signed in.</param>
[EventName("user.password-link-requested.v1")]
internal sealed record PasswordLinkRequested(UserId UserId, UserId? RequestedBy, DateTimeOffset At) : UserEvent
{
    public override string Describe() => "asked for a link to set a password";
}

/// <summary>Ends every earlier session of the person.</summary>
[EventName("user.password-changed.v1")]
internal sealed record PasswordChanged(UserId UserId, DateTimeOffset At) : UserEvent
{
    public override string Describe() => "changed a password";
}

internal abstract record SessionEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("session.started.v1")]
internal sealed record SessionStarted(UserId UserId, string Address, string Client, DateTimeOffset At) : SessionEvent
{
    public override string Describe() => $"signed in from {Address}";
}

[EventName("session.ended.v1")]
internal sealed record SessionEnded(UserId UserId, DateTimeOffset At) : SessionEvent
{
    public override string Describe() => "signed out";
}

/// <summary>A sign-in with a known address and a wrong password. Unknown addresses belong to no organisation's log.</summary>
[EventName("session.refused.v1")]
internal sealed record SessionRefused(UserId UserId, string Address, DateTimeOffset At) : SessionEvent
{
    public override string Describe() => $"failed to sign in from {Address}";
}
