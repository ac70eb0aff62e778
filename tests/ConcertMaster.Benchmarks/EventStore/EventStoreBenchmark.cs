using ConcertMaster.EventStore;

namespace ConcertMaster.Benchmarks.EventStore;

/// <summary>The event store on a PostgreSQL of its own: first what plain SQL does, then the store beside it.</summary>
internal static class EventStoreBenchmark
{
    /// <param name="args"><c>--only append|read|project</c>, <c>--seconds N</c>, <c>--events N</c>, <c>--json FILE</c>.</param>
    public static async Task<int> Run(string[] args)
    {
        var results = new Results(args);
        var only = Value(args, "--only");
        var time = TimeSpan.FromSeconds(double.Parse(Value(args, "--seconds") ?? "5"));
        var events = int.Parse(Value(args, "--events") ?? "1000000");
        await using var database = await BenchmarkDatabase.Start();
        if (only is null or "append") await MeasureAppends(database, results, time);
        if (only is null or "read" or "project") await Following.Measure(database, results, events);
        return await results.Finish();
    }

    private static string? Value(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    private static async Task MeasureAppends(BenchmarkDatabase database, Results results, TimeSpan time)
    {
        var options = await database.NewStore(Meter.Catalogue);
        await Floors.Batched(options, TimeSpan.FromSeconds(1));
        foreach (var callers in (int[])[1, 8, 32, 128])
            await MeasureNewStreams(database, options, results, callers, time);
        foreach (var callers in (int[])[1, 8, 32, 128])
        {
            await database.Checkpoint();
            var run = await Appends.OneStream(options, callers, time);
            results.Add($"append, 1 event to one stream, {callers} callers", run.EventsPerSecond, "events/s");
            results.Add($"append, 1 event to one stream, {callers} callers, median", run.MedianMs, "ms");
            results.Add($"append, 1 event to one stream, {callers} callers, 99th", run.P99Ms, "ms");
        }
        var single = await Floors.Single(options, time);
        results.Add("floor: plain SQL, 1 stream of 5 events a transaction, 1 connection, median", single, "ms");
        var transact = await Appends.Transact(options, time);
        results.Add("load 20 events, decide, append 1, one caller, median", transact.MedianMs, "ms", single);
        results.Add("load 20 events, decide, append 1, one caller, 99th", transact.P99Ms, "ms");
    }

    // The floor is measured right before each: a disk does not flush at the same pace from one minute to the next.
    private static async Task MeasureNewStreams(
        BenchmarkDatabase database, EventStoreOptions options, Results results, int callers, TimeSpan time)
    {
        await database.Checkpoint();
        var batched = await Floors.Batched(options, time);
        results.Add("floor: plain SQL, 100 streams of 5 events a transaction, 2 connections", batched, "events/s");
        var single = callers == 1 ? await Floors.Single(options, time) : (double?)null;
        if (single is not null)
            results.Add("floor: plain SQL, 1 stream of 5 events a transaction, 1 connection, median", single.Value, "ms");
        await database.Checkpoint();
        var filesBefore = await database.CountNewLogFiles();
        var run = await Appends.NewStreams(options, callers, time);
        results.Add($"append, new streams of 5, {callers} callers", run.EventsPerSecond, "events/s", batched);
        results.Add($"append, new streams of 5, {callers} callers, median", run.MedianMs, "ms", single);
        results.Add($"append, new streams of 5, {callers} callers, 99th", run.P99Ms, "ms");
        results.Add($"append, new streams of 5, {callers} callers, connections used", run.ConnectionCount, "");
        results.Add(
            $"append, new streams of 5, {callers} callers, files of the write-ahead log made new",
            await database.CountNewLogFiles() - filesBefore, "");
    }
}
