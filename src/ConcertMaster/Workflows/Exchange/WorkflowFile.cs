using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Shared;

namespace ConcertMaster.Workflows;

/// <summary>
/// A workflow as a file. The same workflow always gives the same text: names and ids in order, what is not set left out,
/// and where things are drawn apart, so that a comparison of two files shows what changed and not what was moved.
/// </summary>
internal static class WorkflowFile
{
    private const string Mark = "concertmaster";

    private static readonly JsonSerializerOptions Written = new(AppJson.Options) { WriteIndented = true, NewLine = "\n" };

    /// <summary>What a property is where nobody has written it.</summary>
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["disabled"] = "false", ["onError"] = "\"stop\"", ["join"] = "\"all\"", ["missedRuns"] = "\"once\"",
    };

    public static string Write(string name, WorkflowDefinition definition)
    {
        var nodes = definition.Nodes.OrderBy(node => node.Id, StringComparer.Ordinal).ToList();
        var file = new JsonObject
        {
            [Mark] = "workflow",
            ["name"] = name,
            ["nodes"] = new JsonArray([.. nodes.Select(node => Plain(node, "position"))]),
            ["edges"] = new JsonArray([.. definition.Edges.OrderBy(edge => edge.Id, StringComparer.Ordinal)
                .Select(edge => Plain(edge))]),
            ["settings"] = Plain(definition.Settings),
            ["layout"] = new JsonObject(nodes.Select(node => KeyValuePair.Create(node.Id, Plain(node.Position)))),
            ["notes"] = new JsonArray([.. (definition.Layout?.Notes ?? [])
                .OrderBy(note => note.Id, StringComparer.Ordinal).Select(note => Plain(note))]),
            ["groups"] = new JsonArray([.. (definition.Layout?.Groups ?? [])
                .OrderBy(group => group.Id, StringComparer.Ordinal).Select(group => Plain(group))]),
        };
        return file.ToJsonString(Written) + "\n";
    }

    /// <summary>Reads an exported file, <c>{name, definition}</c>, or a bare definition.</summary>
    /// <returns>The name, where there is one, and the definition as the other doors take it.</returns>
    public static (string? Name, JsonElement? Definition) Read(JsonElement file)
    {
        if (JsonNode.Parse(file.GetRawText()) is not JsonObject given) return (null, null);
        var name = given["name"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        if (given["definition"] is JsonObject inner) return (name, AppJson.ToElement(inner));
        if (given["nodes"] is not JsonArray) return (name, null);
        if (given[Mark] is not null) Place(given);
        return (name, AppJson.ToElement(given));
    }

    /// <summary>Puts back what a file keeps apart: where each node is drawn, and the notes and groups.</summary>
    private static void Place(JsonObject file)
    {
        var places = file["layout"] as JsonObject;
        foreach (var node in ((JsonArray)file["nodes"]!).OfType<JsonObject>())
            if (node["id"] is JsonValue id && id.TryGetValue<string>(out var name) && places?[name] is JsonObject place)
                node["position"] = place.DeepClone();
        file["layout"] = new JsonObject
        {
            ["notes"] = (file["notes"] as JsonArray)?.DeepClone() ?? new JsonArray(),
            ["groups"] = (file["groups"] as JsonArray)?.DeepClone() ?? new JsonArray(),
        };
    }

    private static JsonNode? Plain<T>(T value, string? without = null)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(value, AppJson.Options)!;
        var set = json.Where(field => field.Value is not null && field.Key != without
            && !(Defaults.TryGetValue(field.Key, out var plain) && field.Value.ToJsonString() == plain));
        return Sorted(new JsonObject(set.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))));
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
