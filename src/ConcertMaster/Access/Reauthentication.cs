using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Access;

/// <summary>Counted like a sign-in, so that an unattended browser is no place to guess passwords.</summary>
internal sealed class Reauthentication(Accounts accounts, SignInAttempts attempts) : IReauthentication
{
    public async Task<Refusal?> Check(Actor actor, string password, HttpContext http, CancellationToken ct)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        var subjects = SignInAttempts.SubjectsOf(address, Accounts.Normalise(actor.Email));
        if (await attempts.AreTooMany(subjects, ct)) return AccessRefusals.TooManyAttempts;
        if (await accounts.Check(actor.Email, password, ct) is { PasswordRight: true } right && right.User == actor.UserId)
            return null;
        await attempts.NoteFailure(subjects, ct);
        return AccessRefusals.PasswordWrong;
    }
}
