using System.Collections.Concurrent;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Forms.Links;

/// <summary>
/// How much may come from one address, and to one link, in a minute. Counted by each node for itself: it keeps a flood
/// off, and needs no exactness. Generous, because a whole company may be behind one address.
/// </summary>
internal sealed class PublicLimits(IConfiguration configuration, TimeProvider time)
{
    // What is longer is no link; it is not kept in memory to be counted.
    private const int LinkLengthMax = 64;

    private Counts _counts = new(0);
    private readonly int _perAddress = configuration.GetValue("Forms:RequestsPerMinute:Address", 30_000);
    private readonly int _perLink = configuration.GetValue("Forms:RequestsPerMinute:Link", 3_000);
    private readonly int _beginsPerAddress = configuration.GetValue("Forms:BeginsPerMinute", 60);

    public bool MayBegin(HttpContext http, string token) => IsWithin($"begin {token} {AddressOf(http)}", _beginsPerAddress);

    /// <summary>Fewer where nothing was calculated for it.</summary>
    public bool MayBeginPlainly(HttpContext http, string token) =>
        IsWithin($"begin plainly {token} {AddressOf(http)}", Math.Max(1, _beginsPerAddress / 10));

    public async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var token = http.Request.RouteValues["token"] as string ?? "";
        return IsWithin($"address {AddressOf(http)}", _perAddress)
            && IsWithin($"link {token[..Math.Min(token.Length, LinkLengthMax)]}", _perLink)
            ? await next(context)
            : LinkRefusals.TooManyRequests.ToProblem(TimeSpan.FromSeconds(60 - time.GetUtcNow().Second));
    }

    // Past the limit of those who are counted, whoever is new is let through: a count of so many says nothing any more.
    private bool IsWithin(string key, int countMax)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        var counts = Volatile.Read(ref _counts);
        if (counts.Minute != minute) Interlocked.CompareExchange(ref _counts, new(minute), counts);
        return Volatile.Read(ref _counts).Add(key) <= countMax;
    }

    private sealed class Counts(long minute)
    {
        private readonly ConcurrentDictionary<string, int> _byKey = new(StringComparer.Ordinal);
        private int _keyCount;

        public long Minute => minute;

        public int Add(string key)
        {
            if (_byKey.TryGetValue(key, out _)) return _byKey.AddOrUpdate(key, 1, static (_, count) => count + 1);
            if (Interlocked.Increment(ref _keyCount) > FormLimits.CountedSendersMax) return 1;
            return _byKey.AddOrUpdate(key, 1, static (_, count) => count + 1);
        }
    }

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}
