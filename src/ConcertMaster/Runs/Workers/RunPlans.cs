using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Nodes;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Workers;

/// <summary>Compiled plans of published versions. A version never changes, so neither does its plan.</summary>
internal sealed class RunPlans(IPublishedWorkflows workflows, INodeCatalogue catalogue, ICallbacks callbacks)
{
    private const int KeptCountMax = 2_000;

    private readonly ConcurrentDictionary<(TenantId, WorkflowId, int), Plan> _plans = new();

    /// <param name="version">Null for the newest.</param>
    public async Task<Plan?> Find(TenantId tenant, WorkflowId workflow, int? version, CancellationToken ct)
    {
        if (version is { } wanted && _plans.TryGetValue((tenant, workflow, wanted), out var known)) return known;
        if (await workflows.Find(tenant, workflow, version, ct) is not { } published) return null;
        if (_plans.TryGetValue((tenant, workflow, published.Version), out known)) return known;
        if (_plans.Count >= KeptCountMax) _plans.Clear();
        return _plans[(tenant, workflow, published.Version)] =
            PlanCompiler.Compile(published, catalogue, callbacks);
    }
}
