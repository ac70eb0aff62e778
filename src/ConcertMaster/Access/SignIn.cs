using System.Security.Claims;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Access;

/// <summary>Signing in with e-mail and password: a cookie for the browser and bearer tokens for programs.</summary>
internal static class SignIn
{
    internal sealed record Body(string Email, string Password);

    public static void MapSignIn(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/session", Handle).WithSummary("Sign in").WithTags("Session")
            .Produces<AccessTokenResponse>();

    private static async Task<IResult> Handle(
        Body body, HttpContext http, Accounts accounts, SignInAttempts attempts, AfterAnswers later, IEventStore store,
        IDirectory directory, TimeProvider time, CancellationToken ct)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        var subjects = SignInAttempts.SubjectsOf(address, Accounts.Normalise(body.Email ?? ""));
        if (await attempts.Begin(subjects, ct) is not { } attempt)
            return AccessRefusals.TooManyAttempts.ToProblem(Limits.SignInFailureWindow);
        var account = await accounts.Check(body.Email ?? "", body.Password ?? "", ct);
        var actor = account is { PasswordRight: true } right ? await directory.Find(right.Tenant, right.User, ct) : null;
        if (actor is null)
        {
            await attempt.Failed();
            var (metadata, now) = (ActorAccess.MetadataOf(http, ""), time.GetUtcNow());
            // Neither the time nor a header of the answer tells that there is something to note.
            await later.Add(() => account is { } known
                ? Append(store, known.Tenant, new SessionRefused(known.User, address, now),
                    metadata with { UserName = known.User.ToString() }, now, time, CancellationToken.None)
                : Task.CompletedTask, ct);
            return AccessRefusals.InvalidCredentials.ToProblem();
        }
        await attempt.Forget();
        return await Begin(actor, http, store, time, ct);
    }

    /// <summary>A new session of this person: the cookie, and the tokens as the answer.</summary>
    public static async Task<IResult> Begin(
        Actor actor, HttpContext http, IEventStore store, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        var client = http.Request.Headers.UserAgent.ToString();
        var started = new SessionStarted(actor.UserId, address, client[..Math.Min(client.Length, 200)], now);
        var (sessionId, sequence) = await Append(
            store, actor.Tenant, started, ActorAccess.MetadataOf(http, actor), now, time, ct);
        CommandResults.NoteSequence(http, sequence);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme,
            Principal(actor, sessionId, CookieAuthenticationDefaults.AuthenticationScheme));
        return TypedResults.SignIn(Principal(actor, sessionId, BearerTokenDefaults.AuthenticationScheme),
            authenticationScheme: BearerTokenDefaults.AuthenticationScheme);
    }

    private static async Task<(Guid Id, long Sequence)> Append(
        IEventStore store, TenantId tenant, SessionEvent @event, EventMetadata metadata, DateTimeOffset now,
        TimeProvider time, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(now);
        var session = new EventSession(store, tenant, metadata, time);
        return (id, (await session.Append(SessionStream.For(id), 0, [@event], ct)).LastSequence);
    }

    /// <summary>Identity only: the role is looked up with every request, so a change takes effect at once.</summary>
    public static ClaimsPrincipal Principal(Actor actor, Guid sessionId, string scheme) => new(new ClaimsIdentity(
    [
        new(ClaimTypes.NameIdentifier, actor.UserId.ToString()),
        new(AccessClaims.Tenant, actor.Tenant.Value),
        new(AccessClaims.Session, sessionId.ToString()),
    ], scheme));
}

internal static class AccessClaims
{
    public const string Tenant = "tenant";
    public const string Session = "session";
}

/// <summary>Sessions are named by version 7 UUIDs (RFC 9562), whose first 48 bits are the time in milliseconds.</summary>
internal static class SessionIds
{
    public static DateTimeOffset BeganAt(Guid session)
    {
        Span<byte> bytes = stackalloc byte[16];
        session.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16;
        // To the end of its millisecond, so that a session that begins with the change of a password outlives it.
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).AddTicks(TimeSpan.TicksPerMillisecond - 1);
    }
}
