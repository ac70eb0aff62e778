using ConcertMaster.Host.Postgres;
using Npgsql;

namespace ConcertMaster.Host;

/// <summary>The PostgreSQL of this host: the one that settings name, or its own.</summary>
internal sealed class DatabaseSource : IAsyncDisposable
{
    private const string Setting = "ConnectionStrings:Postgres";

    private readonly DataDirectory? _data;
    private readonly EmbeddedPostgres? _embedded;

    private DatabaseSource(string connectionString, string description, string location)
    {
        ConnectionString = connectionString;
        Description = description;
        Location = location;
    }

    private DatabaseSource(EmbeddedPostgres embedded, DataDirectory data) : this(
        embedded.ConnectionString(EmbeddedPostgres.Owner),
        $"PostgreSQL 18, embedded, port {embedded.Port} on loopback (passwords in {data.Path}/postgres.json)",
        embedded.ClusterDirectory)
    {
        _embedded = embedded;
        _data = data;
    }

    public string ConnectionString { get; }

    /// <summary>One line for the person who starts the host; says nothing secret.</summary>
    public string Description { get; }

    /// <summary>Where the data lies.</summary>
    public string Location { get; }

    /// <summary>Completes when an embedded server has ended by itself; never for another one.</summary>
    public Task Ended => _embedded?.Ended ?? Task.Delay(Timeout.Infinite);

    public static async Task<DatabaseSource> Open(
        IConfiguration configuration, StartupProgress progress, CancellationToken ct)
    {
        if (configuration[Setting] is { Length: > 0 } configured)
        {
            var address = new NpgsqlConnectionStringBuilder(configured);
            return new DatabaseSource(configured,
                $"PostgreSQL at {address.Host}:{address.Port}, database {address.Database}", "in that database");
        }

        var data = DataDirectory.Open(CommandLine.DataDirectory(configuration));
        try
        {
            progress.Step("Starting PostgreSQL 18");
            var options = new EmbeddedPostgresOptions { Directory = data.Path };
            return new DatabaseSource(await EmbeddedPostgres.Start(options, progress.Step, ct), data);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null) await _embedded.DisposeAsync();
        _data?.Dispose();
    }
}
