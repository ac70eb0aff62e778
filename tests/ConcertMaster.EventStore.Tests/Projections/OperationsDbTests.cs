using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Projections;

public sealed class OperationsDbTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private StoreDatabase _database = null!;
    private PostgresEventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await StoreDatabase.Create();
        _store = new(_database.Options);
    }

    private Task<AppendResult> Append(Guid stream, params CounterEvent[] events) =>
        _store.Append(Requests.To(stream, ExpectedVersion.Any, events));

    private async Task<ProjectionDaemon> Start(IProjection projection, params ISubscription[] subscriptions)
    {
        var daemon = new ProjectionDaemon(
            _database.OptionsFor(Counter.Catalogue), [projection], subscriptions, _store);
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
        (await _database.Scalar<string>(
            "select user_name from events.mt_events where type = 'projection.event-skipped.v1'")).ShouldBe("olga");
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
    }

    [Fact]
    public async Task A_paused_shard_stands_still_until_it_is_resumed()
    {
        await using var daemon = await Start(CounterRows.Projection());
        var first = await Append(Guid.CreateVersion7(), new CounterAdded(1));
        await daemon.WaitFor("Counters", first.LastSequence, Patience);

        await daemon.Operations.Pause("Counters", "olga");
        (await Until(daemon, "Counters", shard => shard.State == ShardState.Paused)).ChangedBy.ShouldBe("olga");
        var second = await Append(Guid.CreateVersion7(), new CounterAdded(1));
        (await daemon.WaitFor("Counters", second.LastSequence, TimeSpan.FromMilliseconds(500))).ShouldBeFalse();

        await daemon.Operations.Resume("Counters", "olga");
        (await daemon.WaitFor("Counters", second.LastSequence, Patience)).ShouldBeTrue();
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

    [Fact]
    public async Task A_subscription_is_told_in_order_and_again_after_a_failure()
    {
        var subscription = new Recorder(failures: 2);
        await using var daemon = await Start(CounterRows.Projection(), subscription);
        AppendResult last = null!;
        for (var i = 0; i < 50; i++) last = await Append(Guid.CreateVersion7(), new CounterAdded(i));

        (await daemon.WaitFor("Recorder", last.LastSequence, Patience)).ShouldBeTrue();

        subscription.Seen.Distinct().ShouldBe(Enumerable.Range(0, 50));
        subscription.Seen.Distinct().ShouldBeInOrder();
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

    private sealed class Recorder(int failures) : ISubscription
    {
        public List<int> Seen { get; } = [];
        public string Name => "Recorder";
        public IReadOnlyCollection<Type> EventTypes => [typeof(CounterAdded)];

        public Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
        {
            if (failures-- > 0) throw new HttpRequestException("down");
            Seen.AddRange(events.Select(recorded => ((CounterAdded)recorded.Data).Amount));
            return Task.CompletedTask;
        }
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }
}
