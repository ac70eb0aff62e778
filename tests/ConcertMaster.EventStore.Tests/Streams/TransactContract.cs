using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Streams;

/// <summary>Deciding on a stream, on every implementation of the Store.</summary>
public abstract class TransactContract<TStore> : StoreContract<TStore>
    where TStore : ITestStore, new()
{
    [Fact]
    public async Task A_transaction_decides_again_after_a_conflict()
    {
        var session = new EventSession(Store, Acme, EventMetadata.None, TimeProvider.System);
        var counter = Counter.Stream(Guid.CreateVersion7());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => session.Transact(
            counter, _ => Decision<CounterEvent>.Accept(new CounterAdded(1)))));

        outcomes.ShouldAllBe(outcome => !outcome.IsRefused);
        (await session.Load(counter)).State.Sum.ShouldBe(6);
    }

    [Fact]
    public async Task A_snapshot_stands_for_the_events_before_it_and_may_be_passed_over()
    {
        var session = new EventSession(Store, Acme, EventMetadata.None, TimeProvider.System);
        var decider = Counter.Decider with { Snapshots = new(Every: 10) };
        var id = Guid.CreateVersion7();
        await Store.Append(Request(new(Acme, id), ExpectedVersion.NoStream,
            [.. Enumerable.Range(1, 25).Select(i => new CounterAdded(1))]));
        (await session.Load(new EventStream<Counter, CounterEvent>(id, decider))).State.Sum.ShouldBe(25);

        // From here on a fold that counts double shows which events were folded again.
        var doubling = decider with { Evolve = (state, _) => state with { Sum = state.Sum + 2 } };
        await Store.Append(Request(new(Acme, id), ExpectedVersion.Exactly(25), new CounterAdded(1)));
        var stream = new EventStream<Counter, CounterEvent>(id, doubling);
        (await session.Load(stream)).ShouldBe((new Counter(null, 27, false), 26));
        (await session.Load(stream, ReadRange.UpTo(5))).State.Sum.ShouldBe(10);
        (await session.Load(stream with { Decider = doubling with { Snapshots = new(10, Version: 2) } }))
            .State.Sum.ShouldBe(52);
    }

    [Fact]
    public async Task A_stream_of_another_kind_is_not_there_and_takes_nothing()
    {
        var stream = NewStream();
        await Store.Append(Request(stream, ExpectedVersion.NoStream, new CounterOpened("a")));
        var session = new EventSession(Store, Acme, EventMetadata.None, TimeProvider.System);
        var other = new EventStream<int, OperatorEvent>(stream.Id, new("other", 0, (count, _) => count + 1));

        (await session.Load(other)).ShouldBe((0, 0));
        (await session.Transact(other, _ => Decision<OperatorEvent>.Accept(new ProjectionPaused("Counters", "olga"))))
            .Refusal.ShouldBe(EventSession.Contended);
        (await Store.FetchStreamState(stream))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_transaction_on_an_archived_stream_is_refused_with_its_code()
    {
        var stream = NewStream();
        await Store.Append(Request(stream, ExpectedVersion.NoStream, new CounterOpened("a")));
        await Store.ArchiveStream(stream);

        var outcome = await new EventSession(Store, Acme, EventMetadata.None, TimeProvider.System).Transact(
            Counter.Stream(stream.Id), _ => Decision<CounterEvent>.Accept(new CounterAdded(1)));

        outcome.Refusal.ShouldBe(EventSession.Archived);
    }
}

public sealed class InMemoryTransactSpec : TransactContract<InMemoryTestStore>;

public sealed class PostgresTransactDbTests : TransactContract<PostgresTestStore>;
