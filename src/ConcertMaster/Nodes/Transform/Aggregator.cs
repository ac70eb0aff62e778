using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Transform;

internal sealed class Aggregator : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Aggregator",
        Name = "Aggregate",
        Category = NodeCategory.Transform,
        Description = "Groups the items of a list and sums, counts or averages each group.",
        Icon = "sigma",
        Tags = ["group", "sum", "count", "average", "total", "summarize"],
        Summary = "by {{groupBy}}",
        IsPure = true,
        Input = PortType.List("List"),
        Outputs = [PortType.List("One object per group")],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["measures"],
              "properties": {
                "items": {
                  "title": "Items", "default": "{{ $input }}", "x-order": 1,
                  "description": "The list, usually an expression such as {{ responses }}."
                },
                "groupBy": {
                  "title": "Group by", "x-order": 2,
                  "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
                  "description": "A field or several, dots reach into objects. Empty: one group of all items."
                },
                "measures": {
                  "type": "array", "title": "Measures", "minItems": 1, "x-order": 3,
                  "items": {
                    "type": "object",
                    "required": ["function"],
                    "properties": {
                      "field": {"type": "string", "title": "Field", "x-order": 1},
                      "function": {
                        "type": "string", "title": "Function", "default": "sum", "x-order": 2,
                        "enum": ["sum", "average", "min", "max", "count", "countDistinct", "median", "first", "last",
                                 "list"]
                      },
                      "as": {"type": "string", "title": "Name of the result", "x-order": 3}
                    }
                  }
                }
              }
            }
            """),
        Documentation = """
            The output is an array with one object per group, in the order in which the groups first appear: the grouping
            fields, then the measures. Items without a number in the field are left out of sums and averages.
            """,
        Examples =
        [
            new("Emissions by country", NodeDescriptor.Schema("""
                {"items": "{{ responses }}", "groupBy": "country",
                 "measures": [{"field": "tonnes", "function": "sum", "as": "total"}]}
                """)),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var items = JsonShape.Items(context.Config.Property("items") ?? context.Input);
        var fields = context.Config.Property("groupBy") is { } groupBy
            ? JsonShape.Items(groupBy).Where(field => field.ValueKind == JsonValueKind.String)
                .Select(field => field.GetString()!).Where(field => field.Length > 0).ToList()
            : [];
        var measures = JsonShape.Items(context.Config.Property("measures") ?? JsonValues.EmptyArray);
        var groups = items
            .Select(item => (Item: item, Key: KeyOf(item, fields)))
            .GroupBy(pair => string.Join('\u001f', pair.Key.Select(part => part.GetRawText())), StringComparer.Ordinal)
            .Select(group => GroupOf(group.First().Key, fields, [.. group.Select(pair => pair.Item)], measures));
        return new(NodeResult.Complete(JsonShape.ArrayOf(groups)));
    }

    private static List<JsonElement> KeyOf(JsonElement item, List<string> fields) =>
        [.. fields.Select(field => JsonShape.At(item, field) ?? JsonValues.Null)];

    private static JsonElement GroupOf(
        List<JsonElement> key, List<string> fields, List<JsonElement> items, IReadOnlyList<JsonElement> measures)
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++) result[fields[i].Split('.')[^1]] = key[i];
        foreach (var measure in measures)
        {
            var function = measure.Text("function") ?? "sum";
            var field = measure.Text("field");
            result[measure.Text("as") ?? (field is null ? function : $"{function}_{field}")] =
                Measure(function, field is null
                    ? items
                    : [.. items.Select(item => JsonShape.At(item, field)).Where(value => value is not null)
                        .Select(value => value!.Value)]);
        }
        return JsonShape.ObjectOf(result);
    }

    private static JsonElement Measure(string function, List<JsonElement> values)
    {
        var numbers = values.Select(value => JsonShape.Number(value)).Where(number => number is not null)
            .Select(number => number!.Value).ToList();
        return function switch
        {
            "sum" => Number(numbers.Sum()),
            "average" => numbers.Count == 0 ? JsonValues.Null : Number(numbers.Average()),
            "min" => numbers.Count == 0 ? JsonValues.Null : Number(numbers.Min()),
            "max" => numbers.Count == 0 ? JsonValues.Null : Number(numbers.Max()),
            "median" => numbers.Count == 0 ? JsonValues.Null : Number(Median(numbers)),
            "count" => Number(values.Count),
            "countDistinct" => Number(values.Select(value => value.GetRawText()).Distinct(StringComparer.Ordinal).Count()),
            "first" => values.Count == 0 ? JsonValues.Null : values[0],
            "last" => values.Count == 0 ? JsonValues.Null : values[^1],
            "list" => JsonShape.ArrayOf(values),
            _ => throw new NodeException("aggregator.unknown-function", $"There is no function '{function}'."),
        };
    }

    private static decimal Median(List<decimal> numbers)
    {
        numbers.Sort();
        var middle = numbers.Count / 2;
        return numbers.Count % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    private static JsonElement Number(decimal value) => JsonSerializer.SerializeToElement(value);
}
