using System.Collections.Concurrent;
using System.Text.Json;
using ConcertMaster.JsonSchema;
using ConcertMaster.Nodes;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Workflows;

/// <summary>
/// Everything that would keep a definition from running, and what its author probably did not mean. Errors refuse
/// publication; warnings do not.
/// </summary>
internal sealed class DefinitionValidator(INodeCatalogue catalogue)
{
    private readonly ConcurrentDictionary<NodeDescriptor, Schema> _schemas = new(ReferenceEqualityComparer.Instance);

    public INodeCatalogue Catalogue => catalogue;

    /// <summary>The definition with the version of each plug-in that brings one of its node types.</summary>
    public WorkflowDefinition Pin(WorkflowDefinition definition) => definition with
    {
        Nodes = [.. definition.Nodes.Select(node => node with { TypeVersion = catalogue.DescriptorOf(node.Type)?.Version })],
    };

    public IReadOnlyList<DefinitionProblem> Validate(WorkflowDefinition definition, DateTimeOffset now)
    {
        var structure = DefinitionStructure.Check(definition, catalogue);
        if (structure.Count > 0) return structure;
        return
        [
            .. definition.Nodes.SelectMany(node => OfConfig(node, now)),
            .. definition.Nodes.SelectMany(OfExpressions),
            .. OfPorts(definition),
            .. OfShape(definition),
            .. ReadingProblems.In(definition, catalogue),
            .. SettingsProblems.Of(definition.Settings),
        ];
    }

    private IEnumerable<DefinitionProblem> OfConfig(NodeDefinition node, DateTimeOffset now)
    {
        if (node.Disabled || !catalogue.TryFind(node.Type, out var type)) return [];
        var schema = _schemas.GetOrAdd(type.Descriptor, descriptor => Schema.Compile(descriptor.ConfigSchema));
        // A value that is an expression has the type of its result, which is not known before the run.
        var faults = schema.Validate(node.Config).Errors
            .Where(error => !ExpressionProblems.IsExpressionAt(node.Config, error.InstanceLocation))
            .Select(error => DefinitionStructure.Of(node, "node.config-invalid",
                $"{Where(node, error.InstanceLocation)}: {error.Message}", error.InstanceLocation))
            .ToList();
        if (faults.Count > 0 || type is not ICheckedNode checkedNode) return faults;
        return checkedNode.Check(node.Config, now)
            .Select(fault => DefinitionStructure.Of(node, fault.Code,
                $"{Where(node, fault.Path)}: {fault.Message}", fault.Path));
    }

    private IEnumerable<DefinitionProblem> OfExpressions(NodeDefinition node) =>
        node.Disabled || catalogue.DescriptorOf(node.Type) is not { } descriptor ? []
        : ExpressionFaults.In(node.Config, descriptor.ConfigSchema)
            .Where(fault => !IsOnlyKept(fault.Path.Split('/')[1], descriptor))
            .Select(fault => DefinitionStructure.Of(node, "expression.invalid",
                $"{Where(node, fault.Path)}: {fault.Message}", fault.Path));

    /// <summary>What looks like an expression to us is none in a value that is neither filled in nor evaluated.</summary>
    private static bool IsOnlyKept(string key, NodeDescriptor descriptor) =>
        descriptor.UnevaluatedKeys.Contains(key)
        && descriptor.ConfigSchema.Property("properties")?.Property(key)?.Text("x-widget") != "expression";

    private static string Where(NodeDefinition node, string path) => path.Length == 0
        ? DefinitionStructure.NameOf(node)
        : $"{DefinitionStructure.NameOf(node)}, {path.TrimStart('/').Replace("/", " › ")}";

    private IEnumerable<DefinitionProblem> OfPorts(WorkflowDefinition definition)
    {
        var nodes = definition.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        foreach (var edge in definition.Edges)
        {
            var (from, to) = (nodes[edge.From], nodes[edge.To]);
            var ports = catalogue.DescriptorOf(from.Type)!.OutputPortsOf(from.Config);
            var allowed = from.OnError == OnError.Port ? [.. ports, "error"] : ports;
            if (!allowed.Contains(edge.FromPort))
                yield return new(from.Id, edge.Id, null, "edge.unknown-port",
                    $"'{DefinitionStructure.NameOf(from)}' has no port '{edge.FromPort}'. It has: " +
                    $"{string.Join(", ", allowed)}.", ProblemSeverity.Error);
            if (catalogue.DescriptorOf(to.Type)!.IsTrigger)
                yield return new(to.Id, edge.Id, null, "edge.into-trigger",
                    $"'{DefinitionStructure.NameOf(to)}' is a trigger: runs start there, so nothing can lead into it.",
                    ProblemSeverity.Error);
            if (from.Parent != to.Parent)
                yield return new(to.Id, edge.Id, null, "edge.across-container",
                    "An edge cannot cross the border of a container. Connect the container itself instead.",
                    ProblemSeverity.Error);
        }
    }

    private IEnumerable<DefinitionProblem> OfShape(WorkflowDefinition definition)
    {
        var triggers = definition.Nodes.Where(node => catalogue.DescriptorOf(node.Type)!.IsTrigger).ToList();
        if (triggers.Count == 0)
            yield return new(null, null, null, "workflow.no-trigger",
                "Nothing starts this workflow. Add a trigger, such as Manual, Webhook or Schedule.", ProblemSeverity.Error);
        var next = definition.Edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        var reached = new HashSet<string>(triggers.Select(node => node.Id), StringComparer.Ordinal);
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var id))
            foreach (var to in next[id])
                if (reached.Add(to))
                    open.Enqueue(to);
        // The first nodes of a container's body have no edge leading in: the container itself starts them.
        foreach (var node in definition.Nodes.Where(node => node.Parent is null && !reached.Contains(node.Id)))
            if (triggers.Count > 0)
                yield return new(node.Id, null, null, "node.unreachable",
                    $"No path from a trigger leads to '{DefinitionStructure.NameOf(node)}', so it never runs.",
                    ProblemSeverity.Warning);
    }
}
