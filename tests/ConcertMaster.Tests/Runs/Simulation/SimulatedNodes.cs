using System.Diagnostics.CodeAnalysis;
using ConcertMaster.Nodes;
using ConcertMaster.Nodes.Logic;
using ConcertMaster.Nodes.Triggers;
using ConcertMaster.Sdk;

namespace ConcertMaster.Tests.Runs.Simulation;

/// <summary>The node types of simulated workflows: each kind of step that the engine treats differently.</summary>
internal sealed class SimulatedNodes : INodeCatalogue
{
    private static readonly Dictionary<string, INode> Nodes = new INode[]
    {
        new ManualTrigger(), new Loop(), new Pure(), new Branch(), new Effect(), new Signalled(), new Timed(), new Asking(),
    }.ToDictionary(node => node.Descriptor.Type);

    public IReadOnlyList<NodeDescriptor> Descriptors { get; } = [.. Nodes.Values.Select(node => node.Descriptor)];

    public bool TryFind(string type, [NotNullWhen(true)] out INode? node) => Nodes.TryGetValue(type, out node);

    private static NodeDescriptor Describe(string type, bool isPure, params string[] ports) => new()
    {
        Type = type,
        Name = type,
        Category = NodeCategory.Logic,
        Description = type,
        Icon = "circle",
        ConfigSchema = NodeDescriptor.Schema("{}"),
        IsPure = isPure,
        OutputPorts = ports.Length == 0 ? ["out"] : ports,
    };

    private sealed class Pure : INode
    {
        public NodeDescriptor Descriptor { get; } = Describe("Pure", isPure: true);

        public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
            new(NodeResult.Complete(new { by = context.NodeId, context.Iteration, context.Now }));
    }

    private sealed class Branch : INode
    {
        public NodeDescriptor Descriptor { get; } = Describe("Branch", isPure: true, "true", "false");

        public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
            new(NodeResult.Complete(context.Input, (context.NodeId[^1] + context.Iteration.Length) % 2 == 0 ? "true" : "false"));
    }

    private sealed class Effect : INode
    {
        public NodeDescriptor Descriptor { get; } = Describe("Effect", isPure: false);

        public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
            throw new NotSupportedException("The simulation decides on the outcome.");
    }

    private sealed class Signalled : IWaitingNode
    {
        public NodeDescriptor Descriptor { get; } = Describe("Signalled", isPure: true);

        public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
            new(new NodeResult.Waiting("callback", "A signal"));

        public NodeResult Resume(NodeContext context, WaitProgress progress) => progress.Signals.Count >= 2
            ? NodeResult.Complete(new { heard = progress.Signals.Count })
            : new NodeResult.Waiting("callback", $"{progress.Signals.Count} of 2 signals");
    }

    private sealed class Timed : IWaitingNode
    {
        public NodeDescriptor Descriptor { get; } = Describe("Timed", isPure: true);

        public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
            new(new NodeResult.Waiting("timer", "A moment", context.Now.AddSeconds(30)));

        public NodeResult Resume(NodeContext context, WaitProgress progress) => progress.IsDue
            ? NodeResult.Complete(context.Input)
            : new NodeResult.Waiting("timer", "A moment", context.Now.AddSeconds(30));
    }

    /// <summary>Asks somebody outside, then waits for the answer; "no" fails the step.</summary>
    private sealed class Asking : IWaitingNode
    {
        public NodeDescriptor Descriptor { get; } = Describe("Asking", isPure: false);

        public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
            throw new NotSupportedException("The simulation decides on the outcome.");

        public NodeResult Resume(NodeContext context, WaitProgress progress) => progress.Signals switch
        {
            [] => new NodeResult.Waiting("answer", "An answer"),
            [.., { Key: "no" }] => new NodeResult.Failed("asking.refused", "The answer was no."),
            [.., var answer] => NodeResult.Complete(answer.Data),
        };
    }
}
