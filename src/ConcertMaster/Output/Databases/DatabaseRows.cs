using System.Net.Sockets;
using System.Text.Json;
using ConcertMaster.Connections;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using Npgsql;

namespace ConcertMaster.Output.Databases;

/// <summary>Reads from another PostgreSQL, in a transaction that can't write.</summary>
internal sealed class DatabaseRows(IConnections connections) : IDatabaseRows
{
    public async Task<(IReadOnlyList<JsonElement> Rows, Refusal? Refusal)> Query(
        TenantId tenant, string connection, string sql, int countMax, CancellationToken ct)
    {
        if (await connections.Find(tenant, connection, ct) is not { Kind: ConnectionKind.Postgres } open)
            return ([], new("connection.not-found", 404, "There is no such connection to a PostgreSQL database. Choose one."));
        try
        {
            await using var database = await connections.OpenPostgres(open, ct);
            return (await Read(database, sql, countMax, [], ct), null);
        }
        catch (ArgumentException fault)
        {
            return ([], new("connection.settings-invalid", 422, $"The connection '{open.Name}': {fault.Message}"));
        }
        catch (PostgresException fault)
        {
            return ([], new("database.refused", 422,
                $"The database refuses the query: {fault.MessageText} ({fault.SqlState}). Mend it, and run it again."));
        }
        catch (Exception fault) when (fault is NpgsqlException or SocketException or TimeoutException)
        {
            return ([], new("database.unavailable", 503,
                $"The database of the connection '{open.Name}' cannot be used at the moment: {fault.Message} Try again later."));
        }
    }

    /// <summary>Rows as JSON, at most so many.</summary>
    public static async Task<List<JsonElement>> Read(
        NpgsqlConnection connection, string sql, int countMax, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var readOnly = new NpgsqlCommand("set transaction read only", connection, transaction))
            await readOnly.ExecuteNonQueryAsync(ct);
        // The count as a parameter too: a statement with parameters is sent as it is, and the server takes one only. Without
        // any it would be split, and a second one could end the transaction that forbids it to write.
        await using var command = new NpgsqlCommand($"""
            select row_to_json(result)::text from (
            {sql.Trim().TrimEnd(';')}
            ) result limit ${parameters.Count + 1}
            """, connection, transaction)
        {
            CommandTimeout = (int)OutputLimits.StatementTimeMax.TotalSeconds,
        };
        foreach (var value in parameters) command.Parameters.Add(value);
        command.Parameters.Add(new() { Value = (long)countMax });
        var rows = new List<JsonElement>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) rows.Add(JsonSerializer.Deserialize<JsonElement>(reader.GetString(0)));
        return rows;
    }
}
