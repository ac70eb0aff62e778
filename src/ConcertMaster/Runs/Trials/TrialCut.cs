using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Trials;

/// <summary>The part of a draft that a trial needs.</summary>
internal static class TrialCut
{
    /// <summary>
    /// Up to a node: itself, all that leads to it as far as the pinned outputs, and the bodies of loops among these. Alone:
    /// itself and what is pinned. Pinned nodes are always kept, since expressions may name them.
    /// </summary>
    /// <param name="nodeId">Null for everything.</param>
    public static WorkflowDefinition Of(
        WorkflowDefinition draft, string? nodeId, bool alone, IReadOnlyCollection<string> pinned)
    {
        if (nodeId is null) return draft;
        var nodes = draft.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        if (!nodes.TryGetValue(nodeId, out var target)) return draft;
        while (target.Parent is { Length: > 0 } parent && nodes.TryGetValue(parent, out var outer)) target = outer;
        var kept = new HashSet<string>(pinned, StringComparer.Ordinal) { target.Id };
        if (!alone) KeepBefore(draft, target.Id, pinned, kept);
        // A body belongs to its loop, however deep.
        for (var grown = true; grown;)
            grown = draft.Nodes.Where(node => node.Parent is { } parent && kept.Contains(parent))
                .Aggregate(false, (any, node) => kept.Add(node.Id) || any);
        return draft with
        {
            Nodes = [.. draft.Nodes.Where(node => kept.Contains(node.Id))],
            Edges = [.. draft.Edges.Where(edge => kept.Contains(edge.From) && kept.Contains(edge.To)
                && !(alone && edge.To != target.Id && nodes[edge.To].Parent is null))],
        };
    }

    private static void KeepBefore(
        WorkflowDefinition draft, string target, IReadOnlyCollection<string> pinned, HashSet<string> kept)
    {
        var before = draft.Edges.ToLookup(edge => edge.To, edge => edge.From, StringComparer.Ordinal);
        var open = new Queue<string>([target]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { target };
        while (open.TryDequeue(out var id))
        {
            kept.Add(id);
            if (id != target && pinned.Contains(id)) continue; // what led to a pinned output is not needed
            foreach (var source in before[id])
                if (seen.Add(source)) open.Enqueue(source);
        }
    }
}
