using System.Text.Json.Nodes;

namespace ConcertMaster.Forms.Importing;

/// <param name="Path">JSON Pointer into the schema that was sent.</param>
internal sealed record SchemaChange(string Path, string Message);

/// <param name="From">The draft that the schema says it is of; <c>unstated</c> where it says nothing.</param>
/// <param name="Changes">What is written otherwise than it was.</param>
/// <param name="Notes">What is kept and cannot be asked for as it is meant.</param>
internal sealed record UpgradeReport(string From, IReadOnlyList<SchemaChange> Changes, IReadOnlyList<SchemaChange> Notes);

/// <summary>Brings a JSON Schema of the drafts 4 to 2019-09 up to 2020-12, and says at which places it had to be changed.</summary>
internal sealed class SchemaUpgrade
{
    private static readonly HashSet<string> OfNames =
        new(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"], StringComparer.Ordinal);

    private static readonly HashSet<string> OfData = new(
        ["enum", "const", "default", "examples", "x-ui"], StringComparer.Ordinal);

    private readonly List<SchemaChange> _changes = [];
    private readonly bool _refStandsAlone;

    private SchemaUpgrade(string from) => _refStandsAlone = from is "draft-04" or "draft-06" or "draft-07";

    public static (JsonObject Schema, UpgradeReport Report) Of(JsonObject schema)
    {
        var from = DraftOf(schema["$schema"]);
        var upgrade = new SchemaUpgrade(from);
        var upgraded = (JsonObject)upgrade.Schema(schema, "")!;
        upgraded["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        return (upgraded, new(from, upgrade._changes, []));
    }

    private static string DraftOf(JsonNode? dialect) => Text(dialect) switch
    {
        null => "unstated",
        var text when text.Contains("draft-04", StringComparison.Ordinal) => "draft-04",
        var text when text.Contains("draft-06", StringComparison.Ordinal) => "draft-06",
        var text when text.Contains("draft-07", StringComparison.Ordinal) => "draft-07",
        var text when text.Contains("2019-09", StringComparison.Ordinal) => "2019-09",
        var text when text.Contains("2020-12", StringComparison.Ordinal) => "2020-12",
        _ => "unknown",
    };

    private JsonNode? Schema(JsonNode? node, string path)
    {
        if (node is not JsonObject given) return node?.DeepClone();
        var schema = new JsonObject();
        foreach (var (keyword, value) in given)
        {
            var here = $"{path}/{Escaped(keyword)}";
            schema[keyword] = OfData.Contains(keyword) ? value?.DeepClone()
                : OfNames.Contains(keyword) && value is JsonObject names ? Named(names, here)
                : keyword == "dependencies" && value is JsonObject dependencies ? Named(dependencies, here)
                : value is JsonArray list ? new JsonArray([.. list.Select((one, index) => Schema(one, $"{here}/{index}"))])
                : Schema(value, here);
        }
        AloneWithReference(schema, path);
        Identifier(schema, path);
        Bound(schema, "exclusiveMinimum", "minimum", path);
        Bound(schema, "exclusiveMaximum", "maximum", path);
        Definitions(schema, path);
        Dependencies(schema, path);
        Tuple(schema, path);
        Recursion(schema, path);
        return schema;
    }

    private JsonObject Named(JsonObject schemas, string path) => new(schemas.Select(one =>
        KeyValuePair.Create(one.Key, Schema(one.Value, $"{path}/{Escaped(one.Key)}"))));

    // Until draft 7, what stood beside a reference was not read; it would be now.
    private void AloneWithReference(JsonObject schema, string path)
    {
        if (!_refStandsAlone || Text(schema["$ref"]) is null) return;
        foreach (var keyword in schema.Select(one => one.Key).Where(IsBesideReference).ToList())
        {
            schema.Remove(keyword);
            _changes.Add(new($"{path}/{Escaped(keyword)}",
                "It stood beside “$ref”, where this draft does not read it: left out."));
        }
    }

    private static bool IsBesideReference(string keyword) =>
        keyword is not ("$ref" or "$schema" or "$comment" or "definitions" or "$defs" or "title" or "description");

    private void Identifier(JsonObject schema, string path)
    {
        if (Text(schema["id"]) is not { } id || schema.ContainsKey("$id")) return;
        schema.Remove("id");
        schema["$id"] = id;
        _changes.Add(new($"{path}/id", "“id” is called “$id” now."));
    }

    private void Bound(JsonObject schema, string flag, string limit, string path)
    {
        if (schema[flag] is not JsonValue value || !value.TryGetValue<bool>(out var excludes)) return;
        schema.Remove(flag);
        if (excludes && schema[limit] is { } bound)
        {
            schema.Remove(limit);
            schema[flag] = bound;
        }
        _changes.Add(new($"{path}/{flag}", $"“{flag}” is a number of its own now."));
    }

    private void Definitions(JsonObject schema, string path)
    {
        if (Text(schema["$ref"]) is { } reference && reference.Contains("#/definitions/", StringComparison.Ordinal))
            schema["$ref"] = reference.Replace("/definitions/", "/$defs/", StringComparison.Ordinal);
        if (schema["definitions"] is not JsonObject definitions) return;
        schema.Remove("definitions");
        var all = schema["$defs"] as JsonObject ?? [];
        foreach (var (name, one) in definitions) all.TryAdd(name, one?.DeepClone());
        schema["$defs"] = all;
        _changes.Add(new($"{path}/definitions", "“definitions” is called “$defs” now; references follow."));
    }

    private void Dependencies(JsonObject schema, string path)
    {
        if (schema["dependencies"] is not JsonObject dependencies) return;
        schema.Remove("dependencies");
        foreach (var (name, one) in dependencies)
        {
            var keyword = one is JsonArray ? "dependentRequired" : "dependentSchemas";
            if (schema[keyword] is not JsonObject all) schema[keyword] = all = [];
            all[name] = one?.DeepClone();
        }
        _changes.Add(new($"{path}/dependencies", "“dependencies” is “dependentRequired” and “dependentSchemas” now."));
    }

    private void Tuple(JsonObject schema, string path)
    {
        if (schema["items"] is not JsonArray tuple) return;
        schema.Remove("items");
        schema["prefixItems"] = tuple;
        if (schema.Remove("additionalItems", out var rest)) schema["items"] = rest;
        _changes.Add(new($"{path}/items", "A list of “items” is called “prefixItems” now, and “additionalItems” “items”."));
    }

    private void Recursion(JsonObject schema, string path)
    {
        if (schema.Remove("$recursiveAnchor"))
            _changes.Add(new($"{path}/$recursiveAnchor", "Left out: the schema cannot be extended by another any more."));
        if (Text(schema["$recursiveRef"]) is not { } reference) return;
        schema.Remove("$recursiveRef");
        schema["$ref"] = reference;
        _changes.Add(new($"{path}/$recursiveRef", "It is a plain “$ref” now."));
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Escaped(string name) => name.Replace("~", "~0").Replace("/", "~1");
}
