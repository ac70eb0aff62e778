using System.Collections.Frozen;
using ConcertMaster.Nodes;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Engine;

/// <summary>Turns a published definition into a <see cref="Plan"/>.</summary>
internal static class PlanCompiler
{
    /// <exception cref="InvalidOperationException">The definition is one that publishing refuses.</exception>
    public static Plan Compile(
        PublishedWorkflow workflow, INodeCatalogue catalogue, ICallbacks? callbacks = null)
    {
        var definitions = workflow.Definition.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        var nodes = new Dictionary<string, PlanNode>(StringComparer.Ordinal);
        var root = new PlanScope(null);
        foreach (var definition in workflow.Definition.Nodes) Add(definition);
        foreach (var edge in workflow.Definition.Edges) Connect(edge);
        foreach (var group in nodes.Values.GroupBy(node => node.Scope))
        {
            var order = InOrder([.. group]);
            for (var place = 0; place < order.Count; place++) order[place].Place = place;
            group.Key.Nodes = order;
        }
        return new(workflow, root, nodes.ToFrozenDictionary(StringComparer.Ordinal), callbacks);

        PlanNode Add(NodeDefinition definition)
        {
            if (nodes.TryGetValue(definition.Id, out var known)) return known;
            var container = definition.Parent is { Length: > 0 } parent
                ? Add(definitions.GetValueOrDefault(parent)
                    ?? throw new InvalidOperationException($"'{definition.Id}' lies in an unknown loop '{parent}'."))
                : null;
            var node = NodeOf(definition, container, catalogue, container?.Body ?? root);
            if (node.Descriptor.IsContainer) node.Body = new PlanScope(node);
            return nodes[definition.Id] = node;
        }

        void Connect(EdgeDefinition edge)
        {
            // Edges across the wall of a loop (drawn from the loop to its first node) say nothing about order.
            if (!nodes.TryGetValue(edge.From, out var from) || !nodes.TryGetValue(edge.To, out var to)
                || from.Scope != to.Scope) return;
            var planned = new PlanEdge(from, edge.Condition ?? edge.FromPort, to);
            from.Outgoing.Add(planned);
            to.Incoming.Add(planned);
        }
    }

    private static PlanNode NodeOf(
        NodeDefinition definition, PlanNode? container, INodeCatalogue catalogue, PlanScope scope)
    {
        catalogue.TryFind(definition.Type, definition.TypeVersion, out var node);
        var descriptor = node?.Descriptor ?? Unknown(definition.Type);
        return new(definition, node, descriptor, ConfigTemplate.Parse(definition.Config, descriptor.UnevaluatedKeys))
        {
            Scope = scope,
            Depth = container is null ? 0 : container.Depth + 1,
        };
    }

    private static NodeDescriptor Unknown(string type) => new()
    {
        Type = type,
        Name = type,
        Category = NodeCategory.Logic,
        Description = "A node type that is not installed.",
        Icon = "circle-help",
        ConfigSchema = JsonValues.EmptyObject,
        IsPure = true,
    };

    /// <summary>Sources before targets; among equals the order of the definition.</summary>
    private static List<PlanNode> InOrder(List<PlanNode> nodes)
    {
        var open = nodes.ToDictionary(node => node, node => node.Incoming.Count);
        var ready = new Queue<PlanNode>(nodes.Where(node => open[node] == 0));
        var order = new List<PlanNode>(nodes.Count);
        while (ready.TryDequeue(out var node))
        {
            order.Add(node);
            foreach (var edge in node.Outgoing)
                if (--open[edge.To] == 0) ready.Enqueue(edge.To);
        }
        return order.Count == nodes.Count
            ? order
            : throw new InvalidOperationException("The definition has a cycle.");
    }
}
