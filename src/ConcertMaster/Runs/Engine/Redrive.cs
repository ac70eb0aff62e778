using System.Collections.Immutable;

namespace ConcertMaster.Runs.Engine;

/// <summary>Which steps are done again when a run is driven on from some of them.</summary>
internal static class Redrive
{
    /// <summary>
    /// Steps that failed and ended the run: the place to go on from by default. Of a loop that failed only the items
    /// that failed; what the others have done stays done.
    /// </summary>
    public static IReadOnlyList<StepKey> FailedSteps(RunState state) =>
    [
        .. state.Steps.Where(pair => pair.Value is { Status: StepStatus.Failed, Port: null }
            && pair.Key.Iteration.Length == 0).SelectMany(pair => Causes(state, pair.Key)),
    ];

    private static IEnumerable<StepKey> Causes(RunState state, StepKey key) =>
        state.Step(key).Loop is { Failed.Count: > 0 } loop
            ? loop.Failed.OrderBy(pair => pair.Key).SelectMany(pair => Causes(state, pair.Value))
            : [key];

    /// <param name="withinItems">
    /// A step of a loop's body is done again in its item alone. Without it, as events of earlier releases mean it, the
    /// whole outermost loop is.
    /// </param>
    /// <returns>The chosen steps, all that come after them, and the bodies of loops among them.</returns>
    public static ImmutableHashSet<StepKey> StepsDoneAgain(
        RunState state, IReadOnlyList<StepKey> chosen, bool withinItems = true) =>
        withinItems ? [.. PlanOf(state, chosen).Again] : WholeLoops(state, chosen);

    /// <summary>What would be done in the outside world a second time.</summary>
    public static IReadOnlyList<StepKey> RepeatedEffects(RunState state, IReadOnlyList<StepKey> chosen) =>
    [
        .. StepsDoneAgain(state, chosen)
            .Where(key => !state.Plan.Node(key.NodeId).IsPure && state.Steps[key].Attempt > 0)
            .OrderBy(key => state.Steps[key].StartedAt),
    ];

    /// <param name="Reopened">Loops that go on, each with the items that are done again, inner loops first.</param>
    internal sealed record Extent(HashSet<StepKey> Again, IReadOnlyList<(StepKey Loop, IReadOnlySet<int> Items)> Reopened);

    public static Extent PlanOf(RunState state, IReadOnlyList<StepKey> chosen)
    {
        var again = new HashSet<StepKey>();
        var reopened = new Dictionary<StepKey, HashSet<int>>();
        foreach (var key in chosen)
        {
            var node = state.Plan.Node(key.NodeId);
            AddWithBody(state, again, [node, .. Plan.Downstream([node])], key.Iteration);
            for (var (inner, iteration) = (node, key.Iteration); Iterations.Around(inner, iteration) is var (loop, index);
                 (inner, iteration) = (inner.Scope.Container!, loop.Iteration))
            {
                if (!reopened.TryGetValue(loop, out var items)) reopened[loop] = items = [];
                items.Add(index);
                AddWithBody(state, again, Plan.Downstream([inner.Scope.Container!]), loop.Iteration);
            }
        }
        foreach (var loop in reopened.Keys.Where(again.Contains).ToList()) reopened.Remove(loop);
        foreach (var (loop, items) in reopened) AddUnfinished(state, again, reopened, loop, items);
        return new(again,
        [
            .. reopened.OrderByDescending(pair => state.Plan.Node(pair.Key.NodeId).Depth)
                .Select(pair => (pair.Key, (IReadOnlySet<int>)pair.Value)),
        ]);
    }

    // Where an item ended early, or its loop did, what was under way in it begins anew.
    private static void AddUnfinished(
        RunState state, HashSet<StepKey> again, Dictionary<StepKey, HashSet<int>> reopened, StepKey loop, HashSet<int> items)
    {
        var node = state.Plan.Node(loop.NodeId);
        foreach (var index in items.Concat(state.Step(loop).Loop?.Active.Keys ?? []).Distinct().ToList())
        {
            var iteration = Iterations.Inside(loop.Iteration, index);
            foreach (var inner in node.Body!.Nodes)
            {
                var key = new StepKey(inner.Id, iteration);
                if (state.Steps.TryGetValue(key, out var step) && !step.Status.IsSettled() && !reopened.ContainsKey(key))
                    AddWithBody(state, again, [inner], iteration);
            }
        }
    }

    private static void AddWithBody(
        RunState state, HashSet<StepKey> again, IReadOnlyCollection<PlanNode> nodes, string iteration)
    {
        foreach (var node in nodes)
        {
            var key = new StepKey(node.Id, iteration);
            if (state.Steps.ContainsKey(key)) again.Add(key);
        }
        if (nodes.All(node => node.Body is null)) return;
        var prefix = iteration.Length == 0 ? "" : iteration + "/";
        var containers = nodes.Where(node => node.Body is not null).ToHashSet();
        foreach (var key in state.Steps.Keys)
            if (key.Iteration.StartsWith(prefix, StringComparison.Ordinal) && IsInside(state.Plan.Node(key.NodeId), containers))
                again.Add(key);
    }

    private static bool IsInside(PlanNode node, HashSet<PlanNode> containers)
    {
        for (var around = node.Scope.Container; around is not null; around = around.Scope.Container)
            if (containers.Contains(around)) return true;
        return false;
    }

    private static ImmutableHashSet<StepKey> WholeLoops(RunState state, IReadOnlyList<StepKey> chosen)
    {
        var roots = chosen.Select(key => OutermostOf(state.Plan, key)).ToList();
        var nodes = roots.Concat(Plan.Downstream(roots)).ToHashSet();
        return [.. state.Steps.Keys.Where(key => nodes.Contains(OutermostOf(state.Plan, key)))];
    }

    private static PlanNode OutermostOf(Plan plan, StepKey key)
    {
        var node = plan.Node(key.NodeId);
        while (node.Scope.Container is { } container) node = container;
        return node;
    }
}
