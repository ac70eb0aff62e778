using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Importing;

/// <summary>
/// What is in a schema and has no control: it is kept and judged, but nobody is asked for it as it is meant. Whoever imports
/// or edits it is told.
/// </summary>
internal static class UndrawnParts
{
    private static readonly string[] Rules =
        ["if", "oneOf", "anyOf", "allOf", "not", "dependentRequired", "dependentSchemas", "patternProperties", "minProperties"];

    public static IReadOnlyList<SchemaChange> Of(FormDefinition definition)
    {
        var schema = definition.Schema;
        var found = Rules.Where(rule => schema.Find(rule) is not null).Select(rule => new SchemaChange(
            $"/{rule}", $"“{rule}” is judged when answers are sent, and moves nothing on the page. "
                + "Say under Logic what is shown or required when.")).ToList();
        if (schema.Find("$ref") is { } reference)
            found.Add(new("/$ref", $"“{reference}” is not in this schema, or holds itself. Put what it stands for in its place."));
        Inside(schema, "", found);
        var otherwise = AnswerPlace.All(definition).Where(one => IsDrawnOtherwise(one.Field)).Select(one => PathOf(one.Place)).ToList();
        found.RemoveAll(part => otherwise.Exists(path =>
            part.Path == path || part.Path.StartsWith($"{path}/", StringComparison.Ordinal)));
        return found;
    }

    private static string PathOf(AnswerPlace place) => $"/properties{LogicJudgement.PathOf(place.Field)}"
        + (place.Column is { } column ? $"/items/properties{LogicJudgement.PathOf(column)}" : "");

    /// <summary>The question that a part belongs to; null where it is about the whole.</summary>
    public static string? FieldOf(SchemaChange part) =>
        part.Path.StartsWith("/properties/", StringComparison.Ordinal)
            ? part.Path.Split('/')[2].Replace("~1", "/").Replace("~0", "~") : null;

    // By what it is said to be, whatever its schema looks like.
    private static bool IsDrawnOtherwise(FormField field) => field.Ui is { } ui && (ui.Find("calculate") is not null
        || ui.FindText("widget") is "file" or "signature" or "calculated" or "section" or "statement" or "hidden");

    private static void Inside(JsonElement schema, string path, List<SchemaChange> found)
    {
        if (schema.Find("properties") is not { ValueKind: JsonValueKind.Object } properties) return;
        foreach (var one in properties.EnumerateObject())
        {
            var here = $"{path}/properties{LogicJudgement.PathOf(one.Name)}";
            if (Why(one.Value) is { } message) found.Add(new(here, message));
            Inside(one.Value, here, found);
            if (one.Value.Find("items") is { ValueKind: JsonValueKind.Object } row) Inside(row, $"{here}/items", found);
        }
    }

    private static string? Why(JsonElement field)
    {
        // A text to read takes no answer.
        if (field.ValueKind != JsonValueKind.Object || IsChosen(field) || field.Find("not") is not null) return null;
        if (field.FindText("$ref") is { } reference)
            return $"“{reference}” is not in this schema, or holds itself. Put what it stands for in its place.";
        if (field.Find("oneOf") is not null || field.Find("anyOf") is not null)
            return "Alternatives cannot be drawn. Choose one of them, or ask in two questions of which one is shown.";
        return TypeOf(field) switch
        {
            "object" when field.Find("properties") is null => "An object without properties has no boxes. Name what is in it.",
            "array" when field.Find("items.properties") is null && !(field.Find("items") is { } items
                && (IsChosen(items) || TypeOf(items) is "string" or "number" or "integer")) =>
                "A list needs texts or figures, answers to choose from, or the questions of a row. Say under “items” which.",
            null => "It says no type, and is asked for as a text.",
            _ => null,
        };
    }

    private static bool IsChosen(JsonElement schema) =>
        schema.Find("enum") is not null || schema.Find("const") is not null
        || (schema.Find("oneOf") ?? schema.Find("anyOf")) is { ValueKind: JsonValueKind.Array } named
            && named.EnumerateArray().All(one => one.Find("const") is not null);

    private static string? TypeOf(JsonElement schema) => schema.Find("type") switch
    {
        { ValueKind: JsonValueKind.String } type => type.GetString(),
        { ValueKind: JsonValueKind.Array } types => types.EnumerateArray().Select(one => one.ToString())
            .FirstOrDefault(one => one != "null"),
        _ => null,
    };
}
