using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;

namespace ConcertMaster.Access;

internal abstract record User
{
    private User() { }

    public sealed record Unknown : User;

    /// <summary>Asked to join, has set no password yet and can do nothing.</summary>
    public sealed record Invited(UserId Id, string Email, string Name, Role Role) : User;

    /// <param name="SessionsFrom">Sessions that began earlier are over: the password was changed, or the account was off.</param>
    public sealed record Active(UserId Id, string Email, string Name, Role Role, DateTimeOffset? SessionsFrom = null) : User;

    /// <param name="HasJoined">Else it was an invitation that was withdrawn, and there is no password.</param>
    public sealed record Deactivated(UserId Id, string Email, string Name, Role Role, bool HasJoined) : User;

    public static User Evolve(User state, UserEvent @event) => (state, @event) switch
    {
        (Unknown, UserRegistered e) => new Active(e.UserId, e.Email, e.Name, e.Role),
        (Unknown, UserInvited e) => new Invited(e.UserId, e.Email, e.Name, e.Role),
        (Invited invited, UserJoined) => new Active(invited.Id, invited.Email, invited.Name, invited.Role),
        (Invited invited, UserRoleChanged e) => invited with { Role = e.To },
        (Invited invited, UserDeactivated) => new Deactivated(invited.Id, invited.Email, invited.Name, invited.Role, false),
        (Active active, UserRoleChanged e) => active with { Role = e.To },
        (Active active, PasswordChanged e) => active with { SessionsFrom = e.At },
        (Active active, UserDeactivated) => new Deactivated(active.Id, active.Email, active.Name, active.Role, true),
        (Deactivated { HasJoined: false }, UserInvited e) => new Invited(e.UserId, e.Email, e.Name, e.Role),
        (Deactivated gone, UserReactivated e) => new Active(gone.Id, gone.Email, gone.Name, gone.Role, e.At),
        (Invited or Active, PasswordLinkRequested) => state, // a letter changes nobody
        _ => throw new UnexpectedEventException(state, @event),
    };
}

internal static class UserStream
{
    internal static readonly Decider<User, UserEvent> Decider = new("user", new User.Unknown(), User.Evolve);

    public static EventStream<User, UserEvent> For(UserId id) => new(id.Value, Decider);
}

internal abstract record Organisation
{
    private Organisation() { }

    public sealed record Unknown : Organisation;

    public sealed record Active(string Slug, string Name) : Organisation;

    public static Organisation Evolve(Organisation state, OrganisationEvent @event) => (state, @event) switch
    {
        (Unknown, OrganisationRegistered e) => new Active(e.Slug, e.Name),
        _ => throw new UnexpectedEventException(state, @event),
    };
}

internal static class OrganisationStream
{
    internal static readonly Decider<Organisation, OrganisationEvent> Decider =
        new("organisation", new Organisation.Unknown(), Organisation.Evolve);

    public static EventStream<Organisation, OrganisationEvent> For(Guid id) => new(id, Decider);
}

/// <summary>One sign-in, from the first to the last request; a refused attempt is a session that never began.</summary>
internal abstract record Session
{
    private Session() { }

    public sealed record None : Session;

    public sealed record Running(UserId UserId) : Session;

    public sealed record Over(UserId UserId) : Session;

    public static Session Evolve(Session state, SessionEvent @event) => (state, @event) switch
    {
        (None, SessionStarted e) => new Running(e.UserId),
        (None, SessionRefused e) => new Over(e.UserId),
        (Running running, SessionEnded) => new Over(running.UserId),
        _ => throw new UnexpectedEventException(state, @event),
    };
}

internal static class SessionStream
{
    internal static readonly Decider<Session, SessionEvent> Decider = new("session", new Session.None(), Session.Evolve);

    public static EventStream<Session, SessionEvent> For(Guid id) => new(id, Decider);
}
