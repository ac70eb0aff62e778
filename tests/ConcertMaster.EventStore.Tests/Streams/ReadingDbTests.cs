using System.Text.Json.Nodes;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;
using ConcertMaster.EventStore.Tests.Proofs;

namespace ConcertMaster.EventStore.Tests.Streams;

/// <summary>What a log holds that is old, unknown, or too long to be held.</summary>
public sealed class ReadingDbTests : IAsyncLifetime
{
    private static readonly StreamKey Stream = new(Requests.Acme, Guid.CreateVersion7());

    private StoreDatabase _database = null!;

    public async Task InitializeAsync() => _database = await StoreDatabase.Create();

    private sealed class AmountsInCents : IUpcaster
    {
        public string From => "counter.added.v0";
        public string To => "counter.added.v1";

        public JsonObject Upcast(JsonObject data) => new() { ["amount"] = (int)data["cents"]! / 100 };
    }

    // As another release, or Marten, may have left them.
    private Task Store(string eventName, string data, int count = 1) => _database.Execute($"""
        insert into events.mt_streams (tenant_id, id, type, version) values ('acme', '{Stream.Id}', 'counter', {count});
        insert into events.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
        select nextval('events.mt_events_sequence'), gen_random_uuid(), '{Stream.Id}', i, {data}, '{eventName}', 'acme'
        from generate_series(1, {count}) as i
        """);

    [Fact]
    public async Task An_old_shape_is_read_as_the_newest()
    {
        await Store("counter.added.v0", """'{"cents": 700}'""");
        var catalogue = new EventCatalogue([typeof(CounterAdded)], [new AmountsInCents()]);
        await using var store = new PostgresEventStore(_database.OptionsFor(catalogue));

        (await store.ReadStream(Stream).SingleAsync()).Data.ShouldBe(new CounterAdded(7));
        (await store.ReadAll(0, new() { EventNames = catalogue.NamesOf([typeof(CounterAdded)]) }).SingleAsync())
            .Data.ShouldBe(new CounterAdded(7));
    }

    [Fact]
    public async Task An_unknown_name_stops_the_reader_with_what_to_do()
    {
        await Store("counter.lost.v1", "'{}'");
        await using var store = new PostgresEventStore(_database.Options);

        (await Should.ThrowAsync<UnknownEventException>(async () => await store.ReadStream(Stream).SingleAsync()))
            .EventName.ShouldBe("counter.lost.v1");
        await Should.ThrowAsync<UnknownEventException>(async () => await store.ReadAll(0).SingleAsync());
    }

    [Fact]
    public async Task A_long_stream_is_never_held_in_memory()
    {
        var count = Proof.IsLong ? 1_000_000 : 30_000;
        await Store("counter.added.v1", """jsonb_build_object('amount', i)""", count);
        await using var store = new PostgresEventStore(_database.Options with { ReadPageCount = 1_000 });
        var (read, alive) = (new List<WeakReference>(), new List<int>());

        await foreach (var recorded in store.ReadStream(Stream))
        {
            recorded.Version.ShouldBe(read.Count + 1);
            read.Add(new(recorded));
            if (read.Count % (count / 10) != 0) continue;
            GC.Collect();
            alive.Add(read.Count(one => one.IsAlive));
        }

        read.Count.ShouldBe(count);
        // The page at hand, the one on its way, and what the runtime has not let go of yet. Judged in the last third, since
        // a collection in the middle may leave much to the next one; a reader that held on would hold all by then.
        alive[^3..].ShouldAllBe(held => held <= 5_000);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();
}
