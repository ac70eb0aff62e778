using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Exporting;

/// <summary>What each column of an export means.</summary>
internal static class Codebook
{
    public static readonly IReadOnlyList<string> Headings =
        ["column", "label", "type", "unit", "choices", "required", "classification", "versions", "help"];

    /// <param name="versions">Of the form, that the export is of.</param>
    public static IEnumerable<IReadOnlyList<Cell>> Rows(IReadOnlyList<ExportColumn> columns, IEnumerable<int> versions) =>
        KeyTexts(columns, string.Join(", ", versions.Order())).Concat(columns.SelectMany(WithTable).Select(Texts))
            .Select(texts => (IReadOnlyList<Cell>)[.. texts.Select(text => new Cell(text, false))]);

    private static IEnumerable<IEnumerable<string>> KeyTexts(IReadOnlyList<ExportColumn> columns, string versions)
    {
        foreach (var key in KeyColumn.All) yield return Texts(key, versions);
        var tables = columns.Where(column => column.Field.Columns.Count > 0).SelectMany(column => column.Versions).Distinct().Order();
        if (string.Join(", ", tables) is { Length: > 0 } asked) yield return Texts(KeyColumn.Row, asked);
    }

    private static string[] Texts(KeyColumn key, string versions) =>
        [key.Name, key.Label, key.Type, "", key.Choices, key.IsAlwaysThere ? "yes" : "no", key.Classification, versions, key.Help];

    private static IEnumerable<string> Texts(ExportColumn column)
    {
        var field = column.Asked;
        yield return column.Name;
        yield return column.Part is null ? field.Label : $"{column.Field.Label}: {field.Label}";
        yield return field.Schema.Find("type") is { } type
            ? $"{type}{(field.Schema.FindText("format") is { } format ? $" ({format})" : "")}" : "choice";
        yield return field.Ui?.FindText("unit") ?? "";
        yield return string.Join("; ", Choices(field.Schema).Concat(Choices(field.Schema.Find("items") ?? default)));
        yield return field.Required ? "yes" : field.Ui?.FindText("requiredIf") is { } condition ? $"if {condition}" : "no";
        yield return column.Field.Ui?.FindText("classification") ?? "internal";
        yield return string.Join(", ", column.Versions);
        yield return field.Ui?.FindText("help") ?? field.Schema.FindText("description") ?? "";
    }

    /// <summary>The columns of a table, after the table itself.</summary>
    private static IEnumerable<ExportColumn> WithTable(ExportColumn column) =>
        column.Field.Columns.Select(inner => column with { Part = inner }).Prepend(column);

    private static IEnumerable<string> Choices(JsonElement schema)
    {
        if (schema.Find("enum") is { ValueKind: JsonValueKind.Array } list) return list.EnumerateArray().Select(one => one.ToString());
        return schema.Find("oneOf") is { ValueKind: JsonValueKind.Array } named
            ? named.EnumerateArray().Where(one => one.Find("const") is not null)
                .Select(one => $"{one.Find("const")} = {one.FindText("title") ?? one.Find("const")?.ToString()}")
            : [];
    }
}
