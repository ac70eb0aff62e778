using System.Text;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Exporting;

/// <summary>CSV by RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
internal static class Csv
{
    public static readonly byte[] Preamble = Encoding.UTF8.GetPreamble();

    public static byte[] Line(IEnumerable<Cell> cells) => Encoding.UTF8.GetBytes(
        string.Join(',', cells.Select(cell => Quoted(cell.IsNumber ? cell.Text : SpreadsheetText.Safe(cell.Text)))) + "\r\n");

    public static byte[] Headings(IEnumerable<string> names) => Line(names.Select(name => new Cell(name, false)));

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(['"', '\r', '\n', ',', ';']) >= 0 ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
