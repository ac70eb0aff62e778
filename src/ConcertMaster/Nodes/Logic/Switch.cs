using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Logic;

internal sealed class Switch : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Switch",
        Name = "Switch",
        Category = NodeCategory.Logic,
        Description = "Goes one of several ways, by a value.",
        Icon = "git-branch",
        Tags = ["case", "branch", "route"],
        Summary = "by {{value}}",
        OutputPorts = ["default"],
        DynamicPorts = "cases",
        IsPure = true,
        Outputs = [PortType.Of("The input") with { KeepsInput = true }],
        UnevaluatedKeys = ["value"],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["cases"],
              "properties": {
                "value": {
                  "type": "string", "title": "Value", "x-widget": "expression", "x-order": 1,
                  "description": "What is compared, such as region."
                },
                "cases": {
                  "type": "array", "title": "Cases", "minItems": 1, "maxItems": 50, "x-order": 2,
                  "items": {
                    "type": "object",
                    "required": ["port"],
                    "properties": {
                      "port": {
                        "type": "string", "title": "Way", "pattern": "^[A-Za-z0-9_-]{1,40}$", "x-order": 1,
                        "not": {"enum": ["default", "error"]}
                      },
                      "equals": {"title": "Equals", "x-order": 2},
                      "when": {
                        "title": "Or when", "x-order": 3,
                        "description": "An expression in double braces; taken when it counts as true."
                      }
                    }
                  }
                }
              }
            }
            """),
        Documentation = """
            The output is the input, on the port of the first case that fits, or on `default`. A number and the same number
            written as text are equal.
            """,
        Examples =
        [
            new("By region", NodeDescriptor.Schema(
                """{"value": "region", "cases": [{"port": "eu", "equals": "EU"}, {"port": "us", "equals": "US"}]}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var value = context.Config.Text("value") is { Length: > 0 } text
            ? context.Evaluate(text, default)
            : JsonValues.Null;
        foreach (var candidate in JsonShape.Items(context.Config.Property("cases") ?? JsonValues.EmptyArray))
        {
            if (Fits(candidate, value))
                return new(NodeResult.Complete(context.Input, candidate.Text("port") ?? "default"));
        }
        return new(NodeResult.Complete(context.Input, "default"));
    }

    private static bool Fits(JsonElement candidate, JsonElement value) =>
        (candidate.Property("equals") is { } expected && JsonShape.SameValue(expected, value))
        || (candidate.Property("when") is { } condition && condition.IsTruthy());
}
