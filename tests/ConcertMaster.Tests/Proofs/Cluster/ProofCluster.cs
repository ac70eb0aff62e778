using System.Collections.Concurrent;
using System.Net.Http.Json;
using ConcertMaster.Host.Postgres;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Npgsql;

namespace ConcertMaster.Tests.Proofs.Cluster;

/// <summary>
/// Host processes on a PostgreSQL of their own, which flushes every commit. Any of them may be killed, held or started
/// anew in the middle of the work; callers go on with whichever is there.
/// </summary>
internal sealed class ProofCluster : IAsyncDisposable
{
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _directory;
    private readonly EmbeddedPostgresOptions _options;
    private readonly ConcurrentDictionary<int, HostProcess> _serving = new();
    private readonly HttpClient _client = new() { Timeout = CallPatience };
    private EmbeddedPostgres _postgres;

    private ProofCluster(DirectoryInfo directory, EmbeddedPostgresOptions options, EmbeddedPostgres postgres)
    {
        (_directory, _options, _postgres) = (directory, options, postgres);
        Log = NpgsqlDataSource.Create(postgres.SuperuserConnectionString(EmbeddedPostgres.Owner));
    }

    /// <summary>Those that take requests, in no order.</summary>
    public IReadOnlyList<HostProcess> Serving => [.. _serving.Values];

    /// <summary>When which process was killed or held.</summary>
    public ConcurrentQueue<(DateTimeOffset At, int ProcessId)> Deaths { get; } = new();

    /// <summary>The database as the superuser sees it.</summary>
    public NpgsqlDataSource Log { get; }

    public static async Task<ProofCluster> Start(int hostCount)
    {
        var directory = Directory.CreateTempSubdirectory("concertmaster-proof-");
        // Started by root, PostgreSQL runs as nobody, who has to get to its files.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory.FullName, (UnixFileMode)0b111_101_101);
        var options = new EmbeddedPostgresOptions
        {
            Directory = directory.FullName,
            Settings = new Dictionary<string, string> { ["max_connections"] = "400" },
        };
        var cluster = new ProofCluster(
            directory, options, await EmbeddedPostgres.Start(options, _ => { }, CancellationToken.None));
        await HostFixture.MakeSchemaAndDemo(cluster._postgres.ConnectionString(EmbeddedPostgres.Owner), directory.FullName);
        await Task.WhenAll(Enumerable.Range(0, hostCount).Select(_ => cluster.AddHost()));
        return cluster;
    }

    /// <summary>Starts one more host; again while the database is away.</summary>
    public async Task AddHost()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var host = await HostProcess.StartOn(_postgres.ConnectionString(EmbeddedPostgres.Owner),
                    "--data", _directory.FullName, "--Logging:LogLevel:Default", "Error");
                _serving[host.Id] = host;
                return;
            }
            catch (InvalidOperationException) when (attempt < 10)
            {
                await Task.Delay(RetryInterval);
            }
        }
    }

    public async Task Kill(HostProcess host)
    {
        _serving.TryRemove(host.Id, out _);
        Deaths.Enqueue((TimeProvider.System.GetUtcNow(), host.Id));
        await host.Kill();
        await host.DisposeAsync();
    }

    /// <summary>Holds a host for a while, as a machine that swaps or a network that hangs does; it goes on afterwards.</summary>
    public async Task Hold(HostProcess host, TimeSpan time)
    {
        _serving.TryRemove(host.Id, out _);
        Deaths.Enqueue((TimeProvider.System.GetUtcNow(), host.Id));
        host.Suspend();
        try
        {
            await Task.Delay(time);
        }
        finally
        {
            host.Continue();
            _serving[host.Id] = host;
        }
    }

    /// <param name="asAfterPowerLoss">Without a shutdown, so that it has to recover from its log.</param>
    public async Task RestartPostgres(bool asAfterPowerLoss)
    {
        if (asAfterPowerLoss)
        {
            _postgres.Quit();
            await _postgres.Ended;
        }
        await _postgres.DisposeAsync();
        _postgres = await EmbeddedPostgres.Start(_options, _ => { }, CancellationToken.None);
    }

    /// <summary>Sends until some host gives an answer that is not its own failure. The key makes that harmless.</summary>
    public async Task<HttpResponseMessage> Post(string path, object body, string key, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            var hosts = Serving;
            if (hosts.Count > 0)
            {
                var host = hosts[((StringComparer.Ordinal.GetHashCode(key) & 0xFFFF) + attempt) % hosts.Count];
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, host.BaseUrl + path)
                    {
                        Content = JsonContent.Create(body),
                        Headers = { { "Idempotency-Key", key } },
                    };
                    var answer = await _client.SendAsync(request, ct);
                    if ((int)answer.StatusCode is not (>= 500 or 429)) return answer;
                    answer.Dispose();
                }
                catch (Exception e) when (!ct.IsCancellationRequested
                    && e is HttpRequestException or OperationCanceledException or IOException)
                {
                    // Whether it was heard is unknown: once more, under the same key.
                }
            }
            await Task.Delay(RetryInterval, ct);
        }
    }

    /// <summary>Rows of the log; again while the database is away.</summary>
    public async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> map)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var command = Log.CreateCommand(sql);
                await using var reader = await command.ExecuteReaderAsync();
                var rows = new List<T>();
                while (await reader.ReadAsync()) rows.Add(map(reader));
                return rows;
            }
            catch (NpgsqlException) when (attempt < 100)
            {
                await Task.Delay(RetryInterval * 4);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Serving.Select(async host => await host.DisposeAsync()));
        _client.Dispose();
        await Log.DisposeAsync();
        await _postgres.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
