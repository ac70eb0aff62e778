using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ConcertMaster.Connections;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Runs.Triggers;

/// <summary>What an address that anybody may call takes at most.</summary>
internal static class HookLimits
{
    /// <summary>How old, or how far ahead, a signed request may be when its trigger does not say.</summary>
    public static readonly TimeSpan SignatureAgeDefault = TimeSpan.FromMinutes(5);

    /// <summary>Longest <c>webhook-id</c>, in characters.</summary>
    public const int IdLengthMax = 200;

    /// <summary>Signatures of one request that are looked at.</summary>
    public const int SignatureCountMax = 10;

    /// <summary>Triggers whose rate is counted at once on one node of the cluster.</summary>
    public const int RateCountMax = 10_000;
}

/// <summary>Who may call a hook, and how often: what its trigger says of that.</summary>
internal sealed class HookGuard(IConnections connections, TimeProvider time)
{
    public static readonly Refusal TooMany = new("webhook.too-many-requests", 429,
        "This address takes fewer requests in a minute. Try again after the time in Retry-After.");
    public static readonly Refusal SecretMissing = new("webhook.secret-missing", 503,
        "The connection that holds this webhook's secret is gone, or its secret is not whsec_ and base64. Mend it.");

    public static readonly Refusal TokenInvalid = new("webhook.token-invalid", 401,
        "The bearer token is not the secret of this address. Check the connection that holds it.");

    private readonly ConcurrentDictionary<(TenantId, Guid, string), Bucket> _buckets = new();

    /// <summary>A bucket that holds a minute's worth and fills steadily. Counted on each node of the cluster by itself.</summary>
    private sealed class Bucket
    {
        public double Tokens { get; set; }
        public DateTimeOffset At { get; set; }
    }

    /// <returns>Null when the request may go on, else how long to wait.</returns>
    public TimeSpan? Wait(TenantId tenant, Plan plan, PlanNode node)
    {
        if (node.Definition.Config.Whole("ratePerMinute", 0) is not (> 0 and var perMinute)) return null;
        if (_buckets.Count >= HookLimits.RateCountMax) _buckets.Clear();
        var now = time.GetUtcNow();
        var bucket = _buckets.GetOrAdd((tenant, plan.Published.Id.Value, node.Id), _ => new() { Tokens = perMinute, At = now });
        lock (bucket)
        {
            var filled = bucket.Tokens + Math.Max(0, (now - bucket.At).TotalMinutes) * perMinute;
            (bucket.Tokens, bucket.At) = (Math.Min(perMinute, filled), now);
            if (bucket.Tokens < 1) return TimeSpan.FromMinutes((1 - bucket.Tokens) / perMinute);
            bucket.Tokens--;
            return null;
        }
    }

    /// <summary>Whether the trigger asks for a signature; then the id it covers is the only word for "the same request".</summary>
    public static bool IsSigned(PlanNode node) => node.Definition.Config.Text("signedBy") is { Length: > 0 };

    public async Task<Refusal?> CheckSignature(
        TenantId tenant, PlanNode node, IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!IsSigned(node)) return null;
        var connection = await connections.Find(tenant, node.Definition.Config.Text("signedBy")!, ct);
        if (WebhookSignature.KeyOf(connection?.Secret) is not { } key) return SecretMissing;
        var tolerance = node.Definition.Config.Whole("toleranceSeconds", (int)HookLimits.SignatureAgeDefault.TotalSeconds);
        return WebhookSignature.Check(key, headers[WebhookSignature.IdHeader], headers[WebhookSignature.TimestampHeader],
            headers[WebhookSignature.SignatureHeader], body.Span, time.GetUtcNow(), TimeSpan.FromSeconds(tolerance));
    }

    /// <summary>
    /// For senders that cannot sign what they send, such as mail servers: the secret itself as a bearer token will do.
    /// </summary>
    public async Task<Refusal?> CheckCaller(
        TenantId tenant, PlanNode node, IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!IsSigned(node) || headers.Authorization.ToString() is not { Length: > 7 } authorization
            || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return await CheckSignature(tenant, node, headers, body, ct);
        var connection = await connections.Find(tenant, node.Definition.Config.Text("signedBy")!, ct);
        if (connection?.Secret is not { Length: > 0 } secret) return SecretMissing;
        return CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(authorization[7..].Trim())), SHA256.HashData(Encoding.UTF8.GetBytes(secret)))
            ? null
            : TokenInvalid;
    }

    /// <summary>The same key starts one run. What is not signed must not name another run of a signed hook.</summary>
    public static string? KeyOf(PlanNode node, IHeaderDictionary headers) =>
        headers[IsSigned(node) && headers.ContainsKey(WebhookSignature.SignatureHeader)
            ? WebhookSignature.IdHeader : "Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;
}
