using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Streams;

/// <summary>A store that the contracts are tried on. There is one suite and two implementations.</summary>
public interface ITestStore : IAsyncLifetime
{
    IEventStore Store { get; }
}

public sealed class InMemoryTestStore : ITestStore
{
    public IEventStore Store { get; } = new InMemoryEventStore(Counter.Catalogue);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.CompletedTask;
}

public sealed class PostgresTestStore : ITestStore
{
    private StoreDatabase _database = null!;
    private PostgresEventStore _store = null!;

    public IEventStore Store => _store;

    public async Task InitializeAsync()
    {
        _database = await StoreDatabase.Create();
        _store = new(_database.Options);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>What the contracts have in common: a store of their own for each test, and requests to it.</summary>
public abstract class StoreContract<TStore> : IAsyncLifetime
    where TStore : ITestStore, new()
{
    private readonly TStore _tested = new();

    protected static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    protected static TenantId Acme { get; } = new("acme");

    protected IEventStore Store => _tested.Store;

    protected static StreamAppend Request(StreamKey stream, ExpectedVersion expected, params CounterEvent[] events) =>
        new(stream, "counter", expected, [.. events.Select(e => new NewEvent(Guid.CreateVersion7(), e))],
            EventMetadata.None, Noon);

    protected static StreamKey NewStream(TenantId? tenant = null) => new(tenant ?? Acme, Guid.CreateVersion7());

    protected static async Task<List<RecordedEvent>> All(IAsyncEnumerable<RecordedEvent> events)
    {
        var list = new List<RecordedEvent>();
        await foreach (var recorded in events) list.Add(recorded);
        return list;
    }

    public Task InitializeAsync() => _tested.InitializeAsync();

    public Task DisposeAsync() => _tested.DisposeAsync();
}
