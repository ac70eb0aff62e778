using System.Collections.Concurrent;
using System.Text.Json;
using ConcertMaster.Testing.Peers;

namespace ConcertMaster.Tests.Proofs.Cluster;

/// <summary>
/// The outside world of the proofs: doubles a number, and keeps account of every effect by its idempotency key and by
/// what it is about. Repeats under a known key are answered and not done again, as such a server does.
/// </summary>
internal sealed class EffectTarget : IAsyncDisposable
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(150);

    private readonly HttpPeer _peer;
    private readonly ConcurrentDictionary<string, int> _callsByKey = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _keysByEffect = new();

    private EffectTarget(HttpPeer peer) => _peer = peer;

    public string BaseUrl => _peer.BaseUrl;

    /// <summary>Effects done: one for each key.</summary>
    public int DoneCount => _callsByKey.Count;

    /// <summary>Calls that repeated a key.</summary>
    public int RepeatedCount => _callsByKey.Values.Sum(count => count - 1);

    /// <summary>Effects that came under two keys, and so were done twice.</summary>
    public IReadOnlyList<string> DoneTwice =>
        [.. _keysByEffect.Where(pair => pair.Value.Count > 1).Select(pair => $"{pair.Key}: {string.Join(" ", pair.Value.Keys)}")];

    /// <param name="callBack">Told of the callback address that a call carries, once for each effect.</param>
    public static async Task<EffectTarget> Start(Action<string> callBack)
    {
        var target = new EffectTarget(await HttpPeer.Start());
        target._peer.Answer = (call, _) => target.Do(call, callBack);
        return target;
    }

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    private PeerAnswer Do(ReceivedCall call, Action<string> callBack)
    {
        using var body = JsonDocument.Parse(call.Body);
        var effect = body.RootElement;
        var key = call.Headers["Idempotency-Key"];
        var isFirst = _callsByKey.AddOrUpdate(key, 1, (_, count) => count + 1) == 1;
        _keysByEffect.GetOrAdd($"{effect.GetProperty("run")}/{effect.GetProperty("name")}", _ => new())[key] = true;
        if (isFirst && effect.TryGetProperty("callback", out var address)) callBack(address.GetString()!);
        return PeerAnswer.Json(200, $$"""{"doubled":{{effect.GetProperty("n").GetInt32() * 2}}}""") with { Delay = Work };
    }
}
