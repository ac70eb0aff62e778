using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.Nodes;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Workflows;

/// <summary>
/// Settings that read what surely never comes. Only expressions that are one path are looked at, as
/// <c>{{ $input.rows }}</c> is: of others nothing is sure. The browser says the same by
/// <c>ui/src/graph/check/readings.ts</c>.
/// </summary>
internal static partial class ReadingProblems
{
    private const int FieldsNamedMax = 12;

    public static IEnumerable<DefinitionProblem> In(WorkflowDefinition definition, INodeCatalogue catalogue)
    {
        var flow = new PortFlow(definition, catalogue);
        var nodes = definition.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        foreach (var node in definition.Nodes)
        {
            if (node.Disabled || catalogue.DescriptorOf(node.Type) is not { } descriptor) continue;
            foreach (var problem in OfNeeds(node, descriptor, flow)) yield return problem;
            foreach (var (path, text) in Texts(node.Config, descriptor))
                foreach (Match match in Path().Matches(text))
                    if (FaultOf(Reading.Parse(match.Groups[1].Value), node, nodes, flow) is { } fault)
                        yield return Warn(node, path, fault);
        }
    }

    private static IEnumerable<DefinitionProblem> OfNeeds(NodeDefinition node, NodeDescriptor descriptor, PortFlow flow)
    {
        if (descriptor.Input?.Schema.Property("required") is not { ValueKind: JsonValueKind.Array } required) yield break;
        if (flow.Arriving(node.Id) is not { } arriving) yield break;
        foreach (var field in required.EnumerateArray().Select(field => field.GetString()!))
            if (NeverIn(arriving, field))
                yield return Warn(node, null, $"needs “{field}”, which does not arrive: what arrives has {Fields(arriving)}.");
    }

    private static string? FaultOf(
        Reading reading, NodeDefinition node, Dictionary<string, NodeDefinition> nodes, PortFlow flow)
    {
        var (root, names) = reading;
        var source = root == "$steps" && names.Count > 0 ? nodes.GetValueOrDefault(names[0]) : null;
        var at = root switch
        {
            "$input" => flow.Arriving(node.Id),
            "$trigger" => flow.Starting(),
            _ => source is null ? null : flow.GivenBy(source),
        };
        foreach (var name in root == "$steps" ? names.Skip(1) : names)
        {
            if (at is not { } schema) return null;
            if (NeverIn(schema, name))
                return source is null
                    ? $"“{name}” does not arrive here. What arrives has {Fields(schema)}."
                    : $"“{name}” is not what “{DefinitionStructure.NameOf(source)}” gives. It gives {Fields(schema)}.";
            at = FieldOf(schema, name);
        }
        return null;
    }

    // A path leads through lists into their items.
    private static JsonElement ItemOf(JsonElement schema) =>
        schema.Text("type") == "array" ? schema.Property("items") ?? JsonValues.EmptyObject : schema;

    private static bool NeverIn(JsonElement schema, string name) =>
        ItemOf(schema) is var item && item.Text("type") == "object"
        && item.Property("additionalProperties") is { ValueKind: JsonValueKind.False }
        && item.Property("properties")?.Property(name) is null;

    private static JsonElement? FieldOf(JsonElement schema, string name) => ItemOf(schema).Property("properties")?.Property(name);

    private static string Fields(JsonElement schema)
    {
        List<string> names = ItemOf(schema).Property("properties") is { } fields
            ? [.. fields.EnumerateObject().Select(field => field.Name)] : [];
        return names.Count == 0 ? "no fields"
            : string.Join(", ", names.Take(FieldsNamedMax)) + (names.Count > FieldsNamedMax ? ", …" : "");
    }

    /// <summary>The texts of a config whose expressions the engine fills in, by JSON Pointer.</summary>
    private static IEnumerable<(string Path, string Text)> Texts(JsonElement config, NodeDescriptor descriptor) =>
        config.ValueKind != JsonValueKind.Object ? [] : config.EnumerateObject()
            .Where(member => !descriptor.UnevaluatedKeys.Contains(member.Name))
            .SelectMany(member => Texts($"/{Escaped(member.Name)}", member.Value));

    private static IEnumerable<(string Path, string Text)> Texts(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [(path, value.GetString()!)],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts($"{path}/{Escaped(member.Name)}", member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Texts($"{path}/{index}", item)),
        _ => [],
    };

    private static string Escaped(string name) => name.Replace("~", "~0").Replace("/", "~1");

    private static DefinitionProblem Warn(NodeDefinition node, string? path, string fault)
    {
        var name = DefinitionStructure.NameOf(node);
        var where = path is null ? name : $"{name}, {path.TrimStart('/').Replace("/", " › ")}:";
        return new(node.Id, null, path, "reading.never-arrives", $"{where} {fault}", ProblemSeverity.Warning);
    }

    [GeneratedRegex(@"\{\{\s*((?:\$input|\$trigger|\$steps|[A-Za-z_]\w*|`[^`]+`)(?:\.[A-Za-z_]\w*|\.`[^`]+`|\[\d+\])*)\s*\}\}",
        RegexOptions.ECMAScript)]
    private static partial Regex Path();

    /// <param name="Names">The fields on the way, the id of the step first where the root is <c>$steps</c>.</param>
    private sealed record Reading(string Root, IReadOnlyList<string> Names)
    {
        public static Reading Parse(string path)
        {
            var names = Name().Matches(path).Select(match => match.Value.Trim('`')).ToList();
            return names[0] switch
            {
                "$input" or "$trigger" or "$steps" => new(names[0], names[1..]),
                "true" or "false" or "null" => new("$input", []),
                _ => new("$input", names),
            };
        }
    }

    [GeneratedRegex(@"\$?[A-Za-z_]\w*|`[^`]+`", RegexOptions.ECMAScript)]
    private static partial Regex Name();
}
