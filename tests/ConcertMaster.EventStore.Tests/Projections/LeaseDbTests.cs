using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;
using ConcertMaster.EventStore.Tests.Processes;

namespace ConcertMaster.EventStore.Tests.Projections;

public sealed class LeaseDbTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private StoreDatabase _database = null!;
    private PostgresEventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await StoreDatabase.Create();
        _store = new(_database.Options);
    }

    private Task<AppendResult> Append() =>
        _store.Append(Requests.To(Guid.CreateVersion7(), ExpectedVersion.NoStream, new CounterAdded(1)));

    private async Task Until(string condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await _database.Scalar<bool>($"select {condition}")) await Task.Delay(10, limit.Token);
    }

    [Fact]
    public async Task A_node_that_is_killed_is_replaced_when_its_leases_end()
    {
        await using var node = TestProcess.Start("node", _database.ConnectionString);
        await Until("exists (select from app.event_leases where shard = 'Counters:All')");
        await using var other = new ProjectionDaemon(_database.Options, [CounterRows.Projection()]);
        await other.Start();
        var first = await Append();
        (await other.WaitFor("Counters", first.LastSequence, Patience)).ShouldBeTrue();

        await node.Kill();
        var next = await Append();

        (await other.WaitFor("Counters", next.LastSequence, Patience)).ShouldBeTrue();
        _database.Options.LeaseDuration.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (await _database.Scalar<long>("select sum(event_count)::bigint from read.counters")).ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_has_not_been_seen_for_a_day_is_forgotten()
    {
        await _database.Execute("""
            insert into app.event_nodes (node, seen_at)
            values ('lost', now() - interval '25 hours'), ('late', now() - interval '1 hour')
            """);
        await using var daemon = new ProjectionDaemon(_database.Options, [CounterRows.Projection()]);
        await daemon.Start();

        await Until("not exists (select from app.event_nodes where node = 'lost')");

        (await _database.Scalar<long>("select count(*) from app.event_nodes where node = 'late'")).ShouldBe(1);
    }

    [Fact]
    public async Task Shards_are_spread_over_the_nodes_and_move_when_a_node_leaves()
    {
        var projections = Enumerable.Range(0, 6).Select(i => new Idle($"Idle{i}")).ToList();
        await using var one = new ProjectionDaemon(_database.OptionsFor(Counter.Catalogue), projections);
        await one.Start();
        await Until("(select count(*) = 6 from app.event_leases where expires_at > now())");
        await using (var two = new ProjectionDaemon(_database.OptionsFor(Counter.Catalogue), projections))
        {
            await two.Start();
            await Until("""
                (select count(*) = 2 and min(held) = 3 from (
                    select count(*) as held from app.event_leases where expires_at > clock_timestamp() group by node) h)
                """);
            var last = await Append();
            (await one.WaitForAll(last.LastSequence, Patience)).ShouldBeTrue();
            (await two.WaitForAll(last.LastSequence, Patience)).ShouldBeTrue();
        }
        await Until("""
            (select count(*) = 6 and count(distinct node) = 1 from app.event_leases where expires_at > clock_timestamp())
            """);
    }

    [Fact]
    public async Task Two_nodes_that_both_believe_to_have_the_lease_count_each_event_once()
    {
        // The second leaves out of account that the first is alive: the lease is torn from it again and again.
        await using var one = new ProjectionDaemon(
            _database.OptionsFor(Counter.Catalogue) with { ProjectionBatchCount = 3 }, [CounterRows.Projection()]);
        await using var two = new ProjectionDaemon(
            _database.OptionsFor(Counter.Catalogue) with { ProjectionBatchCount = 3 }, [CounterRows.Projection()]);
        await one.Start();
        await two.Start();
        AppendResult last = null!;
        for (var i = 0; i < 300; i++)
        {
            last = await Append();
            if (i % 10 == 0) await _database.Execute("update app.event_leases set expires_at = now(), token = token + 1");
        }
        (await one.WaitFor("Counters", last.LastSequence, Patience)).ShouldBeTrue();
        (await _database.Scalar<long>("select sum(event_count)::bigint from read.counters")).ShouldBe(300);
    }

    [Fact]
    public async Task The_progress_moves_from_where_it_stands_and_for_the_holder_of_the_lease_alone()
    {
        await _database.Execute("""
            insert into app.event_leases values ('a', 'node', 7, now() + interval '1 hour');
            insert into events.mt_event_progression (name, last_seq_id) values ('a', 10);
            """);
        Task<bool> Move(long token, long from) =>
            _database.Scalar<bool>($"select app.move_progress('a', 'a', {token}, {from}, 20, 'c')");

        (await Move(token: 7, from: 9)).ShouldBeFalse();
        (await Move(token: 6, from: 10)).ShouldBeFalse();
        (await Move(token: 7, from: 10)).ShouldBeTrue();
        (await Move(token: 7, from: 10)).ShouldBeFalse();
    }

    private sealed record Idle(string Name) : IProjection
    {
        public int Version => 1;
        public IReadOnlyList<string> Tables => [];
        public IReadOnlyCollection<Type> EventTypes => [typeof(CounterClosed)];

        public Task Apply(ProjectionBatch batch, CancellationToken ct) => Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }
}
