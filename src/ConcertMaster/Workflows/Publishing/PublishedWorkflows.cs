using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Workflows;

/// <summary>
/// Published versions, kept in memory: a version never changes, so only which one is the newest has to be forgotten
/// when the log says that something was published, unpublished or archived.
/// </summary>
internal sealed class PublishedWorkflows(IEventStore store) : IPublishedWorkflows
{
    private const int KeptCountMax = 2_000;

    private readonly ConcurrentDictionary<(TenantId, WorkflowId, int), PublishedWorkflow> _versions = new();
    private readonly ConcurrentDictionary<(TenantId, WorkflowId), int> _newest = new();

    public async Task<PublishedWorkflow?> Find(
        TenantId tenant, WorkflowId workflow, int? version = null, CancellationToken ct = default)
    {
        var number = version ?? (_newest.TryGetValue((tenant, workflow), out var newest) ? newest : null);
        if (number is { } wanted && _versions.TryGetValue((tenant, workflow, wanted), out var known)) return known;
        PublishedWorkflow? found = null;
        var inForce = false;
        await foreach (var recorded in store.ReadStream(new(tenant, workflow.Value), ct: ct))
        {
            if (recorded.Data is IWorkflowPublished or IWorkflowWithdrawn) inForce = recorded.Data is IWorkflowPublished;
            if (recorded.Data is WorkflowPublished e && (version is null || e.Number == version))
                found = new(workflow, e.Name, e.Number, e.Hash, e.Definition);
        }
        if (found is null || (!inForce && version is null)) return null;
        if (_versions.Count >= KeptCountMax) _versions.Clear();
        if (version is null) _newest[(tenant, workflow)] = found.Version;
        return _versions[(tenant, workflow, found.Version)] = found;
    }

    /// <summary>Called for every event of the log, on every node, and for this node's own before it answers.</summary>
    public void Forget(RecordedEvent recorded)
    {
        if (recorded.Data is IWorkflowPublished or IWorkflowWithdrawn)
            _newest.TryRemove((recorded.Tenant, new(recorded.StreamId)), out _);
    }

    public void Forget(TenantId tenant, WorkflowId workflow) => _newest.TryRemove((tenant, workflow), out _);
}
