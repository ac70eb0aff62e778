using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using Npgsql;

namespace ConcertMaster.Shared;

/// <summary>
/// The three ways into PostgreSQL: the owner migrates, the system role sees all tenants (engine, projections), the
/// requests role sees the tenant that was set for the statement and nothing else.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    public const string TenantSetting = "concertmaster.tenant";

    public Database(string connectionString)
    {
        ConnectionString = connectionString;
        Owner = Build(connectionString, role: null, poolSizeMax: 4);
        // A node that hangs in the middle of a transaction gives its locks back to those that go on without it.
        // Its few statements come again and again: few connections know their plans, many would each make their own.
        System = Build(connectionString, "concertmaster_system", poolSizeMax: 16, "idle_in_transaction_session_timeout=3s",
            autoPrepareMax: 64);
        Requests = Build(connectionString, "concertmaster_requests", poolSizeMax: 30);
    }

    public string ConnectionString { get; }
    public NpgsqlDataSource Owner { get; }
    public NpgsqlDataSource System { get; }
    public NpgsqlDataSource Requests { get; }

    /// <summary>A view of the database that is confined to one organisation.</summary>
    public TenantDatabase For(TenantId tenant) => new(Requests, tenant);

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await System.DisposeAsync();
        await Requests.DisposeAsync();
    }

    private static NpgsqlDataSource Build(
        string connectionString, string? role, int poolSizeMax, string? setting = null, int autoPrepareMax = 0)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = role ?? "concertmaster",
            MaxPoolSize = poolSizeMax,
            MaxAutoPrepare = autoPrepareMax,
            Timeout = 5,
            // What is set on these connections is set for one transaction; the few that differ clean up themselves.
            // Seven statements before every use would cost more than most uses.
            NoResetOnClose = role is not null,
        };
        if (role is not null) settings.Options = $"{settings.Options} -c role={role}".Trim();
        if (setting is not null) settings.Options = $"{settings.Options} -c {setting}".Trim();
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}

/// <summary>
/// Queries on behalf of one organisation. The tenant is set in the same round trip and transaction as the statement,
/// so that row-level security holds even where a query forgets its filter. Parameters are positional: $1, $2, …
/// </summary>
public sealed class TenantDatabase(NpgsqlDataSource requests, TenantId tenant)
{
    public TenantId Tenant => tenant;

    public async Task<List<T>> Query<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = Batch(sql, parameters);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(map(reader));
        return rows;
    }

    /// <summary>Rows as records: snake_case columns to parameters of the constructor.</summary>
    public async Task<List<T>> Query<T>(string sql, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = Batch(sql, parameters);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await RowReader.ReadAll<T>(reader, ct);
    }

    public async Task<T?> QuerySingle<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken ct, params object?[] parameters)
        where T : class =>
        (await Query(sql, map, ct, parameters)).SingleOrDefault();

    /// <returns>The number of rows affected.</returns>
    public async Task<int> Execute(string sql, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = Batch(sql, parameters);
        await batch.ExecuteNonQueryAsync(ct);
        return (int)batch.BatchCommands[1].RecordsAffected;
    }

    // A batch without a transaction of its own is one implicit transaction, so the setting holds for the statement
    // and is gone when the connection goes back to the pool.
    private NpgsqlBatch Batch(string sql, object?[] parameters)
    {
        var batch = requests.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select set_config('{Database.TenantSetting}', $1, true)")
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = tenant.Value } },
        });
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        batch.BatchCommands.Add(command);
        return batch;
    }
}

internal static class DataSourceCommands
{
    /// <summary>A command with positional parameters: $1, $2, …</summary>
    public static NpgsqlCommand CreateCommand(this NpgsqlDataSource source, string sql, params object?[] parameters)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
