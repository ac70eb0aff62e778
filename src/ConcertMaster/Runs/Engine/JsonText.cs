using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Runs.Engine;

/// <summary>PostgreSQL's JSON and text cannot hold the zero character; it is left out of what is recorded.</summary>
internal static class JsonText
{
    public static string Storable(string text) => text.Contains('\0') ? text.Replace("\0", "") : text;

    public static JsonElement Storable(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return JsonValues.Null;
        // The raw text is searched first: it is what will be written anyway, and hardly ever holds one.
        return value.ValueKind is JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array
               && JsonMarshal.GetRawUtf8Value(value).IndexOf("\\u0000"u8) >= 0
            ? JsonSerializer.SerializeToElement(Cleaned(JsonNode.Parse(value.GetRawText())))
            : value;
    }

    private static JsonNode? Cleaned(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair =>
            KeyValuePair.Create(Storable(pair.Key), Cleaned(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Cleaned)]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Storable(text)),
        _ => node?.DeepClone(),
    };
}
