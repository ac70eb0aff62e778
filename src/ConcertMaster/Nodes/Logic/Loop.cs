using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes.Logic;

/// <summary>The engine itself runs the body; this class only describes the node.</summary>
internal sealed class Loop : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Loop",
        Name = "For each",
        Category = NodeCategory.Logic,
        Description = "Runs the nodes inside it once for each item of a list.",
        Icon = "repeat",
        Tags = ["each", "list", "iterate", "batch", "loop over items", "split in batches", "repeat"],
        Input = PortType.List("List"),
        Outputs = [PortType.List("Results, in the order of the items")],
        Summary = "{{items}}",
        IsPure = true,
        IsContainer = true,
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["items"],
              "properties": {
                "items": {
                  "title": "Items", "default": "{{ $input }}", "x-order": 1,
                  "description": "The list, usually an expression such as {{ body.lines }}. At most 100,000 items."
                },
                "concurrency": {
                  "type": "integer", "title": "At once", "minimum": 1, "maximum": 100, "default": 1, "x-order": 2,
                  "description": "How many items are worked on at the same time."
                },
                "failuresTolerated": {
                  "type": "integer", "title": "Failures tolerated", "minimum": -1, "default": 0, "x-order": 3,
                  "description": "Items that may fail before the loop does; -1 for any number."
                }
              }
            }
            """),
        Documentation = """
            Nodes inside carry the loop's id as `parent`. The first of them get the item as their input; `$item` and `$index`
            are known to all. The output is the array of the results in the order of the items: the output of the last step
            of the body, or `{"error": {code, message}}` for an item that failed and was tolerated. Loops may be nested.
            """,
        Examples =
        [
            new("Each line, four at once",
                NodeDescriptor.Schema("""{"items": "{{ body.lines }}", "concurrency": 4}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        throw new NotSupportedException("The engine runs the body of a loop.");
}
