using System.Net.Sockets;
using ConcertMaster.Connections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Output.Databases;

/// <summary>Opens the database that a step names, and turns its errors into failures that say what to do.</summary>
internal static class DatabaseSteps
{
    public static async Task<NodeResult> Run(
        IConnections connections, NodeContext context,
        Func<NpgsqlConnection, CancellationToken, Task<NodeResult>> act, CancellationToken ct)
    {
        var name = context.Config.FindText("connection") ?? "";
        var open = await connections.Find(new TenantId(context.Organisation), name, ct)
            ?? throw new NodeException("connection.not-found", $"There is no connection '{name}'. Create it, or choose another.");
        if (open.Kind != ConnectionKind.Postgres)
            throw new NodeException("connection.wrong-kind", $"The connection '{open.Name}' is not a PostgreSQL database.");
        try
        {
            await using var connection = await connections.OpenPostgres(open, ct);
            return await act(connection, ct);
        }
        catch (ArgumentException fault)
        {
            throw new NodeException("connection.settings-invalid", $"The connection '{open.Name}': {fault.Message}", inner: fault);
        }
        catch (PostgresException fault)
        {
            throw new NodeException("database.refused",
                $"The database refuses: {fault.MessageText} ({fault.SqlState})", fault.IsTransient, fault);
        }
        catch (Exception fault) when (fault is NpgsqlException or SocketException or TimeoutException)
        {
            throw new NodeException("database.unavailable",
                $"The database of the connection '{open.Name}' cannot be used: {fault.Message}", isTransient: true, fault);
        }
    }
}
