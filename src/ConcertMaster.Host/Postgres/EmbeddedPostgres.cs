using Npgsql;

namespace ConcertMaster.Host.Postgres;

/// <summary>
/// A PostgreSQL 18 that belongs to this process: made on first use, started with the host and stopped with it. It
/// listens on loopback only, with a generated password.
/// </summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    public const string Owner = "concertmaster";
    private const int PortAttemptCountMax = 5;

    private readonly PostgresCluster _cluster;
    private readonly PostgresProcess _process;

    private EmbeddedPostgres(PostgresCluster cluster, PostgresProcess process)
    {
        _cluster = cluster;
        _process = process;
    }

    /// <summary>Where the tables lie.</summary>
    public string ClusterDirectory => _cluster.Directory;

    public int Port => _process.Port;

    /// <summary>Completes when the server ends, asked or not.</summary>
    public Task Ended => _process.Ended;

    public static async Task<EmbeddedPostgres> Start(
        EmbeddedPostgresOptions options, Action<string> progress, CancellationToken ct)
    {
        var user = UnprivilegedUser.ForThisProcess();
        var binaries = PostgresBinaries.Install(user, progress);
        var cluster = PostgresCluster.Open(options.Directory, user);
        if (!cluster.IsInitialized)
        {
            progress("Creating the database cluster");
            await cluster.Initialize(binaries, options.IsDurable, ct);
        }
        else
        {
            await StalePostgres.Clear(cluster.Directory, progress, ct);
        }

        var process = await StartOnFreePort(binaries, cluster, options, ct);
        var postgres = new EmbeddedPostgres(cluster, process);
        await postgres.CreateOwner(ct);
        return postgres;
    }

    /// <summary>Connects as the owner of ConcertMaster's databases, who is not a superuser.</summary>
    public string ConnectionString(string database) =>
        ConnectionStringFor(database, Owner, _cluster.Credentials.OwnerPassword);

    /// <summary>Connects as the superuser of the cluster; for tests and for making databases.</summary>
    public string SuperuserConnectionString(string database) =>
        ConnectionStringFor(database, PostgresCluster.Superuser, _cluster.Credentials.SuperuserPassword);

    public async ValueTask DisposeAsync() => await _process.DisposeAsync();

    /// <summary>Ends the server at once, as a loss of power would: for throw-away servers, and tests of recovery.</summary>
    public void Quit() => _process.Quit();

    private static async Task<PostgresProcess> StartOnFreePort(
        PostgresBinaries binaries, PostgresCluster cluster, EmbeddedPostgresOptions options, CancellationToken ct)
    {
        // Another process may take a port between our asking for a free one and PostgreSQL's opening it.
        for (var attempt = 1; ; attempt++)
        {
            var port = attempt == 1 ? LoopbackPort.PreferablyThe(cluster.Credentials.LastPort) : LoopbackPort.AnyFree();
            var process = PostgresProcess.Start(binaries, cluster, options, port);
            try
            {
                await process.WaitUntilReady(cluster, ct);
                cluster.RememberPort(port);
                return process;
            }
            catch (PostgresStartException e) when (e.IsPortTaken && attempt < PortAttemptCountMax)
            {
                await process.DisposeAsync();
            }
            catch
            {
                await process.DisposeAsync();
                throw;
            }
        }
    }

    private async Task CreateOwner(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(SuperuserConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(ct);
        if (await Exists(connection, "select 1 from pg_roles where rolname = $1", ct)) return;

        await using (var create = connection.CreateCommand())
        {
            // Passwords are made of letters and digits by PostgresCredentials, so they need no quoting.
            create.CommandText = $"create role {Owner} login createrole createdb " +
                $"password '{_cluster.Credentials.OwnerPassword}';" +
                // The event store's append connections do without foreign key triggers, see adr/0002.
                $"grant set on parameter session_replication_role to {Owner} with grant option";
            await create.ExecuteNonQueryAsync(ct);
        }

        if (await Exists(connection, "select 1 from pg_database where datname = $1", ct)) return;
        await using var database = connection.CreateCommand();
        database.CommandText = $"create database {Owner} owner {Owner}";
        await database.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> Exists(NpgsqlConnection connection, string question, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        command.Parameters.AddWithValue(Owner);
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private string ConnectionStringFor(string database, string user, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _process.SocketDirectory ?? "127.0.0.1",
            Port = Port,
            Database = database,
            Username = user,
            Password = password,
        }.ConnectionString;
}

internal sealed record EmbeddedPostgresOptions
{
    /// <summary>The data directory of the host; the cluster lies in or beside it.</summary>
    public required string Directory { get; init; }

    /// <summary>Whether a commit survives a loss of power. Only tests may do without.</summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>More settings of postgresql.conf, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
