using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Workflows;

/// <summary>
/// Published versions, kept in memory: a version never changes, so only which one is the newest has to be forgotten
/// when the log says that something was published, unpublished or archived.
/// </summary>
internal sealed class PublishedWorkflows(IEventStore store) : IPublishedWorkflows
{
    private const int KeptCountMax = 2_000;

    private readonly Remembered<(TenantId, WorkflowId, int), PublishedWorkflow> _versions = new(KeptCountMax);
    private readonly Remembered<(TenantId, WorkflowId), PublishedWorkflow> _newest = new(KeptCountMax);

    public Task<PublishedWorkflow?> Find(
        TenantId tenant, WorkflowId workflow, int? version = null, CancellationToken ct = default) => (version is { } number
            ? _versions.Get((tenant, workflow, number), () => Read(tenant, workflow, number, ct))
            : _newest.Get((tenant, workflow), () => Read(tenant, workflow, null, ct))).AsTask();

    private async Task<PublishedWorkflow?> Read(TenantId tenant, WorkflowId workflow, int? version, CancellationToken ct)
    {
        PublishedWorkflow? found = null;
        var inForce = false;
        await foreach (var recorded in store.ReadStream(new(tenant, workflow.Value), ct: ct))
        {
            if (recorded.Data is IWorkflowPublished or IWorkflowWithdrawn) inForce = recorded.Data is IWorkflowPublished;
            if (recorded.Data is WorkflowPublished e && (version is null || e.Number == version))
                found = new(workflow, e.Name, e.Number, e.Hash, e.Definition);
        }
        return inForce || version is not null ? found : null;
    }

    /// <summary>Called for every event of the log, on every node, and for this node's own before it answers.</summary>
    public void Forget(RecordedEvent recorded)
    {
        if (recorded.Data is IWorkflowPublished or IWorkflowWithdrawn)
            _newest.Forget((recorded.Tenant, new(recorded.StreamId)));
    }

    public void Forget(TenantId tenant, WorkflowId workflow) => _newest.Forget((tenant, workflow));
}
