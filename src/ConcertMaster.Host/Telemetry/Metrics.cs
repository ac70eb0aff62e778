using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ConcertMaster.Host.Telemetry;

/// <summary>
/// Listens to the meters of .NET, ASP.NET Core, Npgsql and ConcertMaster, and keeps what <c>/metrics</c> answers.
/// </summary>
internal sealed class Metrics : IDisposable
{
    // A label with values without bound must not fill the memory: further series are counted as dropped.
    private const int SeriesCountMax = 5_000;

    private static readonly string[] MeterPrefixes =
        ["ConcertMaster", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<SeriesKey, Series> _series = new();
    private readonly ConcurrentDictionary<int, Known> _known = new();
    private long _droppedCount;

    public Metrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (MeterPrefixes.Any(prefix => instrument.Meter.Name.StartsWith(prefix, StringComparison.Ordinal)))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<byte>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<short>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<int>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<long>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<float>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<double>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<decimal>((i, v, tags, _) => Record(i, (double)v, tags));
        _listener.Start();
    }

    public long DroppedCount => Interlocked.Read(ref _droppedCount);

    /// <summary>All series, grouped by instrument, after asking the observable ones for their values.</summary>
    public IEnumerable<IGrouping<Instrument, KeyValuePair<SeriesKey, Series>>> Collect()
    {
        _listener.RecordObservableInstruments();
        return _series.OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal).GroupBy(pair => pair.Key.Instrument)
            .OrderBy(group => group.Key.Name, StringComparer.Ordinal);
    }

    public void Dispose() => _listener.Dispose();

    // Called several times for each request and each query: making the text of the labels is left to the first time.
    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = HashOf(instrument, tags);
        if (_known.TryGetValue(hash, out var known) && known.Is(instrument, tags)) known.Series.Record(value);
        else if (Find(instrument, tags) is { } series)
        {
            _known[hash] = new(instrument, tags.ToArray(), series);
            series.Record(value);
        }
        else Interlocked.Increment(ref _droppedCount);
    }

    private Series? Find(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = new SeriesKey(instrument, PrometheusText.Labels(tags));
        return _series.TryGetValue(key, out var series) ? series
            : _series.Count >= SeriesCountMax ? null
            : _series.GetOrAdd(key, _ => Series.For(instrument));
    }

    private static int HashOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        hash.Add(instrument);
        foreach (var (name, value) in tags)
        {
            hash.Add(name);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    private sealed record Known(Instrument Instrument, KeyValuePair<string, object?>[] Tags, Series Series)
    {
        public bool Is(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (instrument != Instrument || tags.Length != Tags.Length) return false;
            for (var i = 0; i < tags.Length; i++)
                if (tags[i].Key != Tags[i].Key || !Equals(tags[i].Value, Tags[i].Value)) return false;
            return true;
        }
    }
}

/// <param name="Labels">In the form of the Prometheus text format, without braces.</param>
internal readonly record struct SeriesKey(Instrument Instrument, string Labels);
