using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Logic;

internal sealed class Merge : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Merge",
        Name = "Merge",
        Category = NodeCategory.Logic,
        Description = "Brings branches together and makes one value of what they bring.",
        Icon = "merge",
        Tags = ["join", "combine", "wait"],
        Summary = "{{mode}}",
        IsPure = true,
        TakesInputsApart = true,
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "properties": {
                "mode": {
                  "type": "string", "title": "How", "default": "combine", "x-order": 1,
                  "enum": ["combine", "append", "byNode", "first"],
                  "description": "Fields of all in one object, one list of all, one field per branch, or the first."
                }
              }
            }
            """),
        Documentation = """
            Runs when every incoming edge is decided and at least one is taken; branches that were not taken bring nothing.
            With the node's join set to *any* it runs at the first branch that arrives.
            """,
        Examples = [new("One object of all fields", NodeDescriptor.Schema("""{"mode": "combine"}"""))],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var inputs = context.Input.EnumerateObject().Select(member => member.Value).ToList();
        return new(NodeResult.Complete((context.Config.Text("mode") ?? "combine") switch
        {
            "append" => JsonShape.ArrayOf(inputs.SelectMany(JsonShape.Items)),
            "byNode" => context.Input,
            "first" => inputs.Count == 0 ? JsonValues.Null : inputs[0],
            _ => JsonShape.Combine(inputs),
        }));
    }
}
