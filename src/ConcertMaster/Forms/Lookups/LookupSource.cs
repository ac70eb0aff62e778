using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Lookups;

/// <summary>A choice that was found.</summary>
internal sealed record FoundChoice(JsonElement Value, string Label);

/// <summary>The query that the choices of a field come from. Only the server knows it: who fills in sees its rows.</summary>
/// <param name="Value">The column that is the answer; null for the first.</param>
/// <param name="Label">The column that is shown; null for the second, or the first where there is one only.</param>
/// <param name="Letters">How much has to be typed before anything is looked for.</param>
internal sealed partial record LookupSource(
    string Connection, string Query, string? Value, string? Label, int Letters, bool IsNumeric)
{
    public const int LettersDefault = 2;

    /// <summary>Those of a form whose choices do not stand in its definition.</summary>
    public static IReadOnlyDictionary<AnswerPlace, LookupSource> All(FormDefinition definition) => AnswerPlace.All(definition)
        .Select(one => (one.Place, Source: Of(one.Field))).Where(one => one.Source is not null)
        .ToDictionary(one => one.Place, one => one.Source!);

    /// <summary>Null for a field whose choices stand in the definition, or that is no lookup.</summary>
    public static LookupSource? Of(FormField field) =>
        field.Ui is { } ui && ui.FindText("widget") == "lookup" && ui.Find("lookup") is { } settings
            ? Read(settings, field.Schema) : null;

    public static LookupSource? Read(JsonElement settings, JsonElement schema) =>
        settings.FindText("connection") is { } connection && settings.FindText("query") is { } query
            ? new(connection, query.Trim().TrimEnd(';'), settings.FindText("value"), settings.FindText("label"),
                LettersOf(settings), schema.FindText("type") is "number" or "integer")
            : null;

    /// <summary>The query with what was typed as its parameter: it never becomes a part of the statement.</summary>
    public string Statement => Search().Replace(Query, "$1::text");

    private static int LettersOf(JsonElement settings) =>
        settings.Find("letters") is { ValueKind: JsonValueKind.Number } letters && letters.TryGetInt32(out var count)
            ? Math.Clamp(count, 0, FormLimits.LookupLettersMax) : LettersDefault;

    // Not the type of a cast: name::search.
    [GeneratedRegex(@"(?<!:):search\b", RegexOptions.None, 1_000)]
    private static partial Regex Search();
}
