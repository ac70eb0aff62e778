using System.Diagnostics;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.EventStore.Tests.Fixtures;
using ConcertMaster.EventStore.Tests.Processes;

namespace ConcertMaster.EventStore.Tests.Proofs;

/// <summary>
/// Two processes of 32 writers each, with stalls inside the lock, rollbacks and lost replies, while three nodes
/// follow the log, and a fourth runs the projection when it can and is killed again and again.
/// </summary>
public sealed class OrderAndCompletenessDbTests
{
    // Three events each on average: over 1,000,000, or 30,000.
    private static readonly int AppendsEach = Proof.IsLong ? 5_350 : 165;
    private static readonly int EventCountLeast = Proof.IsLong ? 1_000_000 : 30_000;

    [Fact]
    public async Task Every_committed_event_is_delivered_once_and_in_order()
    {
        await using var database = await StoreDatabase.Create();
        var files = new[] { Path.GetTempFileName(), Path.GetTempFileName() };
        var told = new Recorder();
        await using var first = await Follower.Start(database, told);
        await using var second = await Follower.Start(database, told);
        await using var third = await Follower.Start(database, told);
        var writers = files.Select((file, i) => TestProcess.Start(
            "write", database.ConnectionString, "32", AppendsEach.ToString(), file, (i + 1).ToString())).ToList();
        using var ended = new CancellationTokenSource();
        var killing = KillAndRestart(database, ended.Token);

        await Task.WhenAll(writers.Select(writer => writer.Succeeds()));
        foreach (var writer in writers) await writer.DisposeAsync();
        await ended.CancelAsync();
        await killing;

        var stored = await Stored(database);
        stored.Count.ShouldBeGreaterThan(EventCountLeast);
        foreach (var follower in (Follower[])[first, second, third])
        {
            (await follower.Daemon.WaitForAll(stored[^1], TimeSpan.FromMinutes(2))).ShouldBeTrue();
            await follower.Reached(stored[^1]);
            follower.Seen.ShouldBe(stored);
        }
        told.Seen.Distinct().ShouldBe(stored);
        await AcknowledgedIsStored(database, files, stored.Count);
        (await database.Scalar<long>("select sum(event_count)::bigint from read.counters")).ShouldBe(stored.Count);
    }

    private static async Task AcknowledgedIsStored(StoreDatabase database, string[] files, int count)
    {
        await using var store = new PostgresEventStore(database.Options);
        var found = new Dictionary<Guid, (Guid, long)>();
        await foreach (var recorded in store.ReadAll(0))
            found.TryAdd(recorded.EventId, (recorded.StreamId, recorded.Version)).ShouldBeTrue("stored twice");
        var acknowledged = files.SelectMany(File.ReadLines).Select(line => line.Split(' ')).ToList();
        foreach (var parts in acknowledged)
            found[Guid.Parse(parts[0])].ShouldBe((Guid.Parse(parts[1]), long.Parse(parts[2])));
        acknowledged.Count.ShouldBe(count);
    }

    private static async Task KillAndRestart(StoreDatabase database, CancellationToken ct)
    {
        var random = new Random(7);
        while (!ct.IsCancellationRequested)
        {
            await using var node = TestProcess.Start("node", database.ConnectionString);
            await Task.Delay(1_500 + random.Next(2_500), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<List<long>> Stored(StoreDatabase database)
    {
        await using var command = database.Options.Owner.CreateCommand(
            "select seq_id from events.mt_events order by seq_id");
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<long>();
        while (await reader.ReadAsync()) all.Add(reader.GetInt64(0));
        return all;
    }

    /// <summary>A node of this process that runs the projection when it has the lease, and tails the log.</summary>
    private sealed class Follower : IAsyncDisposable
    {
        private readonly StoreNodes _nodes;
        private IDisposable? _tail;

        private Follower(StoreDatabase database, ISubscription subscription)
        {
            _nodes = new(database.ConnectionString);
            Daemon = new(_nodes.Options(Counter.Catalogue) with { ReadPageCount = 200 },
                [CounterRows.Projection()], [subscription]);
        }

        public ProjectionDaemon Daemon { get; }
        public List<long> Seen { get; } = [];

        public static async Task<Follower> Start(StoreDatabase database, ISubscription subscription)
        {
            var follower = new Follower(database, subscription);
            await follower.Daemon.Start();
            follower._tail = follower.Daemon.Tail.Subscribe("all", (events, _) =>
            {
                lock (follower.Seen) follower.Seen.AddRange(events.Select(recorded => recorded.Sequence));
                return Task.CompletedTask;
            }, afterSequence: 0);
            return follower;
        }

        public async Task Reached(long sequence)
        {
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < TimeSpan.FromMinutes(2))
            {
                lock (Seen)
                    if (Seen.Count > 0 && Seen[^1] >= sequence) return;
                await Task.Delay(20);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _tail?.Dispose();
            await Daemon.DisposeAsync();
            await _nodes.DisposeAsync();
        }
    }

    /// <summary>A subscription with a durable checkpoint, on one of the nodes at a time.</summary>
    private sealed class Recorder : ISubscription
    {
        public List<long> Seen { get; } = [];
        public string Name => "Recorder";
        public IReadOnlyCollection<Type>? EventTypes => null;
        public int BatchCountMax => 500;

        public Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
        {
            lock (Seen) Seen.AddRange(events.Select(recorded => recorded.Sequence));
            return Task.CompletedTask;
        }
    }
}
