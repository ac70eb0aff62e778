using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Streams;

/// <summary>What every implementation of the store hands out again.</summary>
public abstract class ReadContract<TStore> : StoreContract<TStore>
    where TStore : ITestStore, new()
{
    [Fact]
    public async Task What_was_appended_is_read_back_in_full()
    {
        var stream = NewStream();
        var metadata = new EventMetadata
        {
            CorrelationId = "run-1", CausationId = "request-2", UserName = "ana",
            Headers = new Dictionary<string, string> { ["node"] = "a", ["quote"] = "\"x\"" },
        };
        var append = Request(stream, ExpectedVersion.NoStream, new CounterOpened("käse"), new CounterAdded(2))
            with { Metadata = metadata };

        var result = await Store.Append(append);

        result.Outcome.ShouldBe(AppendOutcome.Appended);
        result.Version.ShouldBe(2);
        var events = await All(Store.ReadStream(stream));
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
    public async Task The_same_stream_id_of_two_tenants_is_two_streams()
    {
        var acme = NewStream();
        var other = acme with { Tenant = new("other") };

        await Store.Append(Request(acme, ExpectedVersion.NoStream, new CounterOpened("acme")));
        (await Store.Append(Request(other, ExpectedVersion.NoStream, new CounterOpened("other")))).Version.ShouldBe(1);

        (await All(Store.ReadStream(other))).Single().Data.ShouldBe(new CounterOpened("other"));
    }

    [Fact]
    public async Task A_stream_is_read_from_and_to_a_version_and_to_a_time()
    {
        var stream = NewStream();
        for (var i = 0; i < 5; i++)
            await Store.Append(Request(stream, ExpectedVersion.Exactly(i), new CounterAdded(i))
                with { Timestamp = Noon.AddHours(i) });

        async Task<IEnumerable<long>> Versions(ReadRange range) =>
            (await All(Store.ReadStream(stream, range))).Select(e => e.Version);

        (await Versions(ReadRange.From(3))).ShouldBe([3, 4, 5]);
        (await Versions(ReadRange.UpTo(2))).ShouldBe([1, 2]);
        (await Versions(new() { FromVersion = 2, ToVersion = 4 })).ShouldBe([2, 3, 4]);
        (await Versions(new() { ToTime = Noon.AddHours(1.5) })).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task The_log_is_read_in_order_after_a_sequence_by_tenant_and_by_name()
    {
        var (acme, other) = (NewStream(), NewStream(new("other")));
        var start = await Store.LastSequence();
        await Store.Append(Request(acme, ExpectedVersion.NoStream, new CounterOpened("a"), new CounterAdded(1)));
        await Store.Append(Request(other, ExpectedVersion.NoStream, new CounterOpened("b")));
        await Store.Append(Request(acme, ExpectedVersion.Exactly(2), new CounterAdded(2)));

        var all = await All(Store.ReadAll(start));
        all.Select(e => e.Sequence).ShouldBeInOrder();
        all.Select(e => e.Data).ShouldBe(
            [new CounterOpened("a"), new CounterAdded(1), new CounterOpened("b"), new CounterAdded(2)]);
        (await All(Store.ReadAll(start, new() { Tenant = new("other") }))).Single().Data.ShouldBe(new CounterOpened("b"));
        (await All(Store.ReadAll(start, new() { EventNames = ["counter.added.v1"] }))).Count.ShouldBe(2);
        (await Store.LastSequence()).ShouldBe(all[^1].Sequence);
        (await All(Store.ReadAll(all[^1].Sequence))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_state_of_a_stream_tells_its_version_type_and_times()
    {
        var stream = NewStream();
        await Store.Append(Request(stream, ExpectedVersion.NoStream, new CounterOpened("a")));
        await Store.Append(Request(stream, ExpectedVersion.Any, new CounterAdded(1)) with { Timestamp = Noon.AddDays(1) });

        (await Store.FetchStreamState(stream)).ShouldBe(new(stream, "counter", 2, Noon, Noon.AddDays(1)));
    }

    [Fact]
    public async Task An_archived_stream_can_be_read_and_takes_no_more_events()
    {
        var stream = NewStream();
        var first = Request(stream, ExpectedVersion.NoStream, new CounterOpened("a"));
        await Store.Append(first);

        (await Store.ArchiveStream(stream)).ShouldBeTrue();

        ExpectedVersion[] all = [ExpectedVersion.Any, ExpectedVersion.Exactly(1), ExpectedVersion.NoStream];
        foreach (var expected in all)
            (await Should.ThrowAsync<StreamArchivedException>(() => Store.Append(
                Request(stream, expected, new CounterAdded(1))))).Stream.ShouldBe(stream);
        (await Store.Append(first)).Outcome.ShouldBe(AppendOutcome.AlreadyAppended);
        (await All(Store.ReadStream(stream))).Count.ShouldBe(1);
        (await Store.FetchStreamState(stream)).ShouldBe(new(stream, "counter", 1, Noon, Noon, IsArchived: true));
        (await Store.ArchiveStream(NewStream())).ShouldBeFalse();
        (await Store.Append(Request(stream with { Tenant = new("other") }, ExpectedVersion.Any, new CounterAdded(1))))
            .Outcome.ShouldBe(AppendOutcome.Appended);
    }
}

public sealed class InMemoryReadSpec : ReadContract<InMemoryTestStore>;

public sealed class PostgresReadDbTests : ReadContract<PostgresTestStore>;
