using System.Text.Json;
using ConcertMaster.Shared;

namespace ConcertMaster.Workflows;

/// <summary>The fewest edit events that turn one draft into a given definition.</summary>
internal static class DefinitionDiff
{
    /// <param name="target">Normalised and free of structural faults.</param>
    public static IReadOnlyList<WorkflowEvent> Between(Draft draft, WorkflowDefinition target)
    {
        var events = new List<WorkflowEvent>();
        var wanted = target.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        // A node of another type is another node: it loses its edges and config with the old one.
        var gone = draft.Nodes.Values
            .Where(node => !wanted.TryGetValue(node.Id, out var kept) || kept.Type != node.Type)
            .Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        var edges = WithKnownIds(draft, target).ToDictionary(edge => edge.Id, StringComparer.Ordinal);
        var disconnected = draft.Edges.Values
            .Where(edge => gone.Contains(edge.From) || gone.Contains(edge.To)
                || !edges.TryGetValue(edge.Id, out var kept) || kept != edge)
            .Select(edge => edge.Id).ToHashSet(StringComparer.Ordinal);

        events.AddRange(disconnected.Order(StringComparer.Ordinal).Select(id => new EdgeDisconnected(id)));
        events.AddRange(gone.Order(StringComparer.Ordinal).Select(id => new NodeRemoved(id)));
        foreach (var node in target.Nodes)
        {
            if (draft.Nodes.TryGetValue(node.Id, out var before) && !gone.Contains(node.Id))
                events.AddRange(Changes(before, node));
            else
                events.Add(new NodeAdded(node));
        }
        events.AddRange(edges.Values
            .Where(edge => !draft.Edges.ContainsKey(edge.Id) || disconnected.Contains(edge.Id))
            .Select(edge => new EdgeConnected(edge)));
        if (!SameSettings(draft.Settings, target.Settings)) events.Add(new SettingsChanged(target.Settings));
        // A caller who says nothing of notes and groups knows nothing of them: they stay.
        if (target.Layout is { } layout) events.AddRange(LayoutEdits.Between(draft, layout));
        return events;
    }

    public static bool SameSettings(WorkflowSettings one, WorkflowSettings other) =>
        JsonElement.DeepEquals(AppJson.ToElement(one), AppJson.ToElement(other));

    private static IEnumerable<WorkflowEvent> Changes(NodeDefinition before, NodeDefinition after)
    {
        if (before.Position != after.Position) yield return new NodeMoved(after.Id, after.Position);
        if (before.Name != after.Name) yield return new NodeRenamed(after.Id, after.Name);
        if (!JsonElement.DeepEquals(before.Config, after.Config)) yield return new NodeConfigured(after.Id, after.Config);
        var behaviour = NodeBehaviour.Of(after);
        if (behaviour != NodeBehaviour.Of(before)) yield return new NodeBehaviourChanged(after.Id, behaviour);
    }

    // A caller who leaves edge ids out means the same edges as before.
    private static IEnumerable<EdgeDefinition> WithKnownIds(Draft draft, WorkflowDefinition target)
    {
        var known = draft.Edges.Values
            .GroupBy(edge => (edge.From, edge.FromPort, edge.To))
            .ToDictionary(group => group.Key, group => group.First().Id);
        var taken = target.Edges.Select(edge => edge.Id).ToHashSet(StringComparer.Ordinal);
        return target.Edges.Select(edge =>
            !draft.Edges.ContainsKey(edge.Id)
            && known.TryGetValue((edge.From, edge.FromPort, edge.To), out var id) && !taken.Contains(id)
                ? edge with { Id = id } : edge);
    }
}
