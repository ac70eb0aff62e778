using System.Text.Json;
using Amazon.S3;
using ConcertMaster.EventStore.Streams;
using Npgsql;

namespace ConcertMaster.Connections;

public readonly record struct ConnectionId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>Webhook: nothing is called; its secret is what callers of a webhook sign with.</summary>
public enum ConnectionKind { Postgres, Http, Smtp, S3, Webhook }

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

    /// <summary>A client of the storage that a connection of that kind names; the caller disposes of it.</summary>
    /// <exception cref="ArgumentException">The settings lack something.</exception>
    IAmazonS3 OpenStorage(OpenConnection connection);

    /// <summary>A client of a storage that the operator has set in the settings: it may lie within the house.</summary>
    /// <exception cref="ArgumentException">The settings lack something.</exception>
    IAmazonS3 OpenOperatorsStorage(OpenConnection connection);
}

/// <param name="Id">Null for a connection that is not there: then nothing is guarded.</param>
/// <param name="BlockedUntil">When to ask again; null when the connection may be used now.</param>
public readonly record struct BreakerVerdict(ConnectionId? Id, DateTimeOffset? BlockedUntil);

/// <summary>Keeps steps from trying a connection whose other side has failed again and again.</summary>
public interface IBreakers
{
    Task<BreakerVerdict> Ask(TenantId tenant, string nameOrId, CancellationToken ct);

    /// <param name="failure">Why it did not work; null when the other side answered, whatever it said.</param>
    Task Report(TenantId tenant, ConnectionId id, string? failure, CancellationToken ct);
}
