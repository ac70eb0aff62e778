using System.Diagnostics;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;
using ConcertMaster.Host.Postgres;
using Npgsql;

namespace ConcertMaster.EventStore.Tests.Proofs;

/// <summary>
/// A PostgreSQL that flushes every commit and can be crashed in whole or in part, with what its writers say was
/// acknowledged.
/// </summary>
public sealed class CrashingPostgres : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("concertmaster-crash-");
    private EmbeddedPostgres _postgres = null!;

    public string ConnectionString => _postgres.ConnectionString(EmbeddedPostgres.Owner);
    public string Acknowledgements { get; } = Path.GetTempFileName();

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_101_101);
        _postgres = await Start();
        await using var nodes = new StoreNodes(ConnectionString);
        await StoreDatabase.ApplySchema(nodes.Options(Counter.Catalogue));
    }

    private Task<EmbeddedPostgres> Start() => EmbeddedPostgres.Start(
        new() { Directory = _directory.FullName, Settings = new Dictionary<string, string> { ["max_connections"] = "100" } },
        _ => { }, default);

    /// <summary>The whole server, as by <c>pg_ctl stop -m immediate</c>, and up again.</summary>
    public async Task CrashServer()
    {
        _postgres.Quit();
        await _postgres.Ended;
        await _postgres.DisposeAsync();
        _postgres = await Start();
    }

    /// <summary>One process of the server by <c>kill -9</c>, upon which the server itself restarts all of them.</summary>
    /// <param name="condition">On <c>pg_stat_activity</c>: which one.</param>
    public async Task KillBackend(string condition)
    {
        await using var connection = new NpgsqlConnection(
            _postgres.SuperuserConnectionString(EmbeddedPostgres.Owner) + ";Pooling=false");
        await connection.OpenAsync();
        await using var find = new NpgsqlCommand($"""
            select pid from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and {condition} limit 1
            """, connection);
        var pid = (int)(await find.ExecuteScalarAsync() ?? throw new InvalidOperationException($"None with {condition}."));
        using var backend = Process.GetProcessById(pid);
        backend.Kill();
        await backend.WaitForExitAsync();
        await Recovered();
    }

    private async Task Recovered()
    {
        NpgsqlConnection.ClearAllPools();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
                await connection.OpenAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    /// <summary>
    /// Nothing acknowledged is lost, nothing is there twice, and the projection has counted every event once.
    /// </summary>
    /// <returns>Events stored, and events acknowledged.</returns>
    public async Task<(int Stored, int Acknowledged)> Verify()
    {
        NpgsqlConnection.ClearAllPools();
        await using var nodes = new StoreNodes(ConnectionString);
        var options = nodes.Options(Counter.Catalogue);
        await using var store = new PostgresEventStore(options);
        var (stored, versions) = (new Dictionary<Guid, long>(), new Dictionary<Guid, long>());
        await foreach (var recorded in store.ReadAll(0))
        {
            stored.TryAdd(recorded.EventId, recorded.Version).ShouldBeTrue("stored twice");
            recorded.Version.ShouldBe(versions.GetValueOrDefault(recorded.StreamId) + 1);
            versions[recorded.StreamId] = recorded.Version;
        }
        // A writer that was killed may have left half a line.
        var lines = (await File.ReadAllTextAsync(Acknowledgements)).Split('\n')
            .Select(line => line.Split(' ')).Where(parts => parts.Length == 4).ToList();
        foreach (var parts in lines) stored.GetValueOrDefault(Guid.Parse(parts[0])).ShouldBe(long.Parse(parts[2]));

        // Whoever had the lease is dead; that leases run out by themselves is not what is asked here.
        await using (var free = options.Owner.CreateCommand("delete from app.event_leases")) await free.ExecuteNonQueryAsync();
        await using var daemon = new ProjectionDaemon(options, [CounterRows.Projection()]);
        await daemon.Start();
        (await daemon.WaitFor("Counters", await store.LastSequence(), TimeSpan.FromMinutes(2))).ShouldBeTrue();
        await using var count = options.Owner.CreateCommand("select sum(event_count)::bigint from read.counters");
        ((long)(await count.ExecuteScalarAsync())!).ShouldBe(stored.Count);
        return (stored.Count, lines.DistinctBy(parts => parts[0]).Count());
    }

    public async Task DisposeAsync()
    {
        await _postgres.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
