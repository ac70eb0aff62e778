using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Transform;

internal sealed class Calculator : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Calculator",
        Name = "Calculate",
        Category = NodeCategory.Transform,
        Description = "Adds a calculated field to its input.",
        Icon = "calculator",
        Tags = ["formula", "math", "sum", "compute",
            "code", "function", "script", "date", "sort", "limit", "duplicates", "split out", "stop and error"],
        Summary = "{{outputField}} = {{formula}}",
        IsPure = true,
        Outputs = [PortType.Of("The input and the result") with { KeepsInput = true, FieldsFrom = "outputField" }],
        UnevaluatedKeys = ["formula"],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["formula"],
              "properties": {
                "formula": {
                  "type": "string", "title": "Formula", "minLength": 1, "x-widget": "expression", "x-order": 1,
                  "description": "JSONata over the fields of the input, such as price * quantity."
                },
                "outputField": {
                  "type": "string", "title": "Field", "maxLength": 200, "default": "result", "x-order": 2,
                  "description": "The field that takes the result. Empty: the result alone goes on, without the input."
                }
              }
            }
            """),
        Documentation = """
            The output is the input with one field more (or changed). When the input is not an object, the output is an
            object with that field alone. With an empty `outputField` the output is the result itself.
            """,
        Examples =
        [
            new("Amount of an order line",
                NodeDescriptor.Schema("""{"formula": "price * quantity", "outputField": "amount"}""")),
            new("Total of all lines",
                NodeDescriptor.Schema("""{"formula": "$sum(lines.amount)", "outputField": "total"}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var formula = context.Config.Text("formula")
            ?? throw new NodeException("calculator.no-formula", "Give the formula to calculate.");
        var result = context.Evaluate(formula, default);
        var field = context.Config.Text("outputField") ?? "result";
        return new(NodeResult.Complete(field.Length == 0
            ? result.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : result
            : JsonShape.WithField(context.Input, field, result)));
    }
}
