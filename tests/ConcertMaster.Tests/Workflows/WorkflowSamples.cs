using System.Text.Json;
using ConcertMaster.Nodes;
using ConcertMaster.Sdk;
using ConcertMaster.Workflows;

namespace ConcertMaster.Tests.Workflows;

/// <summary>Definitions and node types for specifications, without a database or a host.</summary>
internal static class WorkflowSamples
{
    public static readonly WorkflowId Id = new(Guid.Parse("0195f000-0000-7000-8000-000000000001"));

    public static readonly INodeCatalogue Catalogue = new FixedCatalogue(
        new SampleNode("Start") { IsTrigger = true },
        new SampleNode("Step") { Schema = """{"type":"object","properties":{"count":{"type":"integer","minimum":1}}}""" },
        new SampleNode("Choice") { Ports = ["true", "false"] },
        new SampleNode("Each") { IsContainer = true });

    public static NodeDefinition Node(string id, string type = "Step", string config = "{}", string? parent = null) =>
        new(id, type) { Name = id, Config = Json(config), Parent = parent };

    public static EdgeDefinition Edge(string from, string to, string port = "out") =>
        new($"{from}-{port}-{to}", from, to, port);

    public static WorkflowDefinition Definition(NodeDefinition[] nodes, params EdgeDefinition[] edges) =>
        new() { Nodes = nodes, Edges = edges };

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();

    public static INodeCatalogue CatalogueOf(params NodeDescriptor[] types) =>
        new FixedCatalogue([.. types.Select(type => new SampleNode(type.Type) { Descriptor = type })]);

    private sealed class FixedCatalogue(params SampleNode[] nodes) : INodeCatalogue
    {
        public IReadOnlyList<NodeDescriptor> Descriptors { get; } = [.. nodes.Select(node => node.Descriptor)];

        public bool TryFind(string type, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out INode? node) =>
            (node = nodes.FirstOrDefault(known => known.Descriptor.Type == type)) is not null;
    }

    private sealed class SampleNode(string type) : INode
    {
        public bool IsTrigger { get; init; }
        public bool IsContainer { get; init; }
        public string Schema { get; init; } = """{"type":"object"}""";
        public string[] Ports { get; init; } = ["out"];

        public NodeDescriptor Descriptor
        {
            get => field ??= new NodeDescriptor
            {
                Type = type, Name = type, Category = NodeCategory.Logic, Description = "", Icon = "box",
                ConfigSchema = Json(Schema), OutputPorts = Ports, IsTrigger = IsTrigger, IsContainer = IsContainer,
            };
            init;
        }

        public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
            ValueTask.FromResult<NodeResult>(NodeResult.Complete(context.Input));
    }
}
