using System.Text.Json.Nodes;

namespace ConcertMaster.Forms.Importing;

/// <summary>
/// Writes down in which order a schema names its fields, their boxes and columns. JSON says that there is none and the store
/// keeps none; whoever wrote the schema meant one.
/// </summary>
internal static class FieldOrder
{
    public static void Keep(JsonObject schema, JsonObject ui)
    {
        if (schema["properties"] is not JsonObject properties) return;
        if (!ui.ContainsKey("order") && !ui.ContainsKey("pages")) ui["order"] = NamesOf(properties);
        foreach (var (name, one) in properties)
        {
            var inside = one is not JsonObject field ? null
                : field["properties"] as JsonObject ?? (field["items"] as JsonObject)?["properties"] as JsonObject;
            if (inside is not { Count: > 1 } || ui["fields"] is not (null or JsonObject)) continue;
            var settings = ui["fields"] as JsonObject;
            if (settings is null) ui["fields"] = settings = [];
            if (settings[name] is not (null or JsonObject)) continue;
            var own = settings[name] as JsonObject;
            if (own is null) settings[name] = own = [];
            if (!own.ContainsKey("order")) own["order"] = NamesOf(inside);
        }
    }

    private static JsonArray NamesOf(JsonObject properties) => new([.. properties.Select(one => (JsonNode?)one.Key)]);
}
