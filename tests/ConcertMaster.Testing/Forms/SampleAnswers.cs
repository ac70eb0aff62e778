using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConcertMaster.Testing.Forms;

/// <summary>Valid answers made of the schema of a form: every field answered, rows with as few lines as are allowed.</summary>
public static class SampleAnswers
{
    /// <param name="files">The files that a required field is answered with, by the name of the field.</param>
    public static JsonObject For(JsonElement schema, IReadOnlyDictionary<string, string>? files = null, int seed = 1)
    {
        var answers = new JsonObject();
        foreach (var field in schema.GetProperty("properties").EnumerateObject())
            if (!IsFile(field.Value)) answers[field.Name] = Value(field.Value, seed);
            else if (files?.GetValueOrDefault(field.Name) is { } file)
                answers[field.Name] = new JsonArray(new JsonObject { ["id"] = file });
        return answers;
    }

    /// <summary>Names of the fields that cannot be left without a file.</summary>
    public static IEnumerable<string> RequiredFiles(JsonElement schema) =>
        from field in schema.GetProperty("properties").EnumerateObject()
        where IsFile(field.Value) && Number(field.Value, "minItems", 0) > 0
        select field.Name;

    private static bool IsFile(JsonElement schema) =>
        schema.TryGetProperty("items", out var items) && items.TryGetProperty("properties", out var parts)
        && parts.TryGetProperty("sha256", out _);

    private static JsonNode Value(JsonElement schema, int seed)
    {
        if (schema.TryGetProperty("examples", out var examples)) return JsonNode.Parse(examples[0].GetRawText())!;
        if (schema.TryGetProperty("enum", out var choices)) return JsonNode.Parse(choices[0].GetRawText())!;
        return schema.GetProperty("type").GetString() switch
        {
            "boolean" => true,
            "integer" or "number" => Math.Max(1, Number(schema, "minimum", 0)),
            "array" => new JsonArray([.. Enumerable.Range(0, (int)Math.Max(1, Number(schema, "minItems", 0)))
                .Select(_ => Value(schema.GetProperty("items"), seed))]),
            "object" => new JsonObject(schema.GetProperty("properties").EnumerateObject()
                .Select(part => KeyValuePair.Create(part.Name, (JsonNode?)Value(part.Value, seed)))),
            _ => Text(schema, seed),
        };
    }

    private static string Text(JsonElement schema, int seed) =>
        (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
        {
            "email" => $"person{seed}@sample.test",
            "date" => "2026-02-28",
            "date-time" => "2026-02-28T09:30:00Z",
            "uri" => "https://sample.test/",
            _ => $"Answer {seed}",
        };

    private static double Number(JsonElement schema, string keyword, double otherwise) =>
        schema.TryGetProperty(keyword, out var number) ? number.GetDouble() : otherwise;
}
