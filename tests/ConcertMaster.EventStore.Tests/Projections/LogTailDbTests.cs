using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Projections;

public sealed class LogTailDbTests
{
    [Fact]
    public async Task A_tail_skips_nothing_while_its_connections_are_cut()
    {
        await using var database = await StoreDatabase.Create();
        await using var store = new PostgresEventStore(database.OptionsFor(Counter.Catalogue));
        await using var daemon = new ProjectionDaemon(database.Options, []);
        await daemon.Start();
        var (seen, all) = (new List<int>(), new TaskCompletionSource());
        using var subscription = daemon.Tail.Subscribe("test", (events, _) =>
        {
            seen.AddRange(events.Select(recorded => ((CounterAdded)recorded.Data).Amount));
            if (seen.Count == 300) all.SetResult();
            return Task.CompletedTask;
        }, [typeof(CounterAdded)]);

        for (var i = 0; i < 300; i++)
        {
            await store.Append(Requests.To(Guid.CreateVersion7(), ExpectedVersion.NoStream, new CounterAdded(i)));
            if (i % 60 == 30)
                await database.Execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid() and application_name = ''
                    """);
        }

        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        seen.ShouldBe(Enumerable.Range(0, 300));
    }

    [Fact]
    public async Task What_a_node_appends_is_told_as_the_log_has_it_and_in_its_place_among_what_others_append()
    {
        await using var database = await StoreDatabase.Create();
        await using var mine = new PostgresEventStore(database.OptionsFor(Counter.Catalogue));
        await using var others = new PostgresEventStore(database.OptionsFor(Counter.Catalogue));
        await using var daemon = new ProjectionDaemon(database.OptionsFor(Counter.Catalogue), [], store: mine);
        await daemon.Start();
        var (seen, all) = (new List<RecordedEvent>(), new TaskCompletionSource());
        using var subscription = daemon.Tail.Subscribe("test", (events, _) =>
        {
            seen.AddRange(events);
            if (seen.Count == 600) all.SetResult();
            return Task.CompletedTask;
        });

        await Parallel.ForAsync(0, 300, async (i, ct) => await (i % 4 == 0 ? others : mine).Append(Requests.To(
            Guid.CreateVersion7(), ExpectedVersion.NoStream, new CounterAdded(i), new CounterClosed()), ct));

        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var log = new List<RecordedEvent>();
        await foreach (var recorded in mine.ReadAll(0)) log.Add(recorded);
        seen.ShouldBe(log);
    }

    [Fact]
    public async Task A_handler_that_throws_or_dawdles_holds_nobody_up()
    {
        await using var database = await StoreDatabase.Create();
        await using var store = new PostgresEventStore(database.Options);
        await using var daemon = new ProjectionDaemon(database.Options, []);
        await daemon.Start();
        var (stuck, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var slow = daemon.Tail.Subscribe("slow", (_, ct) => stuck.Task.WaitAsync(ct));
        using var broken = daemon.Tail.Subscribe("broken", (_, _) => throw new InvalidOperationException());
        using var good = daemon.Tail.Subscribe("good", (events, _) =>
        {
            if (events[^1].Data is CounterClosed) told.SetResult();
            return Task.CompletedTask;
        });

        await store.Append(Requests.To(Guid.CreateVersion7(), ExpectedVersion.Any, new CounterAdded(1)));
        await store.Append(Requests.To(Guid.CreateVersion7(), ExpectedVersion.Any, new CounterClosed()));

        await told.Task.WaitAsync(TimeSpan.FromMinutes(2));
        stuck.SetResult();
    }
}
