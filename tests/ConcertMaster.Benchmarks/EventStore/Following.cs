using System.Diagnostics;
using ConcertMaster.EventStore;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Benchmarks.EventStore;

/// <summary>Reading, folding and projecting a log that is there, and one that grows.</summary>
internal static class Following
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task Measure(BenchmarkDatabase database, Results results, int events)
    {
        var adjacent = await database.NewStore(Meter.Catalogue);
        await Fill(adjacent, events, interleaved: false);
        await MeasureFold(adjacent, results, events);
        await MeasureCatchUp(adjacent, results, events, "events of a stream adjacent");
        await MeasureRebuild(adjacent, results, events);
        await MeasureVisibility(adjacent, database.AnotherNode(Meter.Catalogue), results);

        var interleaved = await database.NewStore(Meter.Catalogue);
        await Fill(interleaved, events, interleaved: true);
        await MeasureCatchUp(interleaved, results, events, "events of streams interleaved");
    }

    // Five events a stream; interleaved, each round over all streams adds one to each.
    private static async Task Fill(EventStoreOptions options, int events, bool interleaved)
    {
        await using var store = new PostgresEventStore(options);
        var streams = Enumerable.Range(0, events / 5).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var round = 0; round < (interleaved ? 5 : 1); round++)
            foreach (var some in streams.Chunk(400))
                await Task.WhenAll(some.Select(stream => store.Append(Meter.Append(
                    stream, ExpectedVersion.Exactly(interleaved ? round : 0), interleaved ? 1 : 5))));
        await using var tidy = options.Owner.CreateCommand("vacuum analyze");
        tidy.CommandTimeout = 0;
        await tidy.ExecuteNonQueryAsync();
    }

    private static async Task MeasureFold(EventStoreOptions options, Results results, int events)
    {
        await using var store = new PostgresEventStore(options);
        var state = Meter.Decider.Initial;
        var watch = Stopwatch.StartNew();
        await foreach (var recorded in store.ReadAll(0))
            state = Meter.Decider.Evolve(state, (MeterRead)recorded.Data);
        if (state.ReadingCount != events) throw new InvalidOperationException($"Folded {state.ReadingCount} events.");
        results.Add("fold of stored events in memory (read and evolve)", events / watch.Elapsed.TotalSeconds, "events/s");
    }

    private static async Task MeasureCatchUp(EventStoreOptions options, Results results, int events, string what)
    {
        // What filling the log has left behind is not what catching up needs.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var memory = new MemoryWatch();
        await using var daemon = new ProjectionDaemon(options, [Meter.Projection()]);
        var watch = Stopwatch.StartNew();
        await daemon.Start();
        if (!await daemon.WaitFor("Readings", events, Patience)) throw new TimeoutException();
        results.Add($"projection, one row per stream, catching up, {what}", events / watch.Elapsed.TotalSeconds, "events/s");
        results.Add($"memory while catching up, {what}, peak of the process", memory.PeakMegabytes(), "MB");
    }

    private static async Task MeasureRebuild(EventStoreOptions options, Results results, int events)
    {
        await using var store = new PostgresEventStore(options);
        await using var daemon = new ProjectionDaemon(options, [Meter.Projection()], store: store);
        await daemon.Start();
        await daemon.WaitFor("Readings", events, Patience);
        var watch = Stopwatch.StartNew();
        await daemon.Operations.Rebuild("Readings", "bench");
        while (!await Rebuilt(options)) await Task.Delay(10);
        results.Add($"rebuild of a table from {events:N0} events", watch.Elapsed.TotalSeconds, "s");
    }

    private static async Task<bool> Rebuilt(EventStoreOptions options)
    {
        await using var command = options.Owner.CreateCommand(
            "select not rebuild_requested from app.event_shards where shard = 'Readings:All'");
        return await command.ExecuteScalarAsync() is true;
    }

    // Appended on one node, waited for on another, on an otherwise idle system.
    private static async Task MeasureVisibility(EventStoreOptions options, EventStoreOptions other, Results results)
    {
        await using var store = new PostgresEventStore(options);
        await using var daemon = new ProjectionDaemon(options, [Meter.Projection()]);
        await daemon.Start();
        await using var elsewhere = new ProjectionDaemon(other, [Meter.Projection()]);
        await elsewhere.Start();
        var all = new List<double>();
        for (var i = 0; i < 400; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var appended = await store.Append(Meter.Append(Guid.CreateVersion7(), ExpectedVersion.NoStream, 1));
            if (!await elsewhere.WaitFor("Readings", appended.LastSequence, Patience)) throw new TimeoutException();
            if (i >= 50) all.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(10);
        }
        results.Add("append to projected row visible to another node, median", Latencies.Percentile(all, 50), "ms");
        results.Add("append to projected row visible to another node, 99th", Latencies.Percentile(all, 99), "ms");
    }

    /// <summary>Looks at the working set every few milliseconds.</summary>
    private sealed class MemoryWatch : IDisposable
    {
        private readonly Timer _timer;
        private long _peak;

        public MemoryWatch() => _timer = new(_ => _peak = Math.Max(_peak, Environment.WorkingSet), null, 0, 20);

        public double PeakMegabytes() => _peak / 1e6;

        public void Dispose() => _timer.Dispose();
    }
}
