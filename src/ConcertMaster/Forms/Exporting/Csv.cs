using System.Text;

namespace ConcertMaster.Forms.Exporting;

/// <summary>CSV by RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
internal static class Csv
{
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n'];

    public static readonly byte[] Preamble = Encoding.UTF8.GetPreamble();

    public static byte[] Line(IEnumerable<Cell> cells) => Encoding.UTF8.GetBytes(
        string.Join(',', cells.Select(cell => Quoted(cell.IsNumber ? cell.Text : Safe(cell.Text)))) + "\r\n");

    public static byte[] Headings(IEnumerable<string> names) => Line(names.Select(name => new Cell(name, false)));

    // Spreadsheets also strip white space, and full-width signs, before they look for a formula.
    private static string Safe(string text)
    {
        var start = text.AsSpan().TrimStart([' ', '\u00A0', '\uFEFF']);
        return start.Length > 0 && (FormulaStarts.Contains(start[0]) || start[0] is '＝' or '＋' or '－' or '＠') ? $"'{text}" : text;
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(['"', '\r', '\n', ',', ';']) >= 0 ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
