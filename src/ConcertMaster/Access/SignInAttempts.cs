using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Access;

/// <summary>
/// Counts failed sign-ins in the database, so that the limit holds over all nodes. Each attempt is noted before its password
/// is looked at: of many at once no more are let through than may fail.
/// </summary>
internal sealed class SignInAttempts(Database database, TimeProvider time)
{
    // What is longer is no address, and more than an index takes.
    private const int AddressLengthMax = 254;

    /// <summary>So long those wait whose turn depends on attempts that are under way, which may yet turn out right.</summary>
    private static readonly TimeSpan TurnWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TurnPause = TimeSpan.FromMilliseconds(50);

    /// <summary>One pair is limited tightly; an address alone ten times as loosely, for offices behind one.</summary>
    public static string[] SubjectsOf(string address, string email) =>
        [$"{address} {email[..Math.Min(email.Length, AddressLengthMax)]}", address];

    /// <summary>Null when there are too many. One of which is never told how it ended has failed.</summary>
    public async Task<SignInAttempt?> Begin(string[] subjects, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var attempt = new SignInAttempt(database, await Note(subjects, now, ct));
        for (var waited = TimeSpan.Zero; ; waited += TurnPause)
        {
            var room = await Room(subjects, attempt, now, ct);
            if (room.IsMine) return attempt;
            if (room.IsNone || waited >= TurnWait) break;
            await Task.Delay(TurnPause, ct);
        }
        await attempt.Forget();
        return null;
    }

    // The lock makes the order of numbers the order of commits, so that whoever counts sees all that came before.
    private async Task<long[]> Note(string[] subjects, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            with turn as materialized (select pg_advisory_xact_lock(hashtextextended('sign-in/' || $4, 0))),
                 swept as (delete from app.sign_in_failures where failed_at < $3)
            insert into app.sign_in_failures (subject, failed_at, under_way)
            select subject, $2, true from turn, unnest($1) as subject returning attempt
            """, subjects, now, now - Limits.SignInFailureWindow, subjects[^1]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var attempts = new List<long>();
        while (await reader.ReadAsync(ct)) attempts.Add(reader.GetInt64(0));
        return [.. attempts];
    }

    private async Task<(bool IsMine, bool IsNone)> Room(
        string[] subjects, SignInAttempt attempt, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select count(*) filter (where subject = $1 and not under_way), count(*) filter (where subject = $1),
                   count(*) filter (where subject = $2 and not under_way), count(*) filter (where subject = $2)
              from app.sign_in_failures
             where subject in ($1, $2) and failed_at > $3 and (not under_way or attempt < $4)
            """, subjects[0], subjects[1], now - Limits.SignInFailureWindow, attempt.First);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        const int ofPairMax = Limits.SignInFailureCountMax, ofAddressMax = 10 * Limits.SignInFailureCountMax;
        return (reader.GetInt64(1) < ofPairMax && reader.GetInt64(3) < ofAddressMax,
            reader.GetInt64(0) >= ofPairMax || reader.GetInt64(2) >= ofAddressMax);
    }
}

/// <summary>One that is under way, and is told how it ended, whether somebody waits for the answer or not.</summary>
internal sealed class SignInAttempt(Database database, long[] attempts)
{
    public long First { get; } = attempts.Min();

    public Task Failed() => Execute("update app.sign_in_failures set under_way = false where attempt = any($1)");

    /// <summary>It was right, or was not looked at: it counts no more.</summary>
    public Task Forget() => Execute("delete from app.sign_in_failures where attempt = any($1)");

    private async Task Execute(string sql)
    {
        await using var command = database.System.CreateCommand(sql, attempts);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}

/// <summary>Counted like a sign-in, so that an unattended browser is no place to guess passwords.</summary>
internal sealed class Reauthentication(Accounts accounts, SignInAttempts attempts) : IReauthentication
{
    public async Task<Refusal?> Check(Actor actor, string password, HttpContext http, CancellationToken ct)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        var subjects = SignInAttempts.SubjectsOf(address, Accounts.Normalise(actor.Email));
        if (await attempts.Begin(subjects, ct) is not { } attempt) return AccessRefusals.TooManyAttempts;
        var isRight = await accounts.Check(actor.Email, password, ct) is { PasswordRight: true } right
            && right.User == actor.UserId;
        await (isRight ? attempt.Forget() : attempt.Failed());
        return isRight ? null : AccessRefusals.PasswordWrong;
    }
}
