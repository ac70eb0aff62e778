using System.Text.Json;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Workflows;

namespace ConcertMaster.Tests.Runs.Simulation;

/// <summary>Workflows made up by chance: branches, joins, error ports, retries, waits and a loop.</summary>
internal static class SimulatedWorkflow
{
    private static readonly string[] Types = ["Pure", "Branch", "Effect", "Effect", "Asking", "Signalled", "Timed", "Loop"];

    public static Plan Generate(Random chance)
    {
        var nodes = new List<NodeDefinition> { new("n0", "ManualTrigger") };
        var edges = new List<EdgeDefinition>();
        var count = chance.Next(2, 7);
        for (var i = 1; i <= count; i++)
        {
            var node = Behaviour(new NodeDefinition($"n{i}", Types[chance.Next(Types.Length)]), chance);
            if (node.Type == "Loop") node = AddBody(node, nodes, edges, chance);
            var sources = nodes.Where(other => other.Parent is null).ToList();
            foreach (var source in sources.OrderBy(_ => chance.Next()).Take(chance.Next(1, 3)))
                edges.Add(new($"e{edges.Count}", source.Id, node.Id, PortOf(source, chance)));
            nodes.Add(node);
        }
        var definition = new WorkflowDefinition
        {
            Nodes = nodes,
            Edges = edges,
            Settings = new() { TimeoutSeconds = chance.Next(4) == 0 ? chance.Next(1, 300) : null },
        };
        return PlanCompiler.Compile(
            new(new(Guid.Empty), "simulated", 1, "hash", definition), new SimulatedNodes());
    }

    private static NodeDefinition Behaviour(NodeDefinition node, Random chance) => node with
    {
        Join = chance.Next(5) == 0 ? JoinMode.Any : JoinMode.All,
        OnError = chance.Next(5) switch { 0 => OnError.Continue, 1 => OnError.Port, _ => OnError.Stop },
        Retry = new RetryPolicy(chance.Next(3), BackoffSeconds: 5),
    };

    private static NodeDefinition AddBody(
        NodeDefinition loop, List<NodeDefinition> nodes, List<EdgeDefinition> edges, Random chance)
    {
        var first = Behaviour(new($"{loop.Id}a", chance.Next(2) == 0 ? "Effect" : "Timed"), chance) with { Parent = loop.Id };
        var second = Behaviour(new($"{loop.Id}b", chance.Next(2) == 0 ? "Effect" : "Pure"), chance) with { Parent = loop.Id };
        nodes.Add(first);
        nodes.Add(second);
        edges.Add(new($"e{edges.Count}", first.Id, second.Id));
        if (loop.Parent is null && chance.Next(3) == 0)
        {
            var inner = AddBody(new($"{loop.Id}c", "Loop") { Parent = loop.Id }, nodes, edges, chance);
            nodes.Add(inner);
            edges.Add(new($"e{edges.Count}", second.Id, inner.Id));
        }
        return loop with
        {
            Config = JsonSerializer.SerializeToElement(new
            {
                items = Enumerable.Range(0, chance.Next(4)),
                concurrency = chance.Next(1, 3),
                failuresTolerated = chance.Next(-1, 2),
            }),
        };
    }

    private static string PortOf(NodeDefinition node, Random chance) => node.Type switch
    {
        "Branch" => chance.Next(2) == 0 ? "true" : "false",
        _ when node.OnError == OnError.Port && chance.Next(3) == 0 => "error",
        _ => "out",
    };
}
