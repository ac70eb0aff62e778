using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using Npgsql;

namespace ConcertMaster.Connections;

public readonly record struct ConnectionId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

public enum ConnectionKind { Postgres, Http, Smtp, S3 }

/// <summary>A connection ready for use, with its secret in the clear: never log it, never store it.</summary>
public sealed record OpenConnection(
    ConnectionId Id, string Name, ConnectionKind Kind, JsonElement Settings, string? Secret);

/// <summary>Connections for steps of runs.</summary>
public interface IConnections
{
    /// <summary>By name or id; null when there is none.</summary>
    Task<OpenConnection?> Find(TenantId tenant, string nameOrId, CancellationToken ct);

    /// <summary>Connects to the PostgreSQL that a connection of that kind names.</summary>
    /// <exception cref="ArgumentException">The settings lack something.</exception>
    Task<NpgsqlConnection> OpenPostgres(OpenConnection connection, CancellationToken ct);
}

/// <summary>Keys of this installation, each for one purpose, derived from the master key.</summary>
public interface IKeys
{
    /// <returns>32 bytes, always the same for a purpose.</returns>
    byte[] Derive(string purpose);
}
