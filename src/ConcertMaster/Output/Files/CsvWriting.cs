using System.Text;
using System.Text.Json;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Files;

/// <summary>
/// CSV by RFC 4180, in UTF-8 with a byte order mark so that Excel reads the letters. Text that a spreadsheet would take
/// for a formula gets an apostrophe before it; numbers stay numbers.
/// </summary>
internal static class CsvWriting
{
    public static byte[] Write(
        IReadOnlyList<JsonElement> rows, IReadOnlyList<(string Path, string Label)> columns, char delimiter)
    {
        var text = new StringBuilder();
        Line(text, columns.Select(column => SpreadsheetText.Safe(column.Label)), delimiter);
        foreach (var row in rows) Line(text, columns.Select(column => Cell(row.Find(column.Path))), delimiter);
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Cell(JsonElement? value) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => SpreadsheetText.Safe(text.GetString()!),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        { } other => SpreadsheetText.Safe(other.GetRawText()),
    };

    private static void Line(StringBuilder text, IEnumerable<string> cells, char delimiter) => text
        .AppendJoin(delimiter, cells.Select(cell => Quoted(cell, delimiter))).Append("\r\n");

    private static string Quoted(string cell, char delimiter) =>
        cell.AsSpan().IndexOfAny(['"', '\r', '\n', delimiter]) >= 0 ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
