using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Transform;

internal sealed class Format : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Format",
        Name = "Format text",
        Category = NodeCategory.Transform,
        Description = "Writes a text with values filled in and adds it to its input.",
        Icon = "text-cursor-input",
        Tags = ["text", "template", "string", "message", "html", "markdown"],
        Summary = "{{outputField}}",
        IsPure = true,
        Outputs = [PortType.Of("The input and the text") with { KeepsInput = true, FieldsFrom = "outputField" }],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["template"],
              "properties": {
                "template": {
                  "type": "string", "title": "Text", "x-widget": "longText", "x-order": 1,
                  "description": "Expressions in double braces are filled in: Dear {{ name }}."
                },
                "outputField": {
                  "type": "string", "title": "Field", "minLength": 1, "maxLength": 200, "default": "text", "x-order": 2
                }
              }
            }
            """),
        Documentation = """
            Numbers and dates are written by JSONata's functions: `{{ $formatNumber(total, '#,##0.00') }}`,
            `{{ $fromMillis($toMillis(date), '[D1].[M1].[Y]') }}`.
            """,
        Examples =
        [
            new("A line of a message", NodeDescriptor.Schema(
                """{"template": "Total: {{ $formatNumber(total, '#,##0.00') }} t", "outputField": "line"}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        // A text that is one expression keeps its type, but here a text was asked for.
        var value = context.Config.Property("template") ?? JsonSerializer.SerializeToElement("");
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return new(NodeResult.Complete(JsonShape.WithField(
            context.Input, context.Config.Text("outputField") ?? "text", JsonSerializer.SerializeToElement(text))));
    }
}
