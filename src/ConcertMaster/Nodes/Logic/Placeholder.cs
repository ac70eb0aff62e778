using System.Text.Json;
using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes.Logic;

/// <summary>
/// Holds a place in the drawing: for a step that is not decided yet, or one that was imported from elsewhere and is not
/// known here. It never runs: a workflow with one is published only when it is switched off.
/// </summary>
internal sealed class Placeholder : ICheckedNode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Placeholder",
        Name = "Placeholder",
        Category = NodeCategory.Logic,
        Description = "Holds the place of a step that is still to be decided.",
        Icon = "square-dashed",
        Tags = ["todo", "later", "unknown", "import", "no operation"],
        Summary = "{{what}} {{from}}",
        IsPure = true,
        UnevaluatedKeys = ["from", "original"],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "properties": {
                "what": {
                  "type": "string", "title": "What happens here", "maxLength": 500, "x-order": 1,
                  "description": "In your words, for whoever draws the rest."
                },
                "from": {"type": "string", "title": "It was", "maxLength": 200, "x-order": 2},
                "original": {
                  "type": "object", "title": "As it was", "x-widget": "code", "x-order": 3,
                  "description": "What an import kept, without credentials."
                }
              }
            }
            """),
        Documentation = """
            Draw first, decide later. Steps that an import does not know come in as placeholders too and keep their
            settings, so that nothing of the drawing is lost. It keeps a workflow from being published until another
            step takes its place, or until it is switched off; its input then goes on as it is.
            """,
        Examples = [new("Still open", NodeDescriptor.Schema("""{"what": "Tell the warehouse"}"""))],
    };

    public IEnumerable<ConfigFault> Check(JsonElement config, DateTimeOffset now) =>
        [new("", "placeholder.undecided", "Put a step in the place of this placeholder, or switch it off.")];

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        throw new NodeException("placeholder.undecided", "A placeholder does nothing. Put a step in its place.");
}
