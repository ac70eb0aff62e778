using System.Text.Json;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.PlainPages.Drawing;

/// <summary>An answer as it is read, where it cannot be changed.</summary>
internal static class PlainAnswerText
{
    public static string Of(Words words, PlainField field, JsonElement? value) =>
        Said(words, field, value) is { Length: > 0 } said ? said : words["noAnswer"];

    private static string Said(Words words, PlainField field, JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "",
        { ValueKind: JsonValueKind.True } => words["yes"],
        { ValueKind: JsonValueKind.False } => words["no"],
        { ValueKind: JsonValueKind.Object } whole => Parts(words, field, whole, field.Widget == "money" ? " " : "\n"),
        { ValueKind: JsonValueKind.Array } list when field.Files is not null =>
            string.Join(", ", list.EnumerateArray().Select(file => file.FindText("name"))),
        { ValueKind: JsonValueKind.Array } list => string.Join('\n', list.EnumerateArray().Select(one =>
            field.Widget == "rows" ? Parts(words, field, one, " · ") : Said(words, field.Entry ?? field, one))),
        { } one when field.Choices.FirstOrDefault(choice => JsonElement.DeepEquals(choice.Value, one)) is { } chosen => chosen.Label,
        { } one => field.Unit is { } unit ? $"{one} {unit}" : one.ToString(),
    };

    private static string Parts(Words words, PlainField field, JsonElement whole, string between) => string.Join(between,
        field.Parts.Select(part => (part.Label, Said: Said(words, part, whole.Find(part.Name)))).Where(one => one.Said.Length > 0)
            .Select(one => field.Widget == "matrix" ? $"{one.Label}: {one.Said}" : one.Said));
}
