using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Filling;

/// <summary>Where do people stop, and which pages and questions take them long?</summary>
internal static class DropOff
{
    private sealed record Seen(int Version, int Page, long Reached, double? Seconds);

    /// <summary>Where those who have not sent it stopped: the furthest page, and the question touched last there.</summary>
    private sealed record Stop(int Version, int Page, string? Field, long People);

    private sealed record AtQuestion(int Version, string Field, long People, double Seconds);

    public static void MapDropOff(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/drop-off", Get).RequirePermission(Permission.ViewResponses)
            .WithSummary("How far people came, and how long each page and question took them, by version");

    private static async Task<IResult> Get(
        Guid id, int? version, TenantDatabase db, PublishedForms forms, CancellationToken ct)
    {
        var form = await forms.Load(db.Tenant, new(id), ct);
        if (form.State is Form.None) return FormRefusals.NotFound.ToProblem();
        var (pages, stops, questions) = (await Pages(db, id, ct), await Stops(db, id, ct), await Questions(db, id, ct));
        var submitted = await Submitted(db, id, ct);
        var versions = form.Versions.Values.Select(one => one.Form).OrderByDescending(one => one.Version)
            .Where(one => version is null || one.Version == version)
            .Select(one =>
            {
                var seen = pages.Where(page => page.Version == one.Version).ToDictionary(page => page.Page);
                var stopped = stops.Where(stop => stop.Version == one.Version).ToList();
                return new
                {
                    one.Version,
                    Started = seen.Values.Select(page => page.Reached).DefaultIfEmpty().Max(),
                    Submitted = submitted.GetValueOrDefault(one.Version),
                    Pages = PagesOf(one.Definition).Select(page => new
                    {
                        Page = page.Index, page.Title, page.IsCheck,
                        Reached = seen.GetValueOrDefault(page.Index)?.Reached ?? 0,
                        Left = stopped.Where(stop => stop.Page == page.Index).Sum(stop => stop.People),
                        MedianSeconds = seen.GetValueOrDefault(page.Index)?.Seconds,
                    }),
                    Fields = FormPages.InOrder(one.Definition).Select(field =>
                    {
                        var at = questions.Find(question => question.Version == one.Version && question.Field == field.Name);
                        return new
                        {
                            Field = field.Name, field.Label,
                            Answered = at?.People ?? 0,
                            LastTouched = stopped.Where(stop => stop.Field == field.Name).Sum(stop => stop.People),
                            MedianSeconds = at?.Seconds,
                        };
                    }).Where(field => field.LastTouched > 0 || field.MedianSeconds is not null),
                };
            });
        return Results.Json(new { versions }, AppJson.Options);
    }

    private static IEnumerable<(int Index, string Title, bool IsCheck)> PagesOf(FormDefinition definition)
    {
        var pages = FormPages.Of(definition);
        return pages.Select(page => (page.Index, page.Title, false)).Append((pages.Count, "", true));
    }

    private static Task<List<Seen>> Pages(TenantDatabase db, Guid form, CancellationToken ct) => db.Query("""
        select form_version, page, count(*), percentile_cont(0.5) within group (order by seconds)
          from app.form_progress where tenant_id = $1 and form_id = $2 group by 1, 2
        """, row => new Seen(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2),
        row.IsDBNull(3) ? null : row.GetDouble(3)), ct, db.Tenant.Value, form);

    private static Task<List<Stop>> Stops(TenantDatabase db, Guid form, CancellationToken ct) => db.Query("""
        select form_version, page, last_field, count(*) from (
            select distinct on (p.form_version, p.invitation_id) p.form_version, p.page, p.last_field
              from app.form_progress p
              left join read.invitations i on i.tenant_id = p.tenant_id and i.invitation_id = p.invitation_id
             where p.tenant_id = $1 and p.form_id = $2 and i.submitted_at is null
             order by p.form_version, p.invitation_id, p.page desc) furthest
         group by 1, 2, 3
        """, row => new Stop(row.GetInt32(0), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(3)),
        ct, db.Tenant.Value, form);

    private static Task<List<AtQuestion>> Questions(TenantDatabase db, Guid form, CancellationToken ct) => db.Query("""
        select form_version, field, count(*), percentile_cont(0.5) within group (order by seconds)
          from app.form_field_times where tenant_id = $1 and form_id = $2 group by 1, 2
        """, row => new AtQuestion(row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetDouble(3)), ct,
        db.Tenant.Value, form);

    private static async Task<Dictionary<int, long>> Submitted(TenantDatabase db, Guid form, CancellationToken ct) => (await db.Query("""
        select form_version, count(*) from read.responses where tenant_id = $1 and form_id = $2 group by 1
        """, row => (Version: row.GetInt32(0), Count: row.GetInt64(1)), ct, db.Tenant.Value, form))
        .ToDictionary(one => one.Version, one => one.Count);
}
