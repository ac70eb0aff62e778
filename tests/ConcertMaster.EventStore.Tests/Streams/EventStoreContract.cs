using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Streams;

/// <summary>What every implementation of the store does. One suite, two implementations.</summary>
public abstract class EventStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TenantId Acme = new("acme");

    protected abstract Task<IEventStore> Store();

    private static StreamAppend Request(StreamKey stream, ExpectedVersion expected, params CounterEvent[] events) =>
        new(stream, "counter", expected, [.. events.Select(e => new NewEvent(Guid.CreateVersion7(), e))],
            EventMetadata.None, Noon);

    private static StreamKey NewStream(TenantId? tenant = null) => new(tenant ?? Acme, Guid.CreateVersion7());

    private static async Task<List<RecordedEvent>> All(IAsyncEnumerable<RecordedEvent> events)
    {
        var list = new List<RecordedEvent>();
        await foreach (var recorded in events) list.Add(recorded);
        return list;
    }

    [Fact]
    public async Task What_was_appended_is_read_back_in_full()
    {
        var store = await Store();
        var stream = NewStream();
        var metadata = new EventMetadata
        {
            CorrelationId = "run-1", CausationId = "request-2", UserName = "ana",
            Headers = new Dictionary<string, string> { ["node"] = "a", ["quote"] = "\"x\"" },
        };
        var append = Request(stream, ExpectedVersion.NoStream, new CounterOpened("käse"), new CounterAdded(2))
            with { Metadata = metadata };

        var result = await store.Append(append);

        result.Outcome.ShouldBe(AppendOutcome.Appended);
        result.Version.ShouldBe(2);
        var events = await All(store.ReadStream(stream));
        events.Select(e => e.Data).ShouldBe([new CounterOpened("käse"), new CounterAdded(2)]);
        events.Select(e => e.Version).ShouldBe([1, 2]);
        events.Select(e => e.EventId).ShouldBe(append.Events.Select(e => e.Id));
        events[1].Sequence.ShouldBe(result.LastSequence);
        events[0].Sequence.ShouldBe(result.LastSequence - 1);
        events[0].EventName.ShouldBe("counter.opened.v1");
        events[0].StreamType.ShouldBe("counter");
        events[0].Tenant.ShouldBe(Acme);
        events[0].Timestamp.ShouldBe(Noon);
        events[0].Metadata.CorrelationId.ShouldBe("run-1");
        events[0].Metadata.CausationId.ShouldBe("request-2");
        events[0].Metadata.UserName.ShouldBe("ana");
        events[0].Metadata.Headers["quote"].ShouldBe("\"x\"");
    }

    [Fact]
    public async Task A_wrong_expectation_is_a_conflict_that_names_the_version_and_stores_nothing()
    {
        var store = await Store();
        var stream = NewStream();
        await store.Append(Request(stream, ExpectedVersion.NoStream, new CounterOpened("a")));

        var tooLow = await store.Append(Request(stream, ExpectedVersion.NoStream, new CounterAdded(1)));
        var tooHigh = await store.Append(Request(stream, ExpectedVersion.Exactly(5), new CounterAdded(1)));
        var absent = await store.Append(Request(NewStream(), ExpectedVersion.Exactly(1), new CounterAdded(1)));

        tooLow.ShouldBe(new(AppendOutcome.VersionConflict, 1, 0));
        tooHigh.ShouldBe(new(AppendOutcome.VersionConflict, 1, 0));
        absent.ShouldBe(new(AppendOutcome.VersionConflict, 0, 0));
        (await All(store.ReadStream(stream))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_conflict_creates_no_stream()
    {
        var store = await Store();
        var stream = NewStream();

        await store.Append(Request(stream, ExpectedVersion.Exactly(3), new CounterAdded(1)));

        (await store.FetchStreamState(stream)).ShouldBeNull();
    }

    [Fact]
    public async Task Any_version_appends_to_new_and_to_existing_streams()
    {
        var store = await Store();
        var stream = NewStream();

        (await store.Append(Request(stream, ExpectedVersion.Any, new CounterOpened("a")))).Version.ShouldBe(1);
        (await store.Append(Request(stream, ExpectedVersion.Any, new CounterAdded(1)))).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Repeating_an_append_adds_nothing_and_answers_as_the_first_time()
    {
        var store = await Store();
        var stream = NewStream();
        var first = Request(stream, ExpectedVersion.NoStream, new CounterOpened("a"), new CounterAdded(1));
        var stored = await store.Append(first);
        await store.Append(Request(stream, ExpectedVersion.Exactly(2), new CounterAdded(2)));

        var again = await store.Append(first);

        again.ShouldBe(new(AppendOutcome.AlreadyAppended, 2, stored.LastSequence));
        (await All(store.ReadStream(stream))).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Repeating_an_append_at_any_version_adds_nothing()
    {
        var store = await Store();
        var stream = NewStream();
        await store.Append(Request(stream, ExpectedVersion.NoStream, new CounterOpened("a")));
        var added = Request(stream, ExpectedVersion.Any, new CounterAdded(1));
        var stored = await store.Append(added);

        (await store.Append(added)).ShouldBe(new(AppendOutcome.AlreadyAppended, 2, stored.LastSequence));
    }

    [Fact]
    public async Task The_same_stream_id_of_two_tenants_is_two_streams()
    {
        var store = await Store();
        var acme = NewStream();
        var other = acme with { Tenant = new("other") };

        await store.Append(Request(acme, ExpectedVersion.NoStream, new CounterOpened("acme")));
        (await store.Append(Request(other, ExpectedVersion.NoStream, new CounterOpened("other")))).Version.ShouldBe(1);

        (await All(store.ReadStream(other))).Single().Data.ShouldBe(new CounterOpened("other"));
    }

    [Fact]
    public async Task A_stream_is_read_from_and_to_a_version_and_to_a_time()
    {
        var store = await Store();
        var stream = NewStream();
        for (var i = 0; i < 5; i++)
            await store.Append(Request(stream, ExpectedVersion.Exactly(i), new CounterAdded(i))
                with { Timestamp = Noon.AddHours(i) });

        async Task<IEnumerable<long>> Versions(ReadRange range) =>
            (await All(store.ReadStream(stream, range))).Select(e => e.Version);

        (await Versions(ReadRange.From(3))).ShouldBe([3, 4, 5]);
        (await Versions(ReadRange.UpTo(2))).ShouldBe([1, 2]);
        (await Versions(new() { FromVersion = 2, ToVersion = 4 })).ShouldBe([2, 3, 4]);
        (await Versions(new() { ToTime = Noon.AddHours(1.5) })).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task The_log_is_read_in_order_after_a_sequence_by_tenant_and_by_name()
    {
        var store = await Store();
        var (acme, other) = (NewStream(), NewStream(new("other")));
        var start = await store.LastSequence();
        await store.Append(Request(acme, ExpectedVersion.NoStream, new CounterOpened("a"), new CounterAdded(1)));
        await store.Append(Request(other, ExpectedVersion.NoStream, new CounterOpened("b")));
        await store.Append(Request(acme, ExpectedVersion.Exactly(2), new CounterAdded(2)));

        var all = await All(store.ReadAll(start));
        all.Select(e => e.Sequence).ShouldBeInOrder();
        all.Select(e => e.Data).ShouldBe(
            [new CounterOpened("a"), new CounterAdded(1), new CounterOpened("b"), new CounterAdded(2)]);
        (await All(store.ReadAll(start, new() { Tenant = new("other") }))).Single().Data.ShouldBe(new CounterOpened("b"));
        (await All(store.ReadAll(start, new() { EventNames = ["counter.added.v1"] }))).Count.ShouldBe(2);
        (await store.LastSequence()).ShouldBe(all[^1].Sequence);
        (await All(store.ReadAll(all[^1].Sequence))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_state_of_a_stream_tells_its_version_type_and_times()
    {
        var store = await Store();
        var stream = NewStream();
        await store.Append(Request(stream, ExpectedVersion.NoStream, new CounterOpened("a")));
        await store.Append(Request(stream, ExpectedVersion.Any, new CounterAdded(1)) with { Timestamp = Noon.AddDays(1) });

        (await store.FetchStreamState(stream)).ShouldBe(new(stream, "counter", 2, Noon, Noon.AddDays(1)));
    }

    [Fact]
    public async Task Of_many_appends_at_one_version_exactly_one_is_stored()
    {
        var store = await Store();
        var stream = NewStream();

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            store.Append(Request(stream, ExpectedVersion.NoStream, new CounterAdded(i)))));

        results.Count(r => r.Outcome == AppendOutcome.Appended).ShouldBe(1);
        results.Count(r => r.Outcome == AppendOutcome.VersionConflict).ShouldBe(39);
        (await All(store.ReadStream(stream))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Racing_appends_to_one_stream_are_judged_one_after_the_other()
    {
        var store = await Store();
        var stream = NewStream();

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => store.Append(Request(
            stream, i % 3 == 0 ? ExpectedVersion.Exactly(i / 2) : ExpectedVersion.Any, new CounterAdded(i)))));

        var stored = results.Where(result => result.Outcome == AppendOutcome.Appended).ToList();
        stored.Select(result => result.Version).Order().ShouldBe(Enumerable.Range(1, stored.Count).Select(i => (long)i));
        stored.OrderBy(result => result.Version).Select(result => result.LastSequence).ShouldBeInOrder();
        (await All(store.ReadStream(stream))).Select(e => e.Version).ShouldBe(stored.Select(r => r.Version).Order());
        (await store.FetchStreamState(stream))!.Version.ShouldBe(stored.Count);
    }

    [Fact]
    public async Task A_transaction_decides_again_after_a_conflict()
    {
        var session = new EventSession(await Store(), Acme, EventMetadata.None, TimeProvider.System);
        var counter = Counter.Stream(Guid.CreateVersion7());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => session.Transact(
            counter, _ => Decision<CounterEvent>.Accept(new CounterAdded(1)))));

        outcomes.ShouldAllBe(outcome => !outcome.IsRefused);
        (await session.Load(counter)).State.Sum.ShouldBe(6);
    }

    [Fact]
    public async Task A_snapshot_stands_for_the_events_before_it_and_may_be_passed_over()
    {
        var store = await Store();
        var session = new EventSession(store, Acme, EventMetadata.None, TimeProvider.System);
        var decider = Counter.Decider with { Snapshots = new(Every: 10) };
        var id = Guid.CreateVersion7();
        await store.Append(Request(new(Acme, id), ExpectedVersion.NoStream,
            [.. Enumerable.Range(1, 25).Select(i => new CounterAdded(1))]));
        (await session.Load(new EventStream<Counter, CounterEvent>(id, decider))).State.Sum.ShouldBe(25);

        // From here on a fold that counts double shows which events were folded again.
        var doubling = decider with { Evolve = (state, _) => state with { Sum = state.Sum + 2 } };
        await store.Append(Request(new(Acme, id), ExpectedVersion.Exactly(25), new CounterAdded(1)));
        var stream = new EventStream<Counter, CounterEvent>(id, doubling);
        (await session.Load(stream)).ShouldBe((new Counter(null, 27, false), 26));
        (await session.Load(stream, ReadRange.UpTo(5))).State.Sum.ShouldBe(10);
        (await session.Load(stream with { Decider = doubling with { Snapshots = new(10, Version: 2) } }))
            .State.Sum.ShouldBe(52);
    }

    [Fact]
    public async Task An_archived_stream_can_be_read_and_takes_no_more_events()
    {
        var store = await Store();
        var stream = NewStream();
        var first = Request(stream, ExpectedVersion.NoStream, new CounterOpened("a"));
        await store.Append(first);

        (await store.ArchiveStream(stream)).ShouldBeTrue();

        foreach (var expected in (ExpectedVersion[])[ExpectedVersion.Any, ExpectedVersion.Exactly(1), ExpectedVersion.NoStream])
            (await Should.ThrowAsync<StreamArchivedException>(() => store.Append(
                Request(stream, expected, new CounterAdded(1))))).Stream.ShouldBe(stream);
        (await store.Append(first)).Outcome.ShouldBe(AppendOutcome.AlreadyAppended);
        (await All(store.ReadStream(stream))).Count.ShouldBe(1);
        (await store.FetchStreamState(stream)).ShouldBe(new(stream, "counter", 1, Noon, Noon, IsArchived: true));
        (await store.ArchiveStream(NewStream())).ShouldBeFalse();
        (await store.Append(Request(stream with { Tenant = new("other") }, ExpectedVersion.Any, new CounterAdded(1))))
            .Outcome.ShouldBe(AppendOutcome.Appended);
    }

    [Fact]
    public async Task A_transaction_on_an_archived_stream_is_refused_with_its_code()
    {
        var store = await Store();
        var stream = NewStream();
        await store.Append(Request(stream, ExpectedVersion.NoStream, new CounterOpened("a")));
        await store.ArchiveStream(stream);

        var outcome = await new EventSession(store, Acme, EventMetadata.None, TimeProvider.System).Transact(
            Counter.Stream(stream.Id), _ => Decision<CounterEvent>.Accept(new CounterAdded(1)));

        outcome.Refusal.ShouldBe(EventSession.Archived);
    }

    [Fact]
    public async Task An_append_without_events_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(async () =>
            await (await Store()).Append(Request(NewStream(), ExpectedVersion.Any)));

    [Fact]
    public async Task An_append_cancelled_before_it_is_queued_stores_nothing()
    {
        var store = await Store();
        var stream = NewStream();

        await Should.ThrowAsync<OperationCanceledException>(() => store.Append(
            Request(stream, ExpectedVersion.Any, new CounterAdded(1)), new CancellationToken(canceled: true)));

        (await store.FetchStreamState(stream)).ShouldBeNull();
    }
}

public sealed class InMemoryEventStoreSpec : EventStoreContract
{
    protected override Task<IEventStore> Store() =>
        Task.FromResult<IEventStore>(new InMemoryEventStore(Counter.Catalogue));
}

public sealed class PostgresEventStoreDbTests : EventStoreContract, IAsyncLifetime
{
    private StoreDatabase _database = null!;
    private PostgresEventStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await StoreDatabase.Create();
        _store = new(_database.Options);
    }

    protected override Task<IEventStore> Store() => Task.FromResult<IEventStore>(_store);

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }
}
