using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Transform;

internal sealed class Filter : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Filter",
        Name = "Filter",
        Category = NodeCategory.Transform,
        Description = "Keeps the items of a list that meet a condition.",
        Icon = "filter",
        Tags = ["list", "where", "select"],
        Summary = "where {{condition}}",
        IsPure = true,
        Input = PortType.List("List"),
        Outputs = [PortType.List("Items that are kept")],
        UnevaluatedKeys = ["condition"],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["condition"],
              "properties": {
                "items": {
                  "title": "Items", "default": "{{ $input }}", "x-order": 1,
                  "description": "The list, usually an expression such as {{ body.lines }}."
                },
                "condition": {
                  "type": "string", "title": "Condition", "minLength": 1, "x-widget": "expression", "x-order": 2,
                  "description": "Over the fields of an item, such as amount > 100; $item and $index are known too."
                }
              }
            }
            """),
        Documentation = "The output is the array of items for which the condition counts as true, in their order.",
        Examples =
        [
            new("Large lines", NodeDescriptor.Schema(
                """{"items": "{{ body.lines }}", "condition": "amount > 100"}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var condition = context.Config.Text("condition")
            ?? throw new NodeException("filter.no-condition", "Give the condition that an item must meet.");
        var items = JsonShape.Items(context.Config.Property("items") ?? context.Input);
        var kept = items.Where((item, index) =>
            context.Evaluate(condition, new(item, index, item)).IsTruthy()).ToList();
        return new(NodeResult.Complete(JsonShape.ArrayOf(kept)));
    }
}
