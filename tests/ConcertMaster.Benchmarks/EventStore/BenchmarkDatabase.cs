using ConcertMaster.EventStore;
using ConcertMaster.EventStore.Schema;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Host.Postgres;
using Npgsql;

namespace ConcertMaster.Benchmarks.EventStore;

/// <summary>A PostgreSQL of its own that flushes every commit to the disk, as in production.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private const string Schema = """
        do $$
        declare
            name text;
        begin
            foreach name in array array['bench_system', 'bench_requests'] loop
                if not exists (select from pg_roles where rolname = name) then
                    execute format('create role %I', name);
                    execute format('grant %I to current_user', name);
                end if;
            end loop;
        end $$;
        create schema read;
        grant usage on schema read to bench_system;
        alter default privileges in schema read grant select, insert, update, delete on tables to bench_system;
        create table read.readings (
            tenant_id text not null, meter_id uuid not null, site text, reading_count int not null,
            total numeric not null, last_read_at timestamptz not null, primary key (tenant_id, meter_id));
        """;

    private readonly EmbeddedPostgres _postgres;
    private readonly DirectoryInfo _directory;
    private readonly List<NpgsqlDataSource> _sources = [];
    private int _count;

    private BenchmarkDatabase(EmbeddedPostgres postgres, DirectoryInfo directory) =>
        (_postgres, _directory) = (postgres, directory);

    public static async Task<BenchmarkDatabase> Start()
    {
        var directory = Directory.CreateDirectory(Path.Combine(
            Environment.GetEnvironmentVariable("BENCHMARK_DIRECTORY") ?? Path.GetTempPath(),
            $"concertmaster-benchmark-{Environment.ProcessId}"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory.FullName, (UnixFileMode)0b111_101_101);
        var postgres = await EmbeddedPostgres.Start(new()
        {
            Directory = directory.FullName,
            Settings = new Dictionary<string, string>
            {
                ["max_connections"] = "200", ["shared_buffers"] = "512MB",
                ["min_wal_size"] = "2GB", ["max_wal_size"] = "4GB",
            },
        }, Console.Error.WriteLine, default);
        return new(postgres, directory);
    }

    /// <summary>
    /// Leaves used files of the write-ahead log to be used again, as a server has them that has run for a while. A new
    /// one has to write each file of 16 MB full of zeros first, while all commits wait.
    /// </summary>
    public async Task Checkpoint()
    {
        await using var admin = new NpgsqlConnection(_postgres.SuperuserConnectionString("postgres"));
        await admin.OpenAsync();
        await using var command = new NpgsqlCommand("checkpoint", admin) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many such files have been made new so far.</summary>
    public async Task<double> CountNewLogFiles()
    {
        await using var admin = new NpgsqlConnection(_postgres.SuperuserConnectionString("postgres"));
        await admin.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select (sum(write_bytes) / 16777216)::float8 from pg_stat_io where object = 'wal' and context = 'init'",
            admin);
        return await command.ExecuteScalarAsync() as double? ?? 0;
    }

    public async Task<EventStoreOptions> NewStore(EventCatalogue catalogue)
    {
        var name = $"bench_{++_count}";
        await using (var admin = new NpgsqlConnection(_postgres.SuperuserConnectionString("postgres")))
        {
            await admin.OpenAsync();
            await using var create = new NpgsqlCommand(
                $"create database {name} owner {EmbeddedPostgres.Owner}", admin);
            await create.ExecuteNonQueryAsync();
        }
        var options = Options(name, catalogue);
        await EventStoreSchema.Apply(options, [new("bench", 1, "schema", Schema)]);
        return options;
    }

    /// <summary>Options of one more node on the database made last.</summary>
    public EventStoreOptions AnotherNode(EventCatalogue catalogue) => Options($"bench_{_count}", catalogue);

    private EventStoreOptions Options(string database, EventCatalogue catalogue) => new()
    {
        Owner = Source(database, null),
        System = Source(database, "bench_system"),
        Requests = Source(database, "bench_requests"),
        Catalogue = catalogue,
        SystemRole = "bench_system",
        RequestsRole = "bench_requests",
    };

    private NpgsqlDataSource Source(string database, string? role)
    {
        var settings = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString(database));
        if (role is not null) settings.Options = $"-c role={role}";
        var source = NpgsqlDataSource.Create(settings);
        _sources.Add(source);
        return source;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources) await source.DisposeAsync();
        await _postgres.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
