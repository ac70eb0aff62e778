using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Projections;

public sealed class OperationsDbTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private StoreDatabase _database = null!;
    private PostgresEventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await StoreDatabase.Create();
        _store = new(_database.Options);
    }

    private Task<AppendResult> Append(Guid stream, params CounterEvent[] events) =>
        _store.Append(Requests.To(stream, ExpectedVersion.Any, events));

    private async Task<ProjectionDaemon> Start(IProjection projection)
    {
        var daemon = new ProjectionDaemon(
            _database.OptionsFor(Counter.Catalogue) with { RebuildBatchCount = 10 }, [projection], store: _store);
        await daemon.Start();
        return daemon;
    }

    private static async Task<ShardStatus> Until(ProjectionDaemon daemon, string name, Func<ShardStatus, bool> reached)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var status = (await daemon.Status(limit.Token)).Single(shard => shard.Name == name);
            if (reached(status)) return status;
            await Task.Delay(20, limit.Token);
        }
    }

    private Task<string> Recorded() => _database.Scalar<string>($"""
        select string_agg(type || ' by ' || user_name, ', ' order by version) from events.mt_events
        where stream_id = '{OperatorEvent.StreamOf("Counters")}'
        """);

    [Fact]
    public async Task A_poisoned_event_stops_its_shard_with_its_reason_until_it_is_skipped()
    {
        await using var daemon = await Start(CounterRows.Projection(
            poison: recorded => recorded.Data is CounterAdded { Amount: 13 }));
        var stream = Guid.CreateVersion7();
        await Append(stream, new CounterOpened("a"), new CounterAdded(1));
        var poison = await Append(stream, new CounterAdded(13));
        var last = await Append(stream, new CounterAdded(2));

        var status = await Until(daemon, "Counters", shard => shard.State == ShardState.Poisoned);
        status.Failure!.Sequence.ShouldBe(poison.LastSequence);
        status.Failure.Reason.ShouldBe("poison");
        status.Failure.Tenant.Value.ShouldBe("acme");
        (await _database.Scalar<int>("select sum from read.counters")).ShouldBe(1);

        (await daemon.Operations.Skip("Counters", "olga")).ShouldBeTrue();

        (await daemon.WaitFor("Counters", last.LastSequence, Patience)).ShouldBeTrue();
        (await _database.Scalar<int>("select sum from read.counters")).ShouldBe(3);
        (await Recorded()).ShouldBe("projection.event-skipped.v1 by olga");
    }

    [Fact]
    public async Task A_poisoned_event_is_tried_again_when_an_operator_says_so()
    {
        var broken = true;
        await using var daemon = await Start(CounterRows.Projection(poison: _ => Volatile.Read(ref broken)));
        var last = await Append(Guid.CreateVersion7(), new CounterAdded(1));
        await Until(daemon, "Counters", shard => shard.State == ShardState.Poisoned);
        Volatile.Write(ref broken, false);

        (await daemon.Operations.Retry("Counters", "olga")).ShouldBeTrue();

        (await daemon.WaitFor("Counters", last.LastSequence, Patience)).ShouldBeTrue();
        (await daemon.Operations.Retry("Counters", "olga")).ShouldBeFalse();
        (await Recorded()).ShouldBe("projection.event-retried.v1 by olga");
    }

    [Fact]
    public async Task A_paused_shard_stands_still_until_it_is_resumed()
    {
        await using var daemon = await Start(CounterRows.Projection());
        var first = await Append(Guid.CreateVersion7(), new CounterAdded(1));
        await daemon.WaitFor("Counters", first.LastSequence, Patience);

        await daemon.Operations.Pause("Counters", "olga");
        (await Until(daemon, "Counters", shard => shard.State == ShardState.Paused)).ChangedBy.ShouldBe("olga");
        // What arrives before its node hears of it may be in the batch that it was at.
        using var limit = new CancellationTokenSource(Patience);
        AppendResult second;
        do second = await Append(Guid.CreateVersion7(), new CounterAdded(1));
        while (await daemon.WaitFor("Counters", second.LastSequence, TimeSpan.FromMilliseconds(500), limit.Token));

        await daemon.Operations.Resume("Counters", "olga");
        (await daemon.WaitFor("Counters", second.LastSequence, Patience)).ShouldBeTrue();
        (await Recorded()).ShouldBe("projection.paused.v1 by olga, projection.resumed.v1 by olga");
    }

    [Fact]
    public async Task A_name_that_nobody_knows_stops_a_projection_of_everything()
    {
        await Append(Guid.CreateVersion7(), new CounterAdded(1));
        await _database.Execute("update events.mt_events set type = 'counter.lost.v1'");
        await using var daemon = await Start(new Everything());

        var status = await Until(daemon, "Everything", shard => shard.State == ShardState.Poisoned);

        status.Failure!.EventName.ShouldBe("counter.lost.v1");
        status.Failure.Reason.ShouldContain("no registered type or upcaster knows");
    }

    [Fact]
    public async Task A_rebuild_can_be_watched_and_the_live_table_answers_meanwhile()
    {
        var (held, seen) = (new ManualResetEventSlim(true), 0);
        await using var daemon = await Start(CounterRows.Projection(poison: _ =>
        {
            if (Interlocked.Increment(ref seen) == 145) held.Wait(Patience);
            return false;
        }));
        AppendResult last = null!;
        for (var i = 0; i < 10; i++)
            last = await Append(Guid.CreateVersion7(), [.. Enumerable.Repeat(new CounterAdded(1), 10)]);
        await daemon.WaitFor("Counters", last.LastSequence, Patience);
        held.Reset();

        await daemon.Operations.Rebuild("Counters", "olga");

        var status = await Until(daemon, "Counters", shard => shard.Rebuild is { Sequence: > 0 });
        status.Rebuild!.Fraction.ShouldBeInRange(0.05, 0.5);
        status.State.ShouldBe(ShardState.Running);
        (await _database.Scalar<long>("select sum(sum) from read.counters")).ShouldBe(100);
        held.Set();
        await Until(daemon, "Counters", shard => shard.Rebuild is null);
        (await Recorded()).ShouldBe("projection.rebuild-requested.v1 by olga");
    }

    [Fact]
    public async Task A_rebuild_takes_the_place_of_the_live_table_with_its_rights_indexes_and_comments()
    {
        await using var daemon = await Start(CounterRows.Projection());
        var streams = Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var stream in streams) await Append(stream, new CounterOpened("a"), new CounterAdded(1));
        var last = await Append(streams[0], new CounterAdded(5));
        await daemon.WaitFor("Counters", last.LastSequence, Patience);
        var before = await Describe();
        await _database.Execute("update read.counters set sum = -1");

        await daemon.Operations.Rebuild("Counters", "olga");
        while (await _database.Scalar<long>("select count(*) from read.counters where sum = -1") > 0)
            last = await Append(streams[1], new CounterAdded(1));

        await daemon.WaitFor("Counters", last.LastSequence, Patience);
        (await _database.Scalar<long>("select sum(sum) from read.counters")).ShouldBe(
            await _database.Scalar<long>("select sum((data->>'amount')::int) from events.mt_events where data ? 'amount'"));
        (await Describe()).ShouldBe(before);
        (await _database.Scalar<long>(
            "select count(*) from events.mt_event_progression where name like '%Rebuild'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_view_over_the_table_survives_a_rebuild()
    {
        await using var daemon = await Start(CounterRows.Projection());
        var last = await Append(Guid.CreateVersion7(), new CounterAdded(5));
        await daemon.WaitFor("Counters", last.LastSequence, Patience);
        await _database.Execute("create view read.sums as select sum(sum) as sum from read.counters");
        await _database.Execute("update read.counters set sum = -1");

        await daemon.Operations.Rebuild("Counters", "olga");

        using var limit = new CancellationTokenSource(Patience);
        while (await _database.Scalar<long>("select sum from read.sums") != 5) await Task.Delay(20, limit.Token);
    }

    [Fact]
    public async Task A_higher_version_is_built_beside_the_live_table_and_the_older_one_stands_down()
    {
        var stream = Guid.CreateVersion7();
        await using var old = await Start(CounterRows.Projection());
        var last = await Append(stream, new CounterOpened("a"), new CounterAdded(5));
        await old.WaitFor("Counters", last.LastSequence, Patience);

        await using var renewed = await Start(CounterRows.Projection(version: 2));
        (await renewed.WaitFor("Counters", last.LastSequence, Patience)).ShouldBeTrue();
        last = await Append(stream, new CounterAdded(2));
        (await renewed.WaitFor("Counters", last.LastSequence, Patience)).ShouldBeTrue();

        (await _database.Scalar<int>("select event_count from read.counters")).ShouldBe(3);
        (await Until(old, "Counters", shard => shard.State == ShardState.Superseded)).Version.ShouldBe(1);
    }

    private sealed class Everything : IProjection
    {
        public string Name => "Everything";
        public int Version => 1;
        public IReadOnlyList<string> Tables => [];
        public IReadOnlyCollection<Type>? EventTypes => null;

        public Task Apply(ProjectionBatch batch, CancellationToken ct) => Task.CompletedTask;
    }

    private Task<string> Describe() => _database.Scalar<string>("""
        select concat_ws(E'\n',
            (select string_agg(indexdef, E'\n' order by indexname) from pg_indexes where schemaname = 'read'),
            (select string_agg(p::text, E'\n' order by policyname) from pg_policies p where schemaname = 'read'),
            (select string_agg(conname || pg_get_constraintdef(oid), E'\n' order by conname) from pg_constraint
             where conrelid = 'read.counters'::regclass),
            (select string_agg(acl, ' ' order by acl) from pg_class, unnest(relacl::text[]) acl
             where oid = 'read.counters'::regclass),
            obj_description('read.counters'::regclass), col_description('read.counters'::regclass, 4),
            (select relforcerowsecurity from pg_class where oid = 'read.counters'::regclass))
        """);

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }
}
