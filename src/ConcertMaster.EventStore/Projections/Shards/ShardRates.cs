using System.Diagnostics;

namespace ConcertMaster.EventStore.Projections;

/// <summary>How fast each shard has moved lately, from looks at the progress table about once a second.</summary>
internal sealed class ShardRates
{
    private const double Weight = 0.4;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Sequence, long At, double Rate)> _last = new(StringComparer.Ordinal);

    public void Sample(IReadOnlyDictionary<string, long> progress, long timestamp)
    {
        lock (_gate)
        {
            foreach (var (shard, sequence) in progress)
            {
                var rate = 0.0;
                if (_last.TryGetValue(shard, out var last) && timestamp > last.At)
                {
                    var now = Math.Max(0, sequence - last.Sequence) / Stopwatch.GetElapsedTime(last.At, timestamp).TotalSeconds;
                    rate = last.Rate + Weight * (now - last.Rate);
                }
                _last[shard] = (sequence, timestamp, rate < 0.01 ? 0 : rate);
            }
        }
    }

    public double Of(string shard)
    {
        lock (_gate) return _last.TryGetValue(shard, out var last) ? last.Rate : 0;
    }
}
