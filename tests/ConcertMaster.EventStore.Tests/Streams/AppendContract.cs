using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Streams;

/// <summary>What every implementation of the store answers to appends.</summary>
public abstract class AppendContract<TStore> : StoreContract<TStore>
    where TStore : ITestStore, new()
{
    [Fact]
    public async Task A_wrong_expectation_is_a_conflict_that_names_the_version_and_stores_nothing()
    {
        var stream = NewStream();
        await Store.Append(Request(stream, ExpectedVersion.NoStream, new CounterOpened("a")));

        var tooLow = await Store.Append(Request(stream, ExpectedVersion.NoStream, new CounterAdded(1)));
        var tooHigh = await Store.Append(Request(stream, ExpectedVersion.Exactly(5), new CounterAdded(1)));
        var absent = await Store.Append(Request(NewStream(), ExpectedVersion.Exactly(1), new CounterAdded(1)));

        tooLow.ShouldBe(new(AppendOutcome.VersionConflict, 1, 0));
        tooHigh.ShouldBe(new(AppendOutcome.VersionConflict, 1, 0));
        absent.ShouldBe(new(AppendOutcome.VersionConflict, 0, 0));
        (await All(Store.ReadStream(stream))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_conflict_creates_no_stream()
    {
        var stream = NewStream();

        await Store.Append(Request(stream, ExpectedVersion.Exactly(3), new CounterAdded(1)));

        (await Store.FetchStreamState(stream)).ShouldBeNull();
    }

    [Fact]
    public async Task Any_version_appends_to_new_and_to_existing_streams()
    {
        var stream = NewStream();

        (await Store.Append(Request(stream, ExpectedVersion.Any, new CounterOpened("a")))).Version.ShouldBe(1);
        (await Store.Append(Request(stream, ExpectedVersion.Any, new CounterAdded(1)))).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Repeating_an_append_adds_nothing_and_answers_as_the_first_time()
    {
        var stream = NewStream();
        var first = Request(stream, ExpectedVersion.NoStream, new CounterOpened("a"), new CounterAdded(1));
        var stored = await Store.Append(first);
        await Store.Append(Request(stream, ExpectedVersion.Exactly(2), new CounterAdded(2)));

        var again = await Store.Append(first);

        again.ShouldBe(new(AppendOutcome.AlreadyAppended, 2, stored.LastSequence));
        (await All(Store.ReadStream(stream))).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Repeating_an_append_at_any_version_adds_nothing()
    {
        var stream = NewStream();
        await Store.Append(Request(stream, ExpectedVersion.NoStream, new CounterOpened("a")));
        var added = Request(stream, ExpectedVersion.Any, new CounterAdded(1));
        var stored = await Store.Append(added);

        (await Store.Append(added)).ShouldBe(new(AppendOutcome.AlreadyAppended, 2, stored.LastSequence));
    }

    [Fact]
    public async Task Of_many_appends_at_one_version_exactly_one_is_stored()
    {
        var stream = NewStream();

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Store.Append(Request(stream, ExpectedVersion.NoStream, new CounterAdded(i)))));

        results.Count(r => r.Outcome == AppendOutcome.Appended).ShouldBe(1);
        results.Count(r => r.Outcome == AppendOutcome.VersionConflict).ShouldBe(39);
        (await All(Store.ReadStream(stream))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Racing_appends_to_one_stream_are_judged_one_after_the_other()
    {
        var stream = NewStream();

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Store.Append(Request(
            stream, i % 3 == 0 ? ExpectedVersion.Exactly(i / 2) : ExpectedVersion.Any, new CounterAdded(i)))));

        var stored = results.Where(result => result.Outcome == AppendOutcome.Appended).ToList();
        stored.Select(result => (int)result.Version).Order().ShouldBe(Enumerable.Range(1, stored.Count));
        stored.OrderBy(result => result.Version).Select(result => result.LastSequence).ShouldBeInOrder();
        (await All(Store.ReadStream(stream))).Select(e => e.Version).ShouldBe(stored.Select(r => r.Version).Order());
        (await Store.FetchStreamState(stream))!.Version.ShouldBe(stored.Count);
    }

    [Fact]
    public async Task An_append_without_events_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() => Store.Append(Request(NewStream(), ExpectedVersion.Any)));

    [Fact]
    public async Task An_append_cancelled_before_it_is_queued_stores_nothing()
    {
        var stream = NewStream();

        await Should.ThrowAsync<OperationCanceledException>(() => Store.Append(
            Request(stream, ExpectedVersion.Any, new CounterAdded(1)), new CancellationToken(canceled: true)));

        (await Store.FetchStreamState(stream)).ShouldBeNull();
    }
}

public sealed class InMemoryAppendSpec : AppendContract<InMemoryTestStore>;

public sealed class PostgresAppendDbTests : AppendContract<PostgresTestStore>;
