namespace ConcertMaster.Shared;

/// <summary>Text for a cell: what a spreadsheet would take for a formula gets an apostrophe before it.</summary>
internal static class SpreadsheetText
{
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

    // Spreadsheets also strip white space, and full-width signs, before they look for a formula.
    public static string Safe(string text)
    {
        var start = text.AsSpan().TrimStart([' ', '\u00A0', '\uFEFF']);
        return start.Length > 0 && FormulaStarts.Contains(start[0]) ? $"'{text}" : text;
    }
}
