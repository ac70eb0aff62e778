using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Jsonata;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Engine;

/// <summary>
/// A published version made ready to run: who follows whom, expressions parsed, node types found. Immutable; one for
/// all runs of the version on a node of the cluster.
/// </summary>
internal sealed class Plan(
    PublishedWorkflow workflow, PlanScope root, FrozenDictionary<string, PlanNode> nodes, ICallbacks? callbacks = null)
{
    private const int ExpressionCountMax = 10_000;

    private readonly ConcurrentDictionary<string, Template> _expressions = new(StringComparer.Ordinal);

    public PublishedWorkflow Published => workflow;

    /// <summary>Makes callback addresses; null where there is no web server.</summary>
    public ICallbacks? Callbacks => callbacks;

    /// <summary>The nodes outside any loop.</summary>
    public PlanScope Root => root;

    public bool HasTriggers { get; } = root.Nodes.Any(node => node.Descriptor.IsTrigger);

    public JsonElement Vars { get; } = workflow.Definition.Settings.Vars ?? JsonValues.EmptyObject;

    public PlanNode Node(string id) => nodes.TryGetValue(id, out var node)
        ? node
        : throw new InvalidOperationException($"Version {workflow.Version} of {workflow.Id} has no node '{id}'.");

    public PlanNode? Find(string id) => nodes.GetValueOrDefault(id);

    /// <summary>An expression that a node evaluates itself, parsed once.</summary>
    /// <exception cref="JsonataException">It does not parse.</exception>
    public Template Expression(string text)
    {
        if (_expressions.TryGetValue(text, out var known)) return known;
        var parsed = Template.ParseExpression(text);
        // Texts come from the definition, so there are few; the limit is for nodes that make them up as they go.
        if (_expressions.Count < ExpressionCountMax) _expressions.TryAdd(text, parsed);
        return parsed;
    }

    /// <summary>The nodes that come after these, in their own scope, not counting themselves.</summary>
    public static IReadOnlyCollection<PlanNode> Downstream(IEnumerable<PlanNode> of)
    {
        var found = new HashSet<PlanNode>();
        var todo = new Queue<PlanNode>(of);
        while (todo.TryDequeue(out var node))
        {
            foreach (var edge in node.Outgoing)
                if (found.Add(edge.To)) todo.Enqueue(edge.To);
        }
        return found;
    }
}

/// <summary>The workflow itself, or the body of a loop. Nodes stand in an order in which each follows its sources.</summary>
internal sealed class PlanScope(PlanNode? container)
{
    public PlanNode? Container => container;

    public IReadOnlyList<PlanNode> Nodes { get; set; } = [];
}

internal sealed record PlanEdge(PlanNode From, string Port, PlanNode To);

internal sealed class PlanNode(NodeDefinition definition, INode? node, NodeDescriptor descriptor, ConfigTemplate config)
{
    public string Id => definition.Id;

    public NodeDefinition Definition => definition;

    /// <summary>The type, with its version where a plug-in brings it.</summary>
    public string TypeName => $"{definition.Type} {definition.TypeVersion}".TrimEnd();

    /// <summary>Null when the type is not installed here (any more): its steps fail and say so.</summary>
    public INode? Node => node;

    public NodeDescriptor Descriptor => descriptor;

    public ConfigTemplate Config => config;

    /// <summary>The scope that the node is part of.</summary>
    public required PlanScope Scope { get; init; }

    /// <summary>Its place among the nodes of the scope.</summary>
    public int Place { get; set; }

    /// <summary>The body of a loop; null for other nodes.</summary>
    public PlanScope? Body { get; set; }

    /// <summary>How many loops enclose the node: the number of parts of its iterations.</summary>
    public int Depth { get; init; }

    public List<PlanEdge> Incoming { get; } = [];

    public List<PlanEdge> Outgoing { get; } = [];

    public bool IsPure => descriptor.IsPure;

    public TimeSpan? Timeout => definition.TimeoutSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    public int RetryCount => definition.Retry?.Count ?? 0;

    public string FirstPort => descriptor.OutputPorts.Count > 0 ? descriptor.OutputPorts[0] : "out";
}

/// <summary>Addresses by which a waiting step is called back; the same ones on every node and at every replay.</summary>
internal interface ICallbacks
{
    /// <summary>The functions that expressions of this run may call.</summary>
    IReadOnlyDictionary<string, HostFunction> Functions(TenantId tenant, Guid runId, string iteration);
}
