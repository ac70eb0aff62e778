using System.Globalization;
using ConcertMaster.Sdk;
using CsvHelper;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace ConcertMaster.Output.Importing;

/// <summary>The cells of a CSV or XLSX file, row by row, as text; empty cells are null.</summary>
internal static class TableReading
{
    public static IEnumerable<string?[]> Csv(byte[] content, string? delimiter)
    {
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            Separator = delimiter?[0],
            TrimWhitespace = true,
            MaxRecordSize = OutputLimits.TableRowBytesMax,
        };
        using var reader = CsvReader.Create(content, options);
        while (reader.Read())
        {
            if (reader.FieldCount > OutputLimits.ColumnCountMax)
                throw new NodeException("import.too-wide", $"The table has more than {OutputLimits.ColumnCountMax} columns.");
            var row = new string?[reader.FieldCount];
            for (var at = 0; at < row.Length; at++) row[at] = reader.IsEmpty(at) ? null : reader.GetString(at);
            yield return row;
        }
    }

    /// <summary>The first sheet. Dates become ISO text.</summary>
    public static IEnumerable<string?[]> Xlsx(byte[] content)
    {
        using var reader = Open(content);
        while (reader.Read())
        {
            if (reader.FieldCount > OutputLimits.ColumnCountMax)
                throw new NodeException("import.too-wide", $"The sheet has more than {OutputLimits.ColumnCountMax} columns.");
            var row = new string?[reader.FieldCount];
            for (var at = 0; at < row.Length; at++) row[at] = Text(reader.GetValue(at));
            yield return row;
        }
    }

    private static IExcelDataReader Open(byte[] content)
    {
        try
        {
            return ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(content));
        }
        catch (Exception fault) when (fault is ExcelReaderException or InvalidDataException)
        {
            throw new NodeException("import.not-xlsx", $"The file is no XLSX workbook: {fault.Message}", inner: fault);
        }
    }

    private static string? Text(object? cell) => cell switch
    {
        null => null,
        string text => text.Trim() is { Length: > 0 } trimmed ? trimmed : null,
        bool yes => yes ? "true" : "false",
        DateTime date => date.TimeOfDay == TimeSpan.Zero
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : date.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString(),
    };
}
