using System.Runtime.CompilerServices;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Exporting;

/// <summary>Responses as a file. Protected answers are shown to those who may see them, and masked otherwise.</summary>
internal static class ExportResponses
{
    public static void MapExportResponses(this RouteGroupBuilder group)
    {
        group.MapGet("/{id:guid}/responses.csv", AsCsv).RequirePermission(Permission.ViewResponses)
            .WithSummary("Responses as CSV, columns reconciled over versions; filtered as the list of responses is");
        group.MapGet("/{id:guid}/responses.xlsx", AsWorkbook).RequirePermission(Permission.ViewResponses)
            .WithSummary("Responses as a workbook: a sheet for each table of rows, and the codebook as the last one");
        group.MapGet("/{id:guid}/codebook.csv", CodebookAsCsv).RequirePermission(Permission.ViewResponses)
            .WithSummary("What each column of an export means");
    }

    private static async Task<IResult> AsCsv(
        Guid id, [AsParameters] ResponseFilter filter, Actor actor, HttpContext http, TenantDatabase db, PublishedForms forms,
        IProtectedValues values, CancellationToken ct)
    {
        var (form, refusal) = await Find(db, forms, id, ct);
        if (form is null) return refusal!;
        var columns = ResponseTable.Spread(ResponseTable.ColumnsOf(form, filter.Version));
        Begin(http, "text/csv; charset=utf-8", $"{NameOf(form)}.csv");
        await http.Response.Body.WriteAsync(Csv.Preamble, ct);
        await http.Response.Body.WriteAsync(Csv.Headings(HeadingsOf(columns)), ct);
        await foreach (var row in new ResponseTable(db, values, PersonPermissions.Of(actor)).Rows(filter with { FormId = id }, columns, ct))
            await http.Response.Body.WriteAsync(Csv.Line(row), ct);
        return Results.Empty;
    }

    private static async Task<IResult> AsWorkbook(
        Guid id, [AsParameters] ResponseFilter filter, Actor actor, HttpContext http, TenantDatabase db, PublishedForms forms,
        IProtectedValues values, CancellationToken ct)
    {
        var (form, refusal) = await Find(db, forms, id, ct);
        if (form is null) return refusal!;
        var columns = ResponseTable.Spread(ResponseTable.ColumnsOf(form, filter.Version));
        var (own, table) = (filter with { FormId = id }, new ResponseTable(db, values, PersonPermissions.Of(actor)));
        using var file = new MemoryStream();
        await Workbook.Write(file,
        [
            ("Responses", Headed(HeadingsOf(columns), Limited(table.Rows(own, columns, ct), ct), ct)),
            .. columns.Where(column => column.Field.Columns.Count > 0).Select(column => (column.Name, Headed(
                [KeyColumn.All[0].Name, KeyColumn.Row.Name, .. column.Field.Columns.Select(field => field.Name)],
                Limited(table.RowsOfTable(own, column.Field, ct), ct), ct))),
            ("Codebook", Headed(Codebook.Headings, Codebook.Rows(columns, VersionsOf(form, filter.Version)).ToAsyncEnumerable(), ct)),
        ]);
        Begin(http, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{NameOf(form)}.xlsx");
        file.Position = 0;
        await file.CopyToAsync(http.Response.Body, ct);
        return Results.Empty;
    }

    private static async Task<IResult> CodebookAsCsv(
        Guid id, int? version, HttpContext http, TenantDatabase db, PublishedForms forms, CancellationToken ct)
    {
        var (form, refusal) = await Find(db, forms, id, ct);
        if (form is null) return refusal!;
        Begin(http, "text/csv; charset=utf-8", $"{NameOf(form)} codebook.csv");
        await http.Response.Body.WriteAsync(Csv.Preamble, ct);
        await http.Response.Body.WriteAsync(Csv.Headings(Codebook.Headings), ct);
        var columns = ResponseTable.Spread(ResponseTable.ColumnsOf(form, version));
        foreach (var row in Codebook.Rows(columns, VersionsOf(form, version)))
            await http.Response.Body.WriteAsync(Csv.Line(row), ct);
        return Results.Empty;
    }

    private static async Task<(KnownForm? Form, IResult? Refusal)> Find(
        TenantDatabase db, PublishedForms forms, Guid id, CancellationToken ct)
    {
        var form = await forms.Load(db.Tenant, new(id), ct);
        return form.State switch
        {
            Form.None => (null, FormRefusals.NotFound.ToProblem()),
            Form.Published => (form, null),
            _ => (null, FormRefusals.NotPublished.ToProblem()),
        };
    }

    private static IEnumerable<int> VersionsOf(KnownForm form, int? version) =>
        form.Versions.Keys.Where(one => version is null || one == version);

    private static IEnumerable<string> HeadingsOf(IReadOnlyList<ExportColumn> columns) =>
        KeyColumn.All.Select(key => key.Name).Concat(columns.Select(column => column.Name));

    private static async IAsyncEnumerable<IReadOnlyList<Cell>> Headed(
        IEnumerable<string> headings, IAsyncEnumerable<IReadOnlyList<Cell>> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return [.. headings.Select(heading => new Cell(heading, false))];
        await foreach (var row in rows.WithCancellation(ct)) yield return row;
    }

    private static async IAsyncEnumerable<IReadOnlyList<Cell>> Limited(
        IAsyncEnumerable<IReadOnlyList<Cell>> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (++count > FormLimits.WorkbookRowCountMax)
            {
                yield return [new($"Only the first {FormLimits.WorkbookRowCountMax:N0} rows fit here. CSV has all of them.", false)];
                yield break;
            }
            yield return row;
        }
    }

    private static string NameOf(KnownForm form) => ((Form.Published)form.State).Latest.Name;

    private static void Begin(HttpContext http, string type, string name)
    {
        http.Response.ContentType = type;
        http.Response.Headers.CacheControl = "no-store";
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(new string([.. name.Where(letter => !char.IsControl(letter) && letter is not ('/' or '\\'))]));
        http.Response.Headers.ContentDisposition = disposition.ToString();
    }
}
