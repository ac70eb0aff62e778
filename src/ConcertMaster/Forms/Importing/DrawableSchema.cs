using System.Text.Json.Nodes;

namespace ConcertMaster.Forms.Importing;

/// <summary>
/// Brings a schema into the shape that questions are drawn from: where the form, a question, a box of it or a column stands,
/// references, parts that all hold and unions with nothing are written out. What no control can ask for is told.
/// </summary>
internal sealed class DrawableSchema
{
    // The form, a question, what is inside of it, and once more.
    private const int DepthMax = 4;
    private const int StepCountMax = 16;

    private static readonly string[] Annotations = ["title", "description", "default", "examples", "$comment", "deprecated"];

    private readonly JsonObject _root;
    private readonly List<SchemaChange> _changes = [];

    private DrawableSchema(JsonObject root) => _root = root;

    public static (JsonObject Schema, IReadOnlyList<SchemaChange> Changes) Of(JsonObject schema)
    {
        var drawable = new DrawableSchema(schema);
        var written = drawable.Written((JsonObject)schema.DeepClone(), "", 0);
        if (written["properties"] is JsonObject && written.TryAdd("type", "object"))
            drawable._changes.Add(new("/type", "Added: answers are an object."));
        if (!Refers(written)) written.Remove("$defs");
        return (written, drawable._changes);
    }

    private JsonObject Written(JsonObject schema, string path, int depth)
    {
        for (var step = 0; step < StepCountMax && Step(schema, path) is { } next; step++) schema = next;
        if (depth >= DepthMax) return schema;
        if (schema["properties"] is JsonObject properties)
            foreach (var (name, one) in properties.ToList())
                if (one is JsonObject field)
                    properties[name] = Written((JsonObject)field.DeepClone(), $"{path}/properties/{Escaped(name)}", depth + 1);
        if (schema["items"] is JsonObject items)
            schema["items"] = Written((JsonObject)items.DeepClone(), $"{path}/items", depth + 1);
        return schema;
    }

    /// <returns>The schema with one thing written out; null when nothing is left to be.</returns>
    private JsonObject? Step(JsonObject schema, string path) =>
        Referred(schema, path) ?? Joined(schema, path) ?? WithoutNothing(schema, path);

    private JsonObject? Referred(JsonObject schema, string path)
    {
        if (TextOf(schema["$ref"]) is not { Length: > 1 } reference || Find(reference) is not { } target) return null;
        // What holds itself would never end: it stays a reference, and is told.
        return Merged(schema, "$ref", [target]) is { } merged
            ? Told(merged, $"{path}/$ref", $"What “{reference}” stands for is written out here, so that it can be drawn.") : null;
    }

    private JsonObject? Joined(JsonObject schema, string path) =>
        schema["allOf"] is JsonArray { Count: > 0 } parts && parts.All(part => part is JsonObject)
        && Merged(schema, "allOf", [.. parts.Select(part => Resolved((JsonObject)part!))]) is { } merged
            ? Told(merged, $"{path}/allOf", "Its parts, which all hold, are written out here, so that they can be drawn.") : null;

    private JsonObject Resolved(JsonObject part) =>
        part.Count == 1 && TextOf(part["$ref"]) is { } reference && Find(reference) is { } target ? target : part;

    // What is not answered is not sent, so that nobody has to say “nothing”.
    private JsonObject? WithoutNothing(JsonObject schema, string path)
    {
        foreach (var keyword in (string[])["anyOf", "oneOf"])
            if (schema[keyword] is JsonArray { Count: 2 } both && both.All(one => one is JsonObject)
                && both.FirstOrDefault(one => TextOf(one!["type"]) == "null") is { } nothing
                && Merged(schema, keyword, [(JsonObject)both.First(one => one != nothing)!]) is { } merged)
                return Told(merged, $"{path}/{keyword}", "“null” is left out: what is not answered is not sent.");
        if (schema["type"] is not JsonArray { Count: 2 } types || types.All(type => TextOf(type) != "null")) return null;
        var single = (JsonObject)schema.DeepClone();
        single["type"] = TextOf(types.First(type => TextOf(type) != "null"));
        return Told(single, $"{path}/type", "“null” is left out: what is not answered is not sent.");
    }

    private JsonObject Told(JsonObject schema, string path, string message)
    {
        _changes.Add(new(path, message));
        return schema;
    }

    /// <summary>A keyword replaced by what it stands for. Null where two of them say something different of the same.</summary>
    private static JsonObject? Merged(JsonObject schema, string keyword, IReadOnlyList<JsonObject> others)
    {
        var merged = (JsonObject)schema.DeepClone();
        merged.Remove(keyword);
        foreach (var (name, value) in others.SelectMany(other => other))
            switch (name)
            {
                case "$schema" or "$id" or "$defs":
                    break;
                case "properties" when merged[name] is JsonObject known && value is JsonObject more:
                    foreach (var (property, one) in more)
                        if (!known.TryAdd(property, one?.DeepClone()) && !JsonNode.DeepEquals(known[property], one)) return null;
                    break;
                case "required" when merged[name] is JsonArray known && value is JsonArray more:
                    foreach (var one in more)
                        if (!known.Any(own => JsonNode.DeepEquals(own, one))) known.Add(one?.DeepClone());
                    break;
                default:
                    if (merged.TryAdd(name, value?.DeepClone()) || Annotations.Contains(name)) break;
                    if (!JsonNode.DeepEquals(merged[name], value)) return null;
                    break;
            }
        return merged;
    }

    /// <summary>Null for what is elsewhere, and for what holds itself.</summary>
    private JsonObject? Find(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal)) return null;
        JsonNode? found = _root;
        foreach (var part in reference[2..].Split('/'))
            found = (found as JsonObject)?[Uri.UnescapeDataString(part).Replace("~1", "/").Replace("~0", "~")];
        return found is JsonObject target && !Holds(target, reference) ? target : null;
    }

    private static bool Refers(JsonNode? node) => node switch
    {
        JsonObject schema => schema.Any(one => one.Key != "$defs" && (one.Key is "$ref" or "$dynamicRef" || Refers(one.Value))),
        JsonArray list => list.Any(Refers),
        _ => false,
    };

    private static bool Holds(JsonNode? node, string reference) => node switch
    {
        JsonObject schema => TextOf(schema["$ref"]) == reference || schema.Any(one => Holds(one.Value, reference)),
        JsonArray list => list.Any(one => Holds(one, reference)),
        _ => false,
    };

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Escaped(string name) => name.Replace("~", "~0").Replace("/", "~1");
}
