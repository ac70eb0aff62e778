using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Tests.Fixtures;
using ConcertMaster.EventStore.Tests.Processes;
using ConcertMaster.Host.Postgres;
using Npgsql;

namespace ConcertMaster.EventStore.Tests.Proofs;

/// <summary>
/// PostgreSQL is cut off as by a loss of power, and the appending process is killed, while both are at work: nothing
/// acknowledged is lost, and nothing is there twice.
/// </summary>
public sealed class CrashDbTests : IAsyncLifetime
{
    private static readonly int RoundCount = Proof.IsLong ? 12 : 2;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("concertmaster-crash-");

    public Task InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_101_101);
        return Task.CompletedTask;
    }

    private Task<EmbeddedPostgres> StartPostgres() => EmbeddedPostgres.Start(
        new() { Directory = _directory.FullName, Settings = new Dictionary<string, string> { ["max_connections"] = "100" } },
        _ => { }, default);

    [Fact]
    public async Task Acknowledged_events_survive_crashes_of_the_server_and_of_the_appender()
    {
        var postgres = await StartPostgres();
        await using (var nodes = new StoreNodes(postgres.ConnectionString(EmbeddedPostgres.Owner)))
            await StoreDatabase.ApplySchema(nodes.Options(Counter.Catalogue));
        var acknowledgements = Path.GetTempFileName();
        var random = new Random(11);
        for (var round = 0; round < RoundCount; round++)
        {
            var connectionString = postgres.ConnectionString(EmbeddedPostgres.Owner);
            using var writer = TestProcess.Start(
                "write", connectionString, "8", "1000000", acknowledgements, (round + 20).ToString());
            using var node = TestProcess.Start("node", connectionString);
            await AtWork(acknowledgements);
            await Task.Delay(random.Next(1_500));
            if (round % 2 == 0)
            {
                postgres.Quit();
                await postgres.Ended;
                await postgres.DisposeAsync();
                postgres = await StartPostgres();
            }
            writer.Kill();
            node.Kill();
            await Task.WhenAll(writer.WaitForExitAsync(), node.WaitForExitAsync());
            await Verify(postgres.ConnectionString(EmbeddedPostgres.Owner), acknowledgements);
        }
        await postgres.DisposeAsync();
    }

    // Under load a process takes its time to start.
    private static async Task AtWork(string acknowledgements)
    {
        var before = new FileInfo(acknowledgements).Length;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (new FileInfo(acknowledgements).Length < before + 20_000) await Task.Delay(20, limit.Token);
    }

    private static async Task Verify(string connectionString, string acknowledgements)
    {
        NpgsqlConnection.ClearAllPools();
        await using var nodes = new StoreNodes(connectionString);
        var options = nodes.Options(Counter.Catalogue);
        await using var store = new PostgresEventStore(options);
        var (stored, versions) = (new Dictionary<Guid, long>(), new Dictionary<Guid, long>());
        await foreach (var recorded in store.ReadAll(0))
        {
            stored.TryAdd(recorded.EventId, recorded.Version).ShouldBeTrue("stored twice");
            recorded.Version.ShouldBe(versions.GetValueOrDefault(recorded.StreamId) + 1);
            versions[recorded.StreamId] = recorded.Version;
        }
        var lines = (await File.ReadAllTextAsync(acknowledgements)).Split('\n')[..^1];
        foreach (var parts in lines.Select(line => line.Split(' ')))
            stored.GetValueOrDefault(Guid.Parse(parts[0])).ShouldBe(long.Parse(parts[2]));

        await using var daemon = new ProjectionDaemon(options, [CounterRows.Projection()]);
        await daemon.Start();
        (await daemon.WaitFor("Counters", await store.LastSequence(), TimeSpan.FromSeconds(60))).ShouldBeTrue();
        await using var count = options.Owner.CreateCommand("select sum(event_count)::bigint from read.counters");
        ((long)(await count.ExecuteScalarAsync())!).ShouldBe(stored.Count);
    }

    public Task DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
