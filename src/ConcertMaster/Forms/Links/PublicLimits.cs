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
    private const int TrackedCountMax = 100_000;
    private readonly ConcurrentDictionary<(string Key, long Minute), int> _counts = new();
    private readonly int _perAddress = configuration.GetValue("Forms:RequestsPerMinute:Address", 30_000);
    private readonly int _perLink = configuration.GetValue("Forms:RequestsPerMinute:Link", 3_000);
    private readonly int _beginsPerAddress = configuration.GetValue("Forms:BeginsPerMinute", 60);

    public bool MayBegin(HttpContext http, string token) => IsWithin($"begin {token} {AddressOf(http)}", _beginsPerAddress);

    public async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var token = http.Request.RouteValues["token"] as string ?? "";
        return IsWithin($"address {AddressOf(http)}", _perAddress) && IsWithin($"link {token}", _perLink)
            ? await next(context)
            : LinkRefusals.TooManyRequests.ToProblem(TimeSpan.FromSeconds(60 - time.GetUtcNow().Second));
    }

    private bool IsWithin(string key, int countMax)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (_counts.Count > TrackedCountMax)
            foreach (var old in _counts.Keys.Where(one => one.Minute < minute)) _counts.TryRemove(old, out _);
        return _counts.AddOrUpdate((key, minute), 1, (_, count) => count + 1) <= countMax;
    }

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}
