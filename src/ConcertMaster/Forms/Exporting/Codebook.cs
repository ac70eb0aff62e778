using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Exporting;

/// <summary>What each column of an export means.</summary>
internal static class Codebook
{
    public static readonly IReadOnlyList<string> Headings =
        ["column", "label", "type", "unit", "choices", "required", "classification", "versions", "help"];

    public static IEnumerable<IReadOnlyList<Cell>> Rows(IReadOnlyList<ExportColumn> columns) =>
        columns.Select(column => (IReadOnlyList<Cell>)[.. Texts(column).Select(text => new Cell(text, false))]);

    private static IEnumerable<string> Texts(ExportColumn column)
    {
        var field = column.Field;
        yield return field.Name;
        yield return field.Label;
        yield return field.Schema.Find("type") is { } type
            ? $"{type}{(field.Schema.FindText("format") is { } format ? $" ({format})" : "")}" : "choice";
        yield return field.Ui?.FindText("unit") ?? "";
        yield return string.Join("; ", Choices(field.Schema).Concat(Choices(field.Schema.Find("items") ?? default)));
        yield return field.Required ? "yes" : field.Ui?.FindText("requiredIf") is { } condition ? $"if {condition}" : "no";
        yield return field.Ui?.FindText("classification") ?? "internal";
        yield return string.Join(", ", column.Versions);
        yield return field.Ui?.FindText("help") ?? field.Schema.FindText("description") ?? "";
    }

    private static IEnumerable<string> Choices(JsonElement schema)
    {
        if (schema.Find("enum") is { ValueKind: JsonValueKind.Array } list) return list.EnumerateArray().Select(one => one.ToString());
        return schema.Find("oneOf") is { ValueKind: JsonValueKind.Array } named
            ? named.EnumerateArray().Where(one => one.Find("const") is not null)
                .Select(one => $"{one.Find("const")} = {one.FindText("title") ?? one.Find("const")?.ToString()}")
            : [];
    }
}
