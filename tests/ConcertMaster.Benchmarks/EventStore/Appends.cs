using System.Diagnostics;
using ConcertMaster.EventStore;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Benchmarks.EventStore;

/// <summary>What callers of the store see, each awaiting its append before it sends the next.</summary>
internal static class Appends
{
    public sealed record Run(double EventsPerSecond, double MedianMs, double P99Ms, long ConnectionCount);

    /// <summary>New streams of 5 events, one per request.</summary>
    public static Task<Run> NewStreams(EventStoreOptions options, int callers, TimeSpan time) =>
        Measure(options, callers, time, 5, (store, _) =>
            store.Append(Meter.Append(Guid.CreateVersion7(), ExpectedVersion.NoStream, 5)));

    /// <summary>Single events, all to one stream at whatever version.</summary>
    public static Task<Run> OneStream(EventStoreOptions options, int callers, TimeSpan time)
    {
        var stream = Guid.CreateVersion7();
        return Measure(options, callers, time, 1, (store, _) =>
            store.Append(Meter.Append(stream, ExpectedVersion.Any, 1)));
    }

    /// <summary>Load a stream of 20 events, decide, append one.</summary>
    public static async Task<Run> Transact(EventStoreOptions options, TimeSpan time)
    {
        var streams = new Guid[5_000];
        await using (var store = new PostgresEventStore(options))
            for (var i = 0; i < streams.Length; i += 100)
                await Task.WhenAll(Enumerable.Range(i, 100).Select(j => store.Append(
                    Meter.Append(streams[j] = Guid.CreateVersion7(), ExpectedVersion.NoStream, 20))));
        return await Measure(options, 1, time, 1, (store, i) => new EventSession(
            store, Meter.Tenant, EventMetadata.None, TimeProvider.System).Transact(
            new EventStream<Meter, MeterRead>(streams[i % streams.Length], Meter.Decider),
            _ => Decision<MeterRead>.Accept(Meter.Read(1))));
    }

    private static async Task<Run> Measure(
        EventStoreOptions options, int callers, TimeSpan time, int eventsEach, Func<IEventStore, int, Task> act)
    {
        await using var store = new PostgresEventStore(options);
        var all = new List<double>[callers];
        await Cycle(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        var connections = CountConnections(options, time / 2);
        await Cycle(time);
        var elapsed = watch.Elapsed.TotalSeconds;
        var merged = all.SelectMany(one => one).ToList();
        return new(merged.Count * eventsEach / elapsed, Latencies.Percentile(merged, 50), Latencies.Percentile(merged, 99),
            await connections);

        Task Cycle(TimeSpan length) => Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var mine = all[caller] = [];
            var started = Stopwatch.StartNew();
            for (var i = 0; started.Elapsed < length; i++)
            {
                var at = Stopwatch.GetTimestamp();
                await act(store, i);
                mine.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
        })));
    }

    // Those that carry appends: others of the pool rest from what was measured before.
    private static async Task<long> CountConnections(EventStoreOptions options, TimeSpan after)
    {
        await Task.Delay(after);
        await using var command = options.Owner.CreateCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and application_name like 'append %'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
