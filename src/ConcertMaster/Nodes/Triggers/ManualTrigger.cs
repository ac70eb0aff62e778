using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes.Triggers;

internal sealed class ManualTrigger : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "ManualTrigger",
        Name = "Start by hand",
        Category = NodeCategory.Trigger,
        Description = "Starts a run when somebody presses Run, or when a program asks for it.",
        Icon = "play",
        Tags = ["start", "button", "api", "execute", "click"],
        IsTrigger = true,
        IsPure = true,
        Outputs = [PortType.Anything("What it is started with")],
        ConfigSchema = NodeDescriptor.Schema("""{"type": "object", "properties": {}}"""),
        Documentation = """
            A run started from the product or by `POST /api/workflows/{id}/run` begins here. Its output is the input that
            was given, or an empty object.
            """,
        Examples = [new("Start by hand", NodeDescriptor.Schema("{}"))],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        new(NodeResult.Complete(context.Input));
}
