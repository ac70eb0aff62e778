using System.Globalization;
using System.Text.Json.Nodes;
using ConcertMaster.Sdk;

namespace ConcertMaster.Output.Importing;

internal enum ColumnType { Text, Number, Integer, Boolean, Date }

/// <summary>A column wanted from the table.</summary>
/// <param name="Name">What it is called in the result.</param>
/// <param name="From">What it is called in the file.</param>
internal sealed record ImportColumn(string Name, string From, ColumnType Type, bool Required);

/// <param name="Row">1 for the first row below the header.</param>
internal sealed record ImportFault(int Row, string Column, string Message);

internal sealed record ImportedTable(
    IReadOnlyList<JsonObject> Rows, int SkippedCount, IReadOnlyList<ImportFault> Faults, IReadOnlyList<string> Columns);

/// <summary>Turns rows of text into typed rows. A row with a faulty cell is skipped and the cell is named.</summary>
internal static class TableImport
{
    /// <param name="wanted">Empty: every column of the header, as text.</param>
    public static ImportedTable Read(IEnumerable<string?[]> table, IReadOnlyList<ImportColumn> wanted)
    {
        using var rows = table.GetEnumerator();
        if (!rows.MoveNext()) throw new NodeException("import.empty", "The table has no header row.");
        var header = rows.Current;
        var columns = wanted.Count > 0 ? wanted : [.. header.OfType<string>().Select(
            name => new ImportColumn(name, name, ColumnType.Text, false))];
        if (columns.Count > OutputLimits.ColumnCountMax)
            throw new NodeException("import.too-wide", $"The table has more than {OutputLimits.ColumnCountMax} columns.");
        var places = Places(header, columns);
        var (read, faults, skipped, number) = (new List<JsonObject>(), new List<ImportFault>(), 0, 0);
        while (rows.MoveNext())
        {
            if (rows.Current.All(cell => cell is null)) continue;
            if (++number > OutputLimits.RowCountMax)
                throw new NodeException("import.too-long", $"The table has more than {OutputLimits.RowCountMax} rows. Split it.");
            var (row, fault) = Row(rows.Current, columns, places, number);
            if (row is not null) read.Add(row);
            else
            {
                skipped++;
                if (faults.Count < OutputLimits.ImportFaultsMax) faults.Add(fault!);
            }
        }
        return new(read, skipped, faults, [.. columns.Select(column => column.Name)]);
    }

    private static int[] Places(string?[] header, IReadOnlyList<ImportColumn> columns) =>
    [
        .. columns.Select(column =>
        {
            var place = Array.FindIndex(header, name => string.Equals(name, column.From, StringComparison.OrdinalIgnoreCase));
            return place >= 0 ? place : throw new NodeException("import.column-missing",
                $"The table has no column '{column.From}'. It has: {string.Join(", ", header.OfType<string>().Take(30))}.");
        }),
    ];

    private static (JsonObject? Row, ImportFault? Fault) Row(
        string?[] cells, IReadOnlyList<ImportColumn> columns, int[] places, int number)
    {
        var row = new JsonObject();
        for (var at = 0; at < columns.Count; at++)
        {
            var column = columns[at];
            var cell = places[at] < cells.Length ? cells[places[at]] : null;
            if (cell is null && column.Required) return (null, new(number, column.Name, "is empty"));
            if (cell is not null && !TryRead(cell, column.Type, out var value))
                return (null, new(number, column.Name, $"'{cell}' is no {column.Type.ToString().ToLowerInvariant()}"));
            else row[column.Name] = cell is null ? null : Value(cell, column.Type);
        }
        return (row, null);
    }

    private static bool TryRead(string cell, ColumnType type, out JsonNode? value)
    {
        value = Value(cell, type);
        return value is not null;
    }

    private static JsonNode? Value(string cell, ColumnType type) => type switch
    {
        ColumnType.Text => JsonValue.Create(cell),
        ColumnType.Integer => long.TryParse(cell, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : null,
        ColumnType.Number => decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number) : null,
        ColumnType.Boolean => cell.ToLowerInvariant() switch
        {
            "true" or "yes" or "1" => JsonValue.Create(true),
            "false" or "no" or "0" => JsonValue.Create(false),
            _ => null,
        },
        ColumnType.Date => DateOnly.TryParse(cell, CultureInfo.InvariantCulture, out var date)
            ? JsonValue.Create(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
