using System.Text.Json;
using ConcertMaster.JsonSchema;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Validating;

internal sealed record ValidationProblem(string Path, string Code, string Message);

internal sealed class DataValidatorNode : INode
{
    private static readonly SchemaOptions Options = new() { AssertFormats = true };

    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "DataValidator",
        Name = "Check data",
        Category = NodeCategory.Transform,
        Description = "Checks data against a JSON Schema, rules, and its own history.",
        Icon = "shield-check",
        Tags = ["validate", "schema", "rules", "outlier", "quality"],
        IsPure = true,
        Input = PortType.Of("Data, or an answer to a form", "answers"),
        Outputs = [PortType.Of("The input and what was found", "validation") with { KeepsInput = true }],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "properties": {
                "data": { "title": "Data",
                  "description": "The answers of a form, or the whole input, when left out." },
                "schema": { "title": "JSON Schema", "x-widget": "code", "type": "object" },
                "rules": { "type": "array", "title": "Rules", "items": { "type": "object", "required": ["condition", "message"],
                  "properties": {
                    "field": { "type": "string", "title": "Field" },
                    "condition": { "title": "Must hold" },
                    "message": { "type": "string", "title": "Otherwise say" } } } },
                "outliers": { "type": "array", "title": "Outliers", "items": { "type": "object", "required": ["field", "history"],
                  "properties": {
                    "field": { "type": "string", "title": "Field" },
                    "history": { "title": "Earlier values",
                      "description": "Numbers, or objects with a `value`." },
                    "k": { "type": "number", "title": "Standard deviations", "exclusiveMinimum": 0, "default": 3 } } } }
              }
            }
            """),
        Documentation = """
            The output is the input with `validation: {valid, problems, outliers, checks}`.

            `problems` are faults of schema and rules; `valid` is false when there is one. A number is an outlier when it
            lies more than *k* sample standard deviations from the mean of its earlier values; with fewer than three of
            them there is no verdict. An outlier is no fault: let a *Conditional* send it to a *Review*.
            """,
        Examples =
        [
            new("Compare with the sender's own history", NodeDescriptor.Schema("""
                { "outliers": [{ "field": "total", "k": 3,
                  "history": "{{ $lookup($steps.history.groups, $item.recipient.reference).total }}" }] }
                """)),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var config = context.Config;
        var data = config.Find("data") ?? context.Input.Find("answers") ?? context.Input;
        List<ValidationProblem> problems = [.. BySchema(config, data), .. ByRules(config)];
        var checks = Checks(config, data).ToList();
        return ValueTask.FromResult<NodeResult>(NodeResult.Complete(context.Input.With("validation", new
        {
            valid = problems.Count == 0,
            problems,
            outliers = checks.Where(check => check.IsOutlier),
            checks,
        })));
    }

    private static IEnumerable<ValidationProblem> BySchema(JsonElement config, JsonElement data)
    {
        if (config.Find("schema") is not { } schema) return [];
        try
        {
            return Schema.Compile(schema, Options).Validate(data).Errors
                .Select(error => new ValidationProblem(error.InstanceLocation, error.Keyword, error.Message));
        }
        catch (SchemaException fault)
        {
            throw new NodeException("validator.schema-invalid", $"The schema cannot be used: {fault.Message}", inner: fault);
        }
    }

    private static IEnumerable<ValidationProblem> ByRules(JsonElement config) =>
        List(config, "rules").Take(OutputLimits.RuleCountMax)
            .Where(rule => rule.Find("condition") is not { ValueKind: JsonValueKind.True })
            .Select(rule => new ValidationProblem(
                rule.FindText("field") is { } field ? $"/{field}" : "", "rule", rule.FindText("message") ?? "A rule does not hold."));

    private static IEnumerable<OutlierCheck> Checks(JsonElement config, JsonElement data)
    {
        foreach (var rule in List(config, "outliers").Take(OutputLimits.RuleCountMax))
        {
            var field = rule.FindText("field") ?? "";
            if (data.Find(field) is not { ValueKind: JsonValueKind.Number } value) continue;
            var k = rule.Find("k") is { ValueKind: JsonValueKind.Number } given ? given.GetDouble() : Outliers.DefaultK;
            if (Outliers.Check(field, value.GetDouble(), Numbers(rule.Find("history")), k) is { } check) yield return check;
        }
    }

    private static IEnumerable<JsonElement> List(JsonElement config, string name) =>
        config.Find(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    // JSONata gives a single value without its array.
    private static List<double> Numbers(JsonElement? history) => history switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Number).OfType<double>()],
        { } one => Number(one) is { } number ? [number] : [],
        null => [],
    };

    private static double? Number(JsonElement item) => item switch
    {
        { ValueKind: JsonValueKind.Number } => item.GetDouble(),
        _ when item.Find("value") is { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        _ => null,
    };
}
