using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Transform;

internal sealed class DataMapper : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "DataMapper",
        Name = "Map data",
        Category = NodeCategory.Transform,
        Description = "Builds an object of the fields you name.",
        Icon = "shuffle",
        Tags = ["set", "fields", "transform", "rename", "edit fields", "keys"],
        IsPure = true,
        Outputs =
        [
            PortType.Of("The input and the fields") with
            {
                KeepsInput = true, FieldsFrom = "mapping", When = NodeDescriptor.Schema("""{"keepInput": true}"""),
            },
            PortType.Of("The fields") with { FieldsFrom = "mapping" },
        ],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["mapping"],
              "properties": {
                "mapping": {
                  "type": "object", "title": "Fields", "x-widget": "keyValue", "x-order": 1,
                  "additionalProperties": {},
                  "description": "Each field with its value; {{ … }} holds an expression."
                },
                "keepInput": {
                  "type": "boolean", "title": "Keep the input's other fields", "default": false, "x-order": 2
                }
              }
            }
            """),
        Documentation = """
            A value that is one expression keeps its type, so `"{{ total }}"` stays a number; mixed text becomes text. With
            `keepInput` the fields are added to those of the input.
            """,
        Examples =
        [
            new("Name the supplier and the total", NodeDescriptor.Schema(
                """{"mapping": {"supplier": "{{ body.name }}", "total": "{{ $sum(body.lines.amount) }}"}}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var mapped = context.Config.Property("mapping") ?? JsonValues.EmptyObject;
        return new(NodeResult.Complete(
            context.Config.Flag("keepInput") ? JsonShape.Combine([context.Input, mapped]) : mapped));
    }
}
