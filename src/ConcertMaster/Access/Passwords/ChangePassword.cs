using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Access.Passwords;

/// <summary>Changing one's own password: ends all other sessions, and begins a new one here.</summary>
internal static class ChangePassword
{
    internal sealed record Body(string? Current, string? Password);

    public static void MapChangePassword(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPut("/api/session/password", Handle).RequireSession()
            .WithSummary("Change one's own password; other sessions end").WithTags("Session");

    private static async Task<IResult> Handle(
        Body body, Actor actor, HttpContext http, EventSession session, Accounts accounts, SignInAttempts attempts,
        Directory people, TimeProvider time, CancellationToken ct)
    {
        var subjects = SignInAttempts.SubjectsOf(http.Connection.RemoteIpAddress?.ToString() ?? "unknown", actor.Email);
        if (await attempts.Begin(subjects, ct) is not { } attempt)
            return AccessRefusals.TooManyAttempts.ToProblem(Limits.SignInFailureWindow);
        if (await accounts.Check(actor.Email, body.Current ?? "", ct) is not { PasswordRight: true })
        {
            await attempt.Failed();
            return AccessRefusals.CurrentPasswordWrong.ToProblem();
        }
        await attempt.Forget();
        if (!PasswordRules.Allows(body.Password, actor.Email)) return AccessRefusals.PasswordTooWeak.ToProblem();
        var command = new SetPassword(time.GetUtcNow());
        var outcome = await session.Transact(
            UserStream.For(actor.UserId), state => PasswordDecider.Decide(command, state), ct: ct);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();
        await accounts.SetPassword(actor.Tenant, actor.UserId, actor.Email, body.Password!, ct);
        people.Forget(actor.Tenant, actor.UserId);
        return await SignIn.Begin(actor, http, session.Store, time, ct);
    }
}
