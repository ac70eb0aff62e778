using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Persons;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Exporting;

/// <summary>One column of an export.</summary>
/// <param name="Versions">In which the question is asked.</param>
/// <param name="Part">Of an answer that is made of several, such as amount and currency; null for the whole answer.</param>
internal sealed record ExportColumn(FormField Field, IReadOnlyList<int> Versions, FormField? Part = null)
{
    public string Name => Part is null ? Field.Name : $"{Field.Name}.{Part.Name}";

    /// <summary>What is asked in this column.</summary>
    public FormField Asked => Part ?? Field;
}

/// <summary>A cell: a number stays one, and so does a day or a moment where there are such cells; everything else is text.</summary>
internal readonly record struct Cell(string Text, bool IsNumber, DateTime? At = null, bool IsDay = false);

/// <summary>Responses to a form as rows, with one set of columns whatever version they were made with.</summary>
internal sealed class ResponseTable(TenantDatabase db, IProtectedValues values, Func<Protection, bool> may)
{
    private const int RowsAtOnce = 500;

    private static readonly int[] Moments = [3, 4];

    public static IReadOnlyList<ExportColumn> ColumnsOf(KnownForm form, int? version)
    {
        var versions = form.Versions.Where(one => version is null || one.Key == version).OrderByDescending(one => one.Key).ToList();
        return
        [
            .. versions.SelectMany(one => FormPages.InOrder(one.Value.Form.Definition)).DistinctBy(field => field.Name)
                .Select(field => new ExportColumn(field, [.. versions
                    .Where(one => one.Value.Form.Definition.Fields.Any(other => other.Name == field.Name))
                    .Select(one => one.Key).Order()])),
        ];
    }

    /// <summary>An answer of several parts gets a column for each.</summary>
    public static IReadOnlyList<ExportColumn> Spread(IReadOnlyList<ExportColumn> columns) =>
    [
        .. columns.SelectMany(column => PartsOf(column.Field.Schema, column.Field.Ui) is { Count: > 0 } parts
            ? parts.Select(part => column with { Part = part }) : [column]),
    ];

    public async IAsyncEnumerable<IReadOnlyList<Cell>> Rows(
        ResponseFilter filter, IReadOnlyList<ExportColumn> columns, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (keys, answers) in All(filter, ct))
            yield return
            [
                .. await Task.WhenAll(keys.Select(async (key, at) =>
                    TextOf(Moments.Contains(at) ? "date-time" : null, await values.Open(db.Tenant, key, may, ct)))),
                .. columns.Select(column => CellOf(column.Asked, Inside(answers.Find(column.Field.Name), column.Part))),
            ];
    }

    /// <summary>The rows that one question was answered with, each with the number of its response and its place in it.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Cell>> RowsOfTable(
        ResponseFilter filter, FormField field, [EnumeratorCancellation] CancellationToken ct)
    {
        var columns = field.Columns;
        await foreach (var (keys, answers) in All(filter, ct))
        {
            if (answers.Find(field.Name) is not { ValueKind: JsonValueKind.Array } rows) continue;
            foreach (var (index, row) in rows.EnumerateArray().Index())
                yield return
                [
                    new(keys[0], false), new((index + 1).ToString(CultureInfo.InvariantCulture), true),
                    .. columns.Select(column => CellOf(column, row.Find(column.Name))),
                ];
        }
    }

    private async IAsyncEnumerable<(string[] Keys, JsonElement Answers)> All(
        ResponseFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var (at, id) = (DateTimeOffset.MinValue, Guid.Empty);
        while (true)
        {
            var page = await Page(filter, at, id, ct);
            foreach (var row in page) yield return (row.Keys, await values.Open(db.Tenant, row.Answers, may, ct));
            if (page.Count < RowsAtOnce) yield break;
            (at, id) = (page[^1].At, page[^1].Id);
        }
    }

    private Task<List<(Guid Id, DateTimeOffset At, string[] Keys, JsonElement Answers)>> Page(
        ResponseFilter filter, DateTimeOffset at, Guid id, CancellationToken ct) => db.Query($"""
        select response_id, submitted_at, number, form_version, status, amended_at, name, email, reference, answers
          from read.responses
         where tenant_id = $1 and {ResponseFilter.Sql}
           and (submitted_at, response_id) > ($13, $14)
         order by submitted_at, response_id limit $15
        """, row => (row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), new[]
        {
            row.GetString(2), row.GetInt32(3).ToString(CultureInfo.InvariantCulture), row.GetString(4),
            Time(row.GetFieldValue<DateTimeOffset>(1)), row.IsDBNull(5) ? "" : Time(row.GetFieldValue<DateTimeOffset>(5)),
            row.IsDBNull(6) ? "" : row.GetString(6), row.GetString(7), row.IsDBNull(8) ? "" : row.GetString(8),
        }, JsonSerializer.Deserialize<JsonElement>(row.GetString(9))), ct,
        [db.Tenant.Value, .. filter.Parameters, at, id, RowsAtOnce]);

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
        CultureInfo.InvariantCulture);

    // A text is a mask, or what is left of somebody who was erased: it stands for the whole.
    private static JsonElement? Inside(JsonElement? answer, FormField? part) =>
        part is null || answer is not { ValueKind: JsonValueKind.Object } whole ? answer : whole.Find(part.Name);

    private static IReadOnlyList<FormField> PartsOf(JsonElement schema, JsonElement? ui) =>
        FormPages.InOrder(new FormDefinition(schema, ui is { ValueKind: JsonValueKind.Object } own ? own : FormDefinition.Empty.Ui));

    private static Cell TextOf(string? format, string text) => format switch
    {
        "date" when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            new(text, false, day.ToDateTime(TimeOnly.MinValue), IsDay: true),
        "date-time" when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
            new(text, false, at.UtcDateTime),
        _ => new(text, false),
    };

    private static Cell CellOf(FormField field, JsonElement? answer) => answer switch
    {
        null or { ValueKind: JsonValueKind.Null } => new("", false),
        { ValueKind: JsonValueKind.Number } number => new(number.GetRawText(), true),
        { ValueKind: JsonValueKind.String } text => TextOf(field.Schema.FindText("format"), text.GetString()!),
        { ValueKind: JsonValueKind.True } => new("true", false),
        { ValueKind: JsonValueKind.False } => new("false", false),
        { ValueKind: JsonValueKind.Array } list when field.Ui?.FindText("widget") is "file" or "signature" =>
            new(string.Join("; ", list.EnumerateArray().Select(file => file.FindText("name"))), false),
        { ValueKind: JsonValueKind.Array } list
            when list.EnumerateArray().All(one => one.ValueKind is JsonValueKind.String or JsonValueKind.Number) =>
            new(string.Join("; ", list.EnumerateArray().Select(one => one.ToString())), false),
        { } other => new(other.GetRawText(), false),
    };
}
