using System.Text.Json;

namespace ConcertMaster.Output.Mailing;

/// <summary>JSON as the plain dictionaries and lists that templates walk.</summary>
internal static class TemplateModel
{
    public static IReadOnlyDictionary<string, object?> From(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
            ? Fields(json)
            : new Dictionary<string, object?>(StringComparer.Ordinal) { ["value"] = Value(json) };

    private static Dictionary<string, object?> Fields(JsonElement json)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in json.EnumerateObject()) fields[field.Name] = Value(field.Value);
        return fields;
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Fields(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
