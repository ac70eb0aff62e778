using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Persons;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Exporting;

/// <summary>One column of an export.</summary>
/// <param name="Versions">In which the question is asked.</param>
internal sealed record ExportColumn(FormField Field, IReadOnlyList<int> Versions);

/// <summary>A cell: a number stays one, everything else is text.</summary>
internal readonly record struct Cell(string Text, bool IsNumber);

/// <summary>Responses to a form as rows, with one set of columns whatever version they were made with.</summary>
internal sealed class ResponseTable(TenantDatabase db, IProtectedValues values, Func<Protection, bool> may)
{
    private const int RowsAtOnce = 500;

    public static readonly IReadOnlyList<string> Keys =
        ["number", "version", "status", "submittedAt", "amendedAt", "name", "email", "reference"];

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

    public async IAsyncEnumerable<IReadOnlyList<Cell>> Rows(
        FormId form, int? version, IReadOnlyList<ExportColumn> columns, [EnumeratorCancellation] CancellationToken ct)
    {
        var (at, id) = (DateTimeOffset.MinValue, Guid.Empty);
        while (true)
        {
            var page = await Page(form, version, at, id, ct);
            foreach (var row in page)
            {
                var answers = await values.Open(db.Tenant, row.Answers, may, ct);
                yield return
                [
                    .. await Task.WhenAll(row.Keys.Select(async key => new Cell(await values.Open(db.Tenant, key, may, ct), false))),
                    .. columns.Select(column => CellOf(column.Field,
                        answers.TryGetProperty(column.Field.Name, out var answer) ? answer : null)),
                ];
            }
            if (page.Count < RowsAtOnce) yield break;
            (at, id) = (page[^1].At, page[^1].Id);
        }
    }

    private Task<List<(Guid Id, DateTimeOffset At, string[] Keys, JsonElement Answers)>> Page(
        FormId form, int? version, DateTimeOffset at, Guid id, CancellationToken ct) => db.Query("""
        select response_id, submitted_at, number, form_version, status, amended_at, name, email, reference, answers
          from read.responses
         where tenant_id = $1 and form_id = $2 and ($3::integer is null or form_version = $3)
           and (submitted_at, response_id) > ($4, $5)
         order by submitted_at, response_id limit $6
        """, row => (row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), new[]
        {
            row.GetString(2), row.GetInt32(3).ToString(CultureInfo.InvariantCulture), row.GetString(4),
            Time(row.GetFieldValue<DateTimeOffset>(1)), row.IsDBNull(5) ? "" : Time(row.GetFieldValue<DateTimeOffset>(5)),
            row.IsDBNull(6) ? "" : row.GetString(6), row.GetString(7), row.IsDBNull(8) ? "" : row.GetString(8),
        }, JsonSerializer.Deserialize<JsonElement>(row.GetString(9))), ct, db.Tenant.Value, form.Value, version, at, id, RowsAtOnce);

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
        CultureInfo.InvariantCulture);

    private static Cell CellOf(FormField field, JsonElement? answer) => answer switch
    {
        null or { ValueKind: JsonValueKind.Null } => new("", false),
        { ValueKind: JsonValueKind.Number } number => new(number.GetRawText(), true),
        { ValueKind: JsonValueKind.String } text => new(text.GetString()!, false),
        { ValueKind: JsonValueKind.True } => new("true", false),
        { ValueKind: JsonValueKind.False } => new("false", false),
        { ValueKind: JsonValueKind.Array } list when field.Ui?.FindText("widget") is "file" or "signature" =>
            new(string.Join("; ", list.EnumerateArray().Select(file => file.FindText("name"))), false),
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(one => one.ValueKind is JsonValueKind.String) =>
            new(string.Join("; ", list.EnumerateArray().Select(one => one.GetString())), false),
        { } other => new(other.GetRawText(), false),
    };
}
