using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Logic;

internal sealed class Conditional : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Conditional",
        Name = "If",
        Category = NodeCategory.Logic,
        Description = "Goes one way when a condition holds and another when it does not.",
        Icon = "split",
        Tags = ["if", "branch", "condition", "else"],
        Summary = "{{condition}}",
        OutputPorts = ["true", "false"],
        IsPure = true,
        Outputs = [PortType.Of("The input") with { KeepsInput = true }],
        UnevaluatedKeys = ["condition"],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["condition"],
              "properties": {
                "condition": {
                  "type": ["string", "boolean"], "title": "Condition", "x-widget": "expression", "x-order": 1,
                  "description": "Over the fields of the input, such as amount > 1000."
                }
              }
            }
            """),
        Documentation = """
            The output is the input, on port `true` or `false`. What counts as true is JSONata's rule: nothing, null, zero,
            empty text, empty arrays and empty objects do not.
            """,
        Examples = [new("Large amounts", NodeDescriptor.Schema("""{"condition": "{{ amount > 1000 }}"}"""))],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var condition = context.Config.Text("condition")
            ?? throw new NodeException("conditional.no-condition", "Give the condition to decide by.");
        var holds = context.Evaluate(condition, default).IsTruthy();
        return new(NodeResult.Complete(context.Input, holds ? "true" : "false"));
    }
}
