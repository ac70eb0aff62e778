using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ConcertMaster.Host.Postgres;
using Npgsql;

namespace ConcertMaster.Testing;

/// <summary>
/// A PostgreSQL 18 for the tests of this process: started when the first test asks, gone with the process. Commits do
/// not wait for the disk, which a test of PostgreSQL's own durability would have to ask for.
/// </summary>
public sealed class PostgresServer
{
    private const string DirectoryPrefix = "concertmaster-tests-";
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartShared);

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private readonly EmbeddedPostgres _postgres;
    private int _databaseCount;

    private PostgresServer(EmbeddedPostgres postgres, string directory)
    {
        _postgres = postgres;
        HostDataDirectory = Directory.CreateDirectory(Path.Combine(directory, "host")).FullName;
    }

    /// <summary>
    /// Where hosts on this server keep what is not in their database. One for all: a copied database needs the keys of
    /// the one it was copied from.
    /// </summary>
    public string HostDataDirectory { get; }

    /// <summary>The one server of this test run.</summary>
    public static Task<PostgresServer> Get() => Shared.Value;

    public string SuperuserConnectionString => _postgres.SuperuserConnectionString("postgres");

    /// <summary>Makes an empty database, owned by a role that is no superuser, and says how to connect to it.</summary>
    public Task<string> CreateDatabase() => CreateDatabase(template: "template1");

    /// <summary>
    /// Makes a database like the one that <paramref name="prepare"/> leaves behind; it is prepared once for each
    /// <paramref name="name"/> and then copied, which takes a tenth of a second.
    /// </summary>
    public async Task<string> CreateDatabase(string name, Func<string, Task> prepare)
    {
        var template = await _templates.GetOrAdd(name, _ => new(() => PrepareTemplate(prepare))).Value;
        return await CreateDatabase(template);
    }

    /// <summary>The same database, seen by the superuser: for looking behind row-level security.</summary>
    public string AsSuperuser(string connectionString) =>
        _postgres.SuperuserConnectionString(new NpgsqlConnectionStringBuilder(connectionString).Database!);

    public async Task DropDatabase(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        NpgsqlConnection.ClearPool(new NpgsqlConnection(connectionString));
        await Execute($"drop database if exists {name} with (force)");
    }

    private async Task<string> PrepareTemplate(Func<string, Task> prepare)
    {
        var connectionString = await CreateDatabase();
        await prepare(connectionString);
        // A template that somebody is connected to can't be copied.
        NpgsqlConnection.ClearAllPools();
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await Execute($"""
            select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'
            """);
        return name;
    }

    private async Task<string> CreateDatabase(string template)
    {
        var number = Interlocked.Increment(ref _databaseCount);
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{number}");
        await Execute($"create database {name} owner {EmbeddedPostgres.Owner} template {template}");
        return _postgres.ConnectionString(name);
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartShared()
    {
        RemoveLeftovers();
        var directory = Directory.CreateDirectory(Path.Combine(
            Path.GetTempPath(), $"{DirectoryPrefix}{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}"));
        var options = new EmbeddedPostgresOptions
        {
            Directory = directory.FullName,
            IsDurable = false,
            Settings = new Dictionary<string, string> { ["max_connections"] = "400" },
        };
        var postgres = await EmbeddedPostgres.Start(options, _ => { }, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            postgres.Quit();
            postgres.Ended.Wait(TimeSpan.FromSeconds(5));
            Remove(directory.FullName);
        };
        return new PostgresServer(postgres, directory.FullName);
    }

    // A test process that was killed could not clean up; the next one does.
    private static void RemoveLeftovers()
    {
        foreach (var directory in Directory.EnumerateDirectories(Path.GetTempPath(), $"{DirectoryPrefix}*"))
        {
            var name = Path.GetFileName(directory)[DirectoryPrefix.Length..];
            if (int.TryParse(name.Split('-')[0], out var pid) && !IsRunning(pid)) Remove(directory);
        }
    }

    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another run's clean-up was faster, or it belongs to another user.
        }
    }
}
