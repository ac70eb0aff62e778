using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Access.Passwords;

using static Decision<UserEvent>;

internal sealed record RequestPasswordLink(UserId? By, DateTimeOffset At);

internal static partial class PasswordDecider
{
    public static Decision<UserEvent> Decide(RequestPasswordLink command, User state) => state switch
    {
        User.Active active => Accept(new PasswordLinkRequested(active.Id, command.By, command.At)),
        User.Invited invited => Accept(new PasswordLinkRequested(invited.Id, command.By, command.At)),
        User.Deactivated => Refuse(AccessRefusals.NotActive),
        _ => Refuse(AccessRefusals.UserUnknown),
    };
}

internal static class RequestPasswordLinkEndpoints
{
    internal sealed record Body(string? Email);

    public static void MapRequestPasswordLink(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/users/{id:guid}/password-link", ForSomebody).RequirePermission(Permission.ManageUsers)
            .WithSummary("Send a person the link to set a password").WithTags("Users");
        endpoints.MapPost("/api/session/password-link", ForMyself)
            .WithSummary("Have a link to set a new password mailed, if the address has an account").WithTags("Session");
    }

    private static async Task<IResult> ForSomebody(
        Guid id, Actor actor, EventSession session, PasswordLinks links, TimeProvider time, CancellationToken ct)
    {
        var command = new RequestPasswordLink(actor.UserId, time.GetUtcNow());
        var outcome = await session.Transact(
            UserStream.For(new(id)), user => PasswordDecider.Decide(command, user), ct: ct);
        var email = outcome.State switch { User.Active a => a.Email, User.Invited i => i.Email, _ => null };
        var link = email is null ? null : await links.ForHandingOver(actor.Tenant, new(id), email, ct);
        return outcome.ToHttpResult(_ => new { Mailed = link is null, Link = link });
    }

    /// <summary>
    /// The answer is the same whether there is an account or not, and takes as long, so that nobody learns who has one.
    /// </summary>
    private static async Task<IResult> ForMyself(
        Body body, HttpContext http, Accounts accounts, SignInAttempts attempts, AfterAnswers later, IEventStore store,
        TimeProvider time, CancellationToken ct)
    {
        var email = Accounts.Normalise(body.Email ?? "");
        var subjects = SignInAttempts.SubjectsOf($"link {http.Connection.RemoteIpAddress}", email);
        if (await attempts.Begin(subjects, ct) is not { } attempt)
            return AccessRefusals.TooManyAttempts.ToProblem(Limits.SignInFailureWindow);
        await attempt.Failed();
        var (metadata, command) = (ActorAccess.MetadataOf(http, ""), new RequestPasswordLink(null, time.GetUtcNow()));
        await later.Add(async () =>
        {
            if (await accounts.Owner(email, CancellationToken.None) is not { } owner) return;
            var session = new EventSession(store, owner.Tenant, metadata with { UserName = owner.User.ToString() }, time);
            await session.Transact(UserStream.For(owner.User), user => PasswordDecider.Decide(command, user));
        }, ct);
        return Results.Accepted();
    }
}
