using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Nodes;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Workers;

/// <summary>Compiled plans of published versions. A version never changes, so its plan changes only with the node types.</summary>
internal sealed class RunPlans(IPublishedWorkflows workflows, INodeCatalogue catalogue, ICallbacks callbacks)
{
    private const int KeptCountMax = 2_000;

    private readonly ConcurrentDictionary<(TenantId, WorkflowId, int), Plan> _plans = new();
    private int _edition;

    /// <summary>What a new run is pinned to: of a workflow that is out of service no version starts one.</summary>
    public async Task<Plan?> FindToStart(TenantId tenant, WorkflowId workflow, int? version, CancellationToken ct) =>
        await Find(tenant, workflow, null, ct) is { } newest
            ? version is null ? newest : await Find(tenant, workflow, version, ct)
            : null;

    /// <param name="version">Null for the newest.</param>
    public async Task<Plan?> Find(TenantId tenant, WorkflowId workflow, int? version, CancellationToken ct)
    {
        // Node types were replaced: runs under way keep the plans they have, others get new ones.
        var edition = catalogue.Edition;
        if (Interlocked.Exchange(ref _edition, edition) != edition) _plans.Clear();
        if (version is { } wanted && _plans.TryGetValue((tenant, workflow, wanted), out var known)) return known;
        if (await workflows.Find(tenant, workflow, version, ct) is not { } published) return null;
        if (_plans.TryGetValue((tenant, workflow, published.Version), out known)) return known;
        if (_plans.Count >= KeptCountMax) _plans.Clear();
        return _plans[(tenant, workflow, published.Version)] =
            PlanCompiler.Compile(published, catalogue, callbacks);
    }
}
