using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConcertMaster.Shared;

/// <summary>Reading and adding fields of JSON whose shape is not known.</summary>
internal static class JsonFields
{
    /// <summary>The field, following a path such as <c>recipient.email</c>; null when it is absent or JSON null.</summary>
    public static JsonElement? Find(this JsonElement json, string path)
    {
        var at = json;
        foreach (var name in path.Split('.'))
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        return at.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : at;
    }

    /// <summary>The text of a field; numbers as written; null when absent, empty or of another kind.</summary>
    public static string? FindText(this JsonElement json, string path) => json.Find(path) switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } value => value,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>
    /// The value with a field added or replaced. What is not an object becomes one first, under <c>value</c>.
    /// </summary>
    public static JsonElement With<T>(this JsonElement json, string name, T value)
    {
        var fields = json.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(json)!,
            JsonValueKind.Null or JsonValueKind.Undefined => [],
            _ => new JsonObject { ["value"] = JsonNode.Parse(json.GetRawText()) },
        };
        fields[name] = JsonSerializer.SerializeToNode(value, AppJson.Options);
        return JsonSerializer.SerializeToElement(fields);
    }
}
