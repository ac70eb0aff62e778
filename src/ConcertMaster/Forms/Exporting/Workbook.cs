using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace ConcertMaster.Forms.Exporting;

/// <summary>The least of a workbook that spreadsheets open: sheets of texts, numbers and dates, a bold first line.</summary>
internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const int CellLengthMax = 32_767;

    // A spreadsheet keeps no more of a number: a longer one is a key, and stays whole as a text.
    private const int DigitCountMax = 15;

    // Before it, spreadsheets know no days, or count them differently.
    private static readonly DateTime FirstDay = new(1900, 3, 1);

    // By their place in the styles.
    private const int Bold = 1, Day = 2, Moment = 3;

    public static async Task Write(Stream target, params (string Name, IAsyncEnumerable<IReadOnlyList<Cell>> Rows)[] sheets)
    {
        var names = NamesOf([.. sheets.Select(sheet => sheet.Name)]);
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        Part(zip, "[Content_Types].xml", ContentTypes(sheets.Length));
        Part(zip, "_rels/.rels", Relations(($"{Office}/officeDocument", "xl/workbook.xml")));
        Part(zip, "xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{string.Concat(sheets.Select((sheet, index) =>
                $"""<sheet name="{Escape(names[index])}" sheetId="{index + 1}" r:id="r{index + 1}"/>"""))}</sheets></workbook>
            """);
        Part(zip, "xl/_rels/workbook.xml.rels", Relations(
            [.. sheets.Select((_, index) => ($"{Office}/worksheet", $"worksheets/sheet{index + 1}.xml")),
                ($"{Office}/styles", "styles.xml")]));
        Part(zip, "xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>
            <numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>
            <fonts count="2"><font/><font><b/></font></fonts>
            <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
            <borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
            <cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/>
            <xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>
            """);
        foreach (var (index, sheet) in sheets.Index()) await Sheet(zip, $"xl/worksheets/sheet{index + 1}.xml", sheet.Rows);
    }

    // Spreadsheets take names of at most 31 letters, each once whatever its case, without some of them; one is their own.
    private static List<string> NamesOf(IReadOnlyList<string> wanted)
    {
        var names = new List<string> { "History" };
        foreach (var name in wanted)
        {
            var clean = new string([.. name.Select(letter => "[]:*?/\\'".Contains(letter) ? '-' : letter)]);
            var unique = clean[..Math.Min(clean.Length, 31)];
            for (var number = 2; names.Contains(unique, StringComparer.OrdinalIgnoreCase); number++)
                unique = $"{clean[..Math.Min(clean.Length, 27)]} {number}";
            names.Add(unique);
        }
        return names[1..];
    }

    private static async Task Sheet(ZipArchive zip, string name, IAsyncEnumerable<IReadOnlyList<Cell>> rows)
    {
        await using var stream = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync();
        await using var text = new StreamWriter(stream, new UTF8Encoding(false));
        await text.WriteAsync($"""<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{Main}">""");
        await text.WriteAsync("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" """);
        await text.WriteAsync("""state="frozen"/></sheetView></sheetViews><sheetData>""");
        var number = 0;
        await foreach (var row in rows)
        {
            await text.WriteAsync($"<row r=\"{++number}\">");
            foreach (var cell in row) await text.WriteAsync(CellOf(cell, number == 1 ? Bold : 0));
            await text.WriteAsync("</row>");
        }
        await text.WriteAsync("</sheetData></worksheet>");
    }

    private static string CellOf(Cell cell, int style) => cell switch
    {
        { At: { } at } when at >= FirstDay => string.Create(CultureInfo.InvariantCulture,
            $"<c s=\"{(cell.IsDay ? Day : Moment)}\"><v>{at.ToOADate():R}</v></c>"),
        { IsNumber: true } when IsKept(cell.Text) => $"<c s=\"{style}\"><v>{cell.Text}</v></c>",
        { Text: "" } => $"<c s=\"{style}\"/>",
        _ => $"<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escape(cell.Text)}</t></is></c>",
    };

    private static bool IsKept(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
        && number.TakeWhile(letter => letter is not ('e' or 'E')).Count(char.IsAsciiDigit) <= DigitCountMax;

    private static string ContentTypes(int sheets)
    {
        const string format = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        return $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels"
                ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{format}.sheet.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{format}.styles+xml"/>{string.Concat(Enumerable.Range(1, sheets)
                .Select(number =>
                $"""<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{format}.worksheet+xml"/>"""))}</Types>
            """;
    }

    private static string Relations(params (string Type, string Target)[] relations) =>
        $"""<Relationships xmlns="{Package}/relationships">{string.Concat(relations.Select((one, index) =>
            $"""<Relationship Id="r{index + 1}" Type="{one.Type}" Target="{one.Target}"/>"""))}</Relationships>""";

    private static void Part(ZipArchive zip, string name, string content)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8"?>{content}"""));
    }

    // XML cannot hold most control characters, and a cell no more than its limit.
    private static string Escape(string text)
    {
        var cut = text.Length > CellLengthMax ? text[..CellLengthMax] : text;
        var clean = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
            if (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value)) clean.Append(rune.ToString());
        return System.Security.SecurityElement.Escape(clean.ToString())!;
    }
}
