using ConcertMaster.EventStore.Serialization;
using Npgsql;

namespace ConcertMaster.EventStore.Tests.Fixtures;

/// <summary>Options for any number of nodes on one database, each with data sources of its own.</summary>
public sealed class StoreNodes(string connectionString) : IAsyncDisposable
{
    private readonly List<NpgsqlDataSource> _sources = [];

    public EventStoreOptions Options(EventCatalogue catalogue) => new()
    {
        Owner = Source(null),
        System = Source("es_system"),
        Requests = Source("es_requests"),
        Catalogue = catalogue,
        SystemRole = "es_system",
        RequestsRole = "es_requests",
        AnalystRole = "es_analyst",
    };

    private NpgsqlDataSource Source(string? role)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (role is not null) settings.Options = $"-c role={role}";
        var source = NpgsqlDataSource.Create(settings);
        lock (_sources) _sources.Add(source);
        return source;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources) await source.DisposeAsync();
    }
}
