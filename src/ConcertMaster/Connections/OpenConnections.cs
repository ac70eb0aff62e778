using Amazon.S3;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Connections;

internal sealed class OpenConnections(
    IEventStore store, Database database, ConnectionSecrets secrets, OutgoingGuard guard, StorageConnections storages,
    TimeProvider time, Lazy<ProjectionDaemon> daemon)
    : IConnections
{
    private static readonly TimeSpan TableWait = TimeSpan.FromSeconds(2);

    public async Task<OpenConnection?> Find(TenantId tenant, string nameOrId, CancellationToken ct)
    {
        var id = Guid.TryParse(nameOrId, out var guid) ? new ConnectionId(guid) : await ByName(tenant, nameOrId, ct);
        if (id is null) return null;
        var session = new EventSession(store, tenant, EventMetadata.None, time);
        var (state, _) = await session.Load(Connection.Stream(id.Value), ct: ct);
        if (state is not Connection.Active active) return null;
        var secret = active.HasSecret ? await secrets.Read(tenant, active.Id, ct) : null;
        return new(active.Id, active.Name, active.Kind, active.Settings, secret);
    }

    public Task<NpgsqlConnection> OpenPostgres(OpenConnection connection, CancellationToken ct) =>
        PostgresConnections.Open(connection, guard, ct);

    public IAmazonS3 OpenStorage(OpenConnection connection) => storages.Open(connection);

    public IAmazonS3 OpenOperatorsStorage(OpenConnection connection) => StorageConnections.Open(connection, clients: null);

    // A name that is not in the table may have been given a moment ago: the table is asked again once it has seen all.
    private async Task<ConnectionId?> ByName(TenantId tenant, string name, CancellationToken ct)
    {
        if (await Look(tenant, name, ct) is { } known) return known;
        var newest = await store.LastSequence(ct);
        await daemon.Value.WaitFor(ConnectionList.Projection.Name, newest, TableWait, ct);
        return await Look(tenant, name, ct);
    }

    private async Task<ConnectionId?> Look(TenantId tenant, string name, CancellationToken ct)
    {
        var found = await database.For(tenant).Query(
            "select connection_id from read.connections where tenant_id = $1 and name = $2",
            row => new ConnectionId(row.GetGuid(0)), ct, tenant.Value, name);
        return found.Count == 0 ? null : found[0];
    }
}
