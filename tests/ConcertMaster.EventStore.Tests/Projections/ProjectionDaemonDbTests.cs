using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Projections;

public sealed class ProjectionDaemonDbTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private StoreDatabase _database = null!;
    private PostgresEventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await StoreDatabase.Create();
        _store = new(_database.Options);
    }

    private Task<AppendResult> Append(Guid stream, params CounterEvent[] events) => _store.Append(new(
        new(new("acme"), stream), "counter", ExpectedVersion.Any,
        [.. events.Select(e => new NewEvent(Guid.CreateVersion7(), e))], EventMetadata.None, DateTimeOffset.UtcNow));

    [Fact]
    public async Task A_row_follows_its_stream_and_goes_when_the_fold_returns_null()
    {
        await using var daemon = new ProjectionDaemon(_database.Options, [CounterRows.Projection()]);
        await daemon.Start();
        var (kept, closed) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Append(kept, new CounterOpened("kept"), new CounterAdded(2));
        await Append(closed, new CounterOpened("closed"));
        await Append(kept, new CounterAdded(3));
        var last = await Append(closed, new CounterClosed());

        (await daemon.WaitFor("Counters", last.LastSequence, Patience)).ShouldBeTrue();

        (await _database.Scalar<long>("select count(*) from read.counters")).ShouldBe(1);
        (await _database.Scalar<int>("select sum from read.counters where label = 'kept'")).ShouldBe(5);
        (await _database.Scalar<long>("select last_seq_id from events.mt_event_progression where name = 'Counters:All'"))
            .ShouldBe(last.LastSequence);
    }

    [Fact]
    public async Task Another_node_takes_over_and_each_event_counts_once()
    {
        var stream = Guid.CreateVersion7();
        AppendResult last = null!;
        for (var round = 0; round < 3; round++)
        {
            await using var daemon = new ProjectionDaemon(
                _database.OptionsFor(Counter.Catalogue), [CounterRows.Projection()]);
            await daemon.Start();
            for (var i = 0; i < 20; i++) last = await Append(stream, new CounterAdded(1));
            (await daemon.WaitFor("Counters", last.LastSequence, Patience)).ShouldBeTrue();
        }
        (await _database.Scalar<int>("select event_count from read.counters")).ShouldBe(60);
    }

    [Fact]
    public async Task The_tail_tells_every_event_in_order()
    {
        await using var daemon = new ProjectionDaemon(_database.Options, []);
        await daemon.Start();
        var seen = new List<long>();
        var all = new TaskCompletionSource();
        using var subscription = daemon.Tail.Subscribe("test", (events, _) =>
        {
            seen.AddRange(events.Select(e => e.Sequence));
            if (seen.Count == 200) all.SetResult();
            return Task.CompletedTask;
        });

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ =>
            Append(Guid.CreateVersion7(), new CounterOpened("a"), new CounterAdded(1))));

        await all.Task.WaitAsync(Patience);
        seen.ShouldBeInOrder();
        seen.Distinct().Count().ShouldBe(200);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }
}
