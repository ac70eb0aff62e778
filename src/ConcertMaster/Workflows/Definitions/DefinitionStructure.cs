using ConcertMaster.Nodes;
using ConcertMaster.Sdk;

namespace ConcertMaster.Workflows;

/// <summary>
/// Faults that no draft may have, because nothing can be drawn or run from it: ids that clash, edges to nowhere, node
/// types that do not exist, cycles, bodies without a container.
/// </summary>
internal static class DefinitionStructure
{
    public static IReadOnlyList<DefinitionProblem> Check(WorkflowDefinition definition, INodeCatalogue catalogue)
    {
        var problems = new List<DefinitionProblem>();
        if (definition.Nodes.Count > WorkflowLimits.NodeCountMax)
            problems.Add(OfAll("workflow.too-many-nodes",
                $"A workflow has at most {WorkflowLimits.NodeCountMax} nodes. Move a part into a sub-workflow."));
        if (definition.Edges.Count > WorkflowLimits.EdgeCountMax)
            problems.Add(OfAll("workflow.too-many-edges", $"A workflow has at most {WorkflowLimits.EdgeCountMax} edges."));
        if (problems.Count > 0) return problems;

        problems.AddRange(definition.Nodes.SelectMany(node => OfNode(node, catalogue)));
        problems.AddRange(definition.Nodes.GroupBy(node => node.Id, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => Of(group.First(), "node.duplicate-id",
                $"{group.Count()} nodes have the id '{group.Key}'. Give each an id of its own.")));
        var nodes = definition.Nodes.DistinctBy(node => node.Id).ToDictionary(node => node.Id, StringComparer.Ordinal);
        problems.AddRange(definition.Edges.SelectMany(edge => OfEdge(edge, nodes)));
        problems.AddRange(definition.Edges.GroupBy(edge => edge.Id, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => new DefinitionProblem(null, group.Key, null, "edge.duplicate-id",
                $"{group.Count()} edges have the id '{group.Key}'. Give each an id of its own.", ProblemSeverity.Error)));
        problems.AddRange(definition.Nodes.SelectMany(node => OfParent(node, nodes, catalogue)));
        problems.AddRange(LayoutEdits.Faults(definition.Layout));
        if (Cycles.Find(definition) is { } cycle)
            problems.Add(Of(nodes[cycle[0]], "workflow.cycle",
                $"These nodes form a cycle: {string.Join(" → ", cycle.Select(id => NameOf(nodes[id])))} → " +
                $"{NameOf(nodes[cycle[0]])}. Remove one of the edges, or use a Loop to repeat steps."));
        return problems;
    }

    private static IEnumerable<DefinitionProblem> OfNode(NodeDefinition node, INodeCatalogue catalogue)
    {
        if (DefinitionShape.FaultOf(node) is { } fault)
            yield return Of(node, fault.Code, fault.Message);
        else if (!catalogue.TryFind(node.Type, out _))
            yield return Of(node, "node.unknown-type",
                $"There is no node type '{node.Type}'. Choose one of the palette, or install the plug-in that brings it.");
    }

    private static IEnumerable<DefinitionProblem> OfEdge(
        EdgeDefinition edge, Dictionary<string, NodeDefinition> nodes)
    {
        foreach (var end in new[] { edge.From, edge.To })
            if (end is null || !nodes.ContainsKey(end))
                yield return new(null, edge.Id, null, "edge.unknown-node",
                    $"The edge '{edge.Id}' names the node '{end}', which is not there. Remove or reconnect it.",
                    ProblemSeverity.Error);
    }

    private static IEnumerable<DefinitionProblem> OfParent(
        NodeDefinition node, Dictionary<string, NodeDefinition> nodes, INodeCatalogue catalogue)
    {
        if (node.Parent is null) yield break;
        if (!nodes.TryGetValue(node.Parent, out var parent))
            yield return Of(node, "node.unknown-parent", $"Its container '{node.Parent}' is not there.");
        else if (catalogue.DescriptorOf(parent.Type) is { IsContainer: false })
            yield return Of(node, "node.parent-not-container", $"'{NameOf(parent)}' is not a container such as a Loop.");
        var depth = 0;
        for (var at = node; at?.Parent is { } up && depth <= WorkflowLimits.NestingMax; depth++)
            nodes.TryGetValue(up, out at);
        if (depth > WorkflowLimits.NestingMax)
            yield return Of(node, "node.nested-too-deep",
                $"Containers nest at most {WorkflowLimits.NestingMax} deep. Move the inner part into a sub-workflow.");
    }

    public static DefinitionProblem Of(NodeDefinition node, string code, string message, string? path = null) =>
        new(node.Id, null, path, code, message, ProblemSeverity.Error);

    public static string NameOf(NodeDefinition node) => string.IsNullOrWhiteSpace(node.Name) ? node.Id : node.Name;

    private static DefinitionProblem OfAll(string code, string message) =>
        new(null, null, null, code, message, ProblemSeverity.Error);
}

/// <summary>Finds a cycle among the edges, if there is one.</summary>
internal static class Cycles
{
    private enum Mark { New, OnPath, Done }

    /// <returns>The ids along one cycle, in order; null when there is none.</returns>
    public static IReadOnlyList<string>? Find(WorkflowDefinition definition)
    {
        var next = definition.Edges.Where(edge => edge is { From: not null, To: not null })
            .ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        var known = definition.Nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        var marks = new Dictionary<string, Mark>(StringComparer.Ordinal);
        foreach (var start in known.Order(StringComparer.Ordinal))
        {
            // An explicit stack: a chain of two thousand nodes must not exhaust the thread's own.
            var path = new List<(string Id, IEnumerator<string> Onward)>();
            if (Enter(start) is { } found) return found;
            while (path.Count > 0)
            {
                var (id, rest) = path[^1];
                if (!rest.MoveNext())
                {
                    marks[id] = Mark.Done;
                    path.RemoveAt(path.Count - 1);
                }
                else if (known.Contains(rest.Current) && Enter(rest.Current) is { } cycle)
                {
                    return cycle;
                }
            }

            IReadOnlyList<string>? Enter(string id)
            {
                switch (marks.GetValueOrDefault(id))
                {
                    case Mark.OnPath:
                        return [.. path.Select(step => step.Id).SkipWhile(step => step != id)];
                    case Mark.New:
                        marks[id] = Mark.OnPath;
                        path.Add((id, next[id].GetEnumerator()));
                        return null;
                    default:
                        return null;
                }
            }
        }
        return null;
    }
}
