using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Streams;

/// <summary>What callers are told when things go wrong between them and the commit.</summary>
public sealed class AppendLaneDbTests : IAsyncLifetime
{
    private StoreDatabase _database = null!;

    public async Task InitializeAsync() => _database = await StoreDatabase.Create();

    private static StreamAppend New(params CounterEvent[] events) =>
        Requests.To(Guid.CreateVersion7(), ExpectedVersion.NoStream, events);

    private Task<long> Stored() => _database.Scalar<long>("select count(*) from events.mt_events");

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_drains_when_it_can()
    {
        var faults = new Gate();
        await using var store = new PostgresEventStore(_database.Options with { Faults = faults, AppendQueueLength = 2 });
        var first = store.Append(New(new CounterAdded(1)));
        await faults.Reached;
        var waiting = new[] { store.Append(New(new CounterAdded(2))), store.Append(New(new CounterAdded(3))) };

        var refusal = await Should.ThrowAsync<AppendQueueFullException>(() => store.Append(New(new CounterAdded(4))));

        refusal.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
        faults.Open();
        await first;
        await Task.WhenAll(waiting);
        (await Stored()).ShouldBe(3);
    }

    [Fact]
    public async Task A_conflict_fails_alone_among_the_requests_of_its_commit()
    {
        var faults = new Gate();
        await using var store = new PostgresEventStore(_database.Options with { Faults = faults });
        var first = store.Append(New(new CounterAdded(1)));
        await faults.Reached;
        var good = Enumerable.Range(0, 20).Select(i => store.Append(New(new CounterAdded(i)))).ToList();
        var bad = store.Append(Requests.To(Guid.CreateVersion7(), ExpectedVersion.Exactly(7), new CounterAdded(1)));
        faults.Open();

        (await bad).Outcome.ShouldBe(AppendOutcome.VersionConflict);
        foreach (var append in good) (await append).Outcome.ShouldBe(AppendOutcome.Appended);
        (await first).Outcome.ShouldBe(AppendOutcome.Appended);
        faults.CommitCount.ShouldBe(2);
    }

    [Fact]
    public async Task Requests_for_one_stream_share_a_commit_and_each_has_its_own_outcome()
    {
        var faults = new Gate();
        await using var store = new PostgresEventStore(_database.Options with { Faults = faults });
        var stream = Guid.CreateVersion7();
        var first = store.Append(New(new CounterAdded(0)));
        await faults.Reached;
        var (one, two) = (new CounterAdded(1), new CounterAdded(2));
        var waiting = new[]
        {
            store.Append(Requests.To(stream, ExpectedVersion.Exactly(1), one)),
            store.Append(Requests.To(stream, ExpectedVersion.NoStream, one, two)),
            store.Append(Requests.To(stream, ExpectedVersion.NoStream, one)),
            store.Append(Requests.To(stream, ExpectedVersion.Any, one)),
            store.Append(Requests.To(stream, ExpectedVersion.Exactly(3), one)),
            store.Append(Requests.To(stream, ExpectedVersion.Exactly(3), one)),
        };
        faults.Open();

        (await Task.WhenAll(waiting)).Select(result => (result.Outcome, result.Version)).ShouldBe(
        [
            (AppendOutcome.VersionConflict, 0), (AppendOutcome.Appended, 2), (AppendOutcome.VersionConflict, 2),
            (AppendOutcome.Appended, 3), (AppendOutcome.Appended, 4), (AppendOutcome.VersionConflict, 4),
        ]);
        await first;
        faults.CommitCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_request_sent_twice_at_once_is_stored_once()
    {
        var faults = new Gate();
        await using var store = new PostgresEventStore(_database.Options with { Faults = faults });
        var first = store.Append(New(new CounterAdded(0)));
        await faults.Reached;
        var any = Requests.To(Guid.CreateVersion7(), ExpectedVersion.Any, new CounterAdded(1));
        var (once, again) = (store.Append(any), store.Append(any));
        faults.Open();

        await first;
        (await once).ShouldBe(new(AppendOutcome.Appended, 1, 2));
        (await again).ShouldBe(new(AppendOutcome.AlreadyAppended, 1, 2));
        (await Stored()).ShouldBe(2);
    }

    [Fact]
    public async Task What_the_database_cannot_store_fails_alone()
    {
        var faults = new Gate();
        await using var store = new PostgresEventStore(_database.Options with { Faults = faults });
        var first = store.Append(New(new CounterAdded(1)));
        await faults.Reached;
        var good = store.Append(New(new CounterOpened("good")));
        var bad = store.Append(New(new CounterOpened("a NUL: \0")));
        faults.Open();

        await Should.ThrowAsync<Npgsql.PostgresException>(() => bad);
        (await good).Outcome.ShouldBe(AppendOutcome.Appended);
        await first;
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task An_append_whose_connection_is_lost_is_stored_once(bool beforeCommit, bool beforeReply)
    {
        await using var store = new PostgresEventStore(
            _database.Options with { Faults = new Cut(beforeCommit, beforeReply) });
        var exact = New(new CounterOpened("a"), new CounterAdded(1));
        var any = Requests.To(Guid.CreateVersion7(), ExpectedVersion.Any, new CounterAdded(1));

        var results = await Task.WhenAll(store.Append(exact), store.Append(any));

        results.ShouldAllBe(result => result.Outcome == AppendOutcome.Appended);
        results[0].Version.ShouldBe(2);
        (await Stored()).ShouldBe(3);
    }

    [Fact]
    public async Task A_backend_that_is_terminated_costs_nobody_an_event()
    {
        await using var store = new PostgresEventStore(_database.Options);
        await store.Append(New(new CounterAdded(0)));
        var ended = false;
        var killing = Task.Run(async () =>
        {
            while (!Volatile.Read(ref ended))
            {
                await _database.Execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where application_name like 'append %' and datname = current_database()
                    """);
                await Task.Delay(30);
            }
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var stored = 0;
            for (var i = 0; i < 15; i++) stored += await AppendUntilKnown(store);
            return stored;
        }));
        Volatile.Write(ref ended, true);
        await killing;

        (await Stored()).ShouldBe(results.Sum() + 1);
    }

    private static async Task<int> AppendUntilKnown(PostgresEventStore store)
    {
        var request = New(new CounterAdded(1));
        while (true)
        {
            try
            {
                return (await store.Append(request)).Outcome == AppendOutcome.VersionConflict ? 0 : 1;
            }
            catch (EventStoreUnavailableException)
            {
                // The same event ids again.
            }
        }
    }

    [Fact]
    public async Task A_request_cancelled_while_it_waits_is_not_stored_and_one_under_way_tells_the_truth()
    {
        var faults = new Gate();
        await using var store = new PostgresEventStore(_database.Options with { Faults = faults });
        using var cancellation = new CancellationTokenSource();
        var underWay = store.Append(New(new CounterAdded(1)), cancellation.Token);
        await faults.Reached;
        var waiting = store.Append(New(new CounterAdded(2)), cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        faults.Open();
        (await underWay).Outcome.ShouldBe(AppendOutcome.Appended);
        (await Stored()).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_database_the_caller_learns_that_nothing_was_stored()
    {
        var source = Npgsql.NpgsqlDataSource.Create("Host=/nonexistent;Username=x;Timeout=1");
        await using var store = new PostgresEventStore(_database.Options with
        {
            Owner = source, System = source, AppendLookupTimeout = TimeSpan.FromMilliseconds(300),
        });

        (await Should.ThrowAsync<EventStoreUnavailableException>(() => store.Append(New(new CounterAdded(1)))))
            .OutcomeKnown.ShouldBeTrue();
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    /// <summary>Holds the first commit until it is opened.</summary>
    private sealed class Gate : IAppendFaults
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;
        public int CommitCount { get; private set; }

        public void Open() => _open.SetResult();

        public Task BeforeCommit()
        {
            CommitCount++;
            _reached.TrySetResult();
            return _open.Task;
        }

        public Task BeforeReply() => Task.CompletedTask;
    }

    /// <summary>Loses the connection once at each of the chosen moments.</summary>
    private sealed class Cut(bool beforeCommit, bool beforeReply) : IAppendFaults
    {
        public Task BeforeCommit() => Once(ref beforeCommit);

        public Task BeforeReply() => Once(ref beforeReply);

        private static Task Once(ref bool cut)
        {
            if (!cut) return Task.CompletedTask;
            cut = false;
            throw new IOException("cut");
        }
    }
}
