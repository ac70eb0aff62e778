using System.Text.Json;
using ConcertMaster.Sdk;

namespace UnrulyNodes;

/// <summary>Node types as careless people write them, for tests of what a plug-in can do to the host.</summary>
public abstract class Unruly(string type) : INode
{
    public NodeDescriptor Descriptor => new()
    {
        Type = type, Name = type, Category = NodeCategory.Transform, Description = "Does harm.", Icon = "bomb",
        ConfigSchema = NodeDescriptor.Schema("""{"type": "object"}"""), IsPure = true,
    };

    public abstract ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct);
}

/// <summary>Tells which version of the assembly ran.</summary>
public sealed class WhichVersion() : Unruly("WhichVersion")
{
    public override ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        new(NodeResult.Complete(new { version = GetType().Assembly.GetName().Version!.ToString(3) }));
}

public sealed class Throws() : Unruly("Throws")
{
    public override ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        throw new InvalidOperationException("nobody thought of this");
}

/// <summary>Blocks its thread and does not listen to its token.</summary>
public sealed class Hangs() : Unruly("Hangs")
{
    public override ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        new ManualResetEventSlim().Wait(CancellationToken.None);
        return default;
    }
}

public sealed class ReturnsNothing() : Unruly("ReturnsNothing")
{
    public override ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) => new((NodeResult)null!);
}

/// <summary>A name that the product uses itself.</summary>
public sealed class Clash() : Unruly("Calculator")
{
    public override ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) => default;
}

public sealed class CannotBeMade : INode
{
    public CannotBeMade() => throw new NotSupportedException("not on this machine");

    public NodeDescriptor Descriptor => throw new NotSupportedException();

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) => default;
}
