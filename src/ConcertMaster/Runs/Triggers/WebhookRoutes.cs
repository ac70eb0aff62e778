using System.Collections.Concurrent;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Triggers;

internal sealed record WebhookRoute(WorkflowId WorkflowId, string NodeId);

/// <summary>Finds the trigger behind a webhook's address; kept in memory until something is published.</summary>
internal sealed class WebhookRoutes(Database database, ProjectionDaemon daemon, IEventStore store)
{
    private const int KeptCountMax = 10_000;

    private static readonly TimeSpan ProjectionWait = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(TenantId, string, string), WebhookRoute> _routes = new();

    public async Task<WebhookRoute?> Find(TenantId tenant, string path, string method, CancellationToken ct)
    {
        if (_routes.TryGetValue((tenant, path, method), out var known)) return known;
        // What was published a moment ago may not have reached the table yet, nor even this node's view of the log.
        var newest = await store.LastSequence(ct);
        await daemon.WaitFor(TriggerTables.ProjectionName, newest, ProjectionWait, ct);
        if (await Load(tenant, path, method, ct) is not { } route) return null;
        if (_routes.Count >= KeptCountMax) _routes.Clear();
        return _routes[(tenant, path, method)] = route;
    }

    /// <summary>Called with every event that publishes or archives a workflow, on every node.</summary>
    public async Task Forget(IReadOnlyList<RecordedEvent> batch, CancellationToken ct)
    {
        _routes.Clear();
        // A request in between may have remembered the old table.
        await daemon.WaitFor(TriggerTables.ProjectionName, batch[^1].Sequence, TimeSpan.FromSeconds(30), ct);
        _routes.Clear();
    }

    private async Task<WebhookRoute?> Load(TenantId tenant, string path, string method, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select workflow_id, node_id from app.webhooks
             where tenant_id = $1 and path = $2 and method = $3 order by workflow_id limit 1
            """, tenant.Value, path, method);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new(new(reader.GetGuid(0)), reader.GetString(1)) : null;
    }
}
