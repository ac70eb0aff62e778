using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Access;

/// <summary>Counts failed sign-ins in the database, so that the limit holds over all nodes.</summary>
internal sealed class SignInAttempts(Database database, TimeProvider time)
{
    // What is longer is no address, and more than an index takes.
    private const int AddressLengthMax = 254;

    /// <summary>One pair is limited tightly; an address alone ten times as loosely, for offices behind one.</summary>
    public static string[] SubjectsOf(string address, string email) =>
        [$"{address} {email[..Math.Min(email.Length, AddressLengthMax)]}", address];

    public async Task<bool> AreTooMany(string[] subjects, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select count(*) filter (where subject = $1), count(*) filter (where subject = $2)
              from app.sign_in_failures where subject in ($1, $2) and failed_at > $3
            """, subjects[0], subjects[1], time.GetUtcNow() - Limits.SignInFailureWindow);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetInt64(0) >= Limits.SignInFailureCountMax
            || reader.GetInt64(1) >= 10 * Limits.SignInFailureCountMax;
    }

    public async Task NoteFailure(string[] subjects, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var command = database.System.CreateCommand("""
            with swept as (delete from app.sign_in_failures where failed_at < $3)
            insert into app.sign_in_failures (subject, failed_at) select unnest($1), $2
            """, subjects, now, now - Limits.SignInFailureWindow);
        await command.ExecuteNonQueryAsync(ct);
    }
}

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
