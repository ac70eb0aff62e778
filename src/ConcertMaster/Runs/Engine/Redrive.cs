using System.Collections.Immutable;

namespace ConcertMaster.Runs.Engine;

/// <summary>Which steps are done again when a run is driven on from some of them.</summary>
internal static class Redrive
{
    /// <summary>
    /// Steps that failed and ended the run: the place to go on from by default. A loop that failed begins anew, because
    /// what its items had done has gone into no result.
    /// </summary>
    public static IReadOnlyList<StepKey> FailedSteps(RunState state) =>
    [
        .. state.Steps.Where(pair => pair.Value is { Status: StepStatus.Failed, Port: null }
            && pair.Key.Iteration.Length == 0).Select(pair => pair.Key),
    ];

    /// <summary>The chosen steps, all that come after them, and the bodies of loops among them.</summary>
    public static ImmutableHashSet<StepKey> StepsDoneAgain(RunState state, IReadOnlyList<StepKey> chosen)
    {
        var roots = chosen.Select(key => OutermostOf(state.Plan, key)).ToList();
        var nodes = roots.Concat(Plan.Downstream(roots)).ToHashSet();
        return [.. state.Steps.Keys.Where(key => nodes.Contains(OutermostOf(state.Plan, key)))];
    }

    /// <summary>What would be done in the outside world a second time.</summary>
    public static IReadOnlyList<StepKey> RepeatedEffects(RunState state, IReadOnlyList<StepKey> chosen) =>
    [
        .. StepsDoneAgain(state, chosen)
            .Where(key => !state.Plan.Node(key.NodeId).IsPure && state.Steps[key].Attempt > 0)
            .OrderBy(key => state.Steps[key].StartedAt),
    ];

    private static PlanNode OutermostOf(Plan plan, StepKey key)
    {
        var node = plan.Node(key.NodeId);
        while (node.Scope.Container is { } container) node = container;
        return node;
    }
}
