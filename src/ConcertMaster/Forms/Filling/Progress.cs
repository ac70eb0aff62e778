using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Filling;

/// <param name="Page">From 0; where the form was left to the page before, or the last.</param>
/// <param name="Seconds">Spent on the page this time.</param>
/// <param name="Field">The last that was touched.</param>
/// <param name="Fields">Seconds at each question of the page this time.</param>
internal sealed record ProgressBody(
    int? Page, double? Seconds, string? Field, string? Device, int? Version, IReadOnlyDictionary<string, double>? Fields = null);

/// <summary>Where people stop, and what takes them long: told by the public form, page by page, without any answer.</summary>
internal static class Progress
{
    private const int PageMax = 1_000;
    private const double SecondsMax = 24 * 60 * 60;

    public static void MapNoteProgress(this RouteGroupBuilder group) =>
        group.MapPost("/{token}/progress", Note).WithSummary("A page was shown or left");

    public static void MapDropOff(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/drop-off", Get).RequirePermission(Permission.ViewResponses)
            .WithSummary("How far people came, and how long each page and question took them, by version");

    private static async Task<IResult> Note(
        string token, ProgressBody body, PublicForms forms, Database database, TimeProvider time, CancellationToken ct)
    {
        var (found, refusal) = await forms.Open(token, ct);
        if (found is null) return refusal!.ToProblem();
        var form = (found.VersionOf(body.Version) ?? found.Form).Form;
        var field = form.Definition.Fields.Any(one => one.Name == body.Field) ? body.Field : null;
        await database.For(found.Tenant).Execute("""
            insert into app.form_progress as p
                   (tenant_id, invitation_id, page, form_id, form_version, seconds, last_field, device, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (tenant_id, invitation_id, form_version, page) do update
               set seconds = coalesce(p.seconds, 0) + coalesce(excluded.seconds, 0),
                   last_field = coalesce(excluded.last_field, p.last_field), at = excluded.at
            """, ct, found.Tenant.Value, found.Letter.InvitationId.Value, Math.Clamp(body.Page ?? 0, 0, PageMax),
            form.FormId.Value, form.Version, body.Seconds is { } seconds ? Math.Clamp(seconds, 0, SecondsMax) : null, field,
            body.Device is "phone" or "desktop" or "tablet" ? body.Device : null, time.GetUtcNow());
        var times = (body.Fields ?? new Dictionary<string, double>())
            .Where(one => double.IsFinite(one.Value) && one.Value > 0
                && form.Definition.Fields.Any(known => known.Name == one.Key)).ToList();
        if (times.Count > 0) await NoteFields(database.For(found.Tenant), found.Letter.InvitationId, form, times, ct);
        return Results.NoContent();
    }

    private static Task NoteFields(
        TenantDatabase db, InvitationId invitation, PublishedForm form, List<KeyValuePair<string, double>> times,
        CancellationToken ct) =>
        db.Execute("""
            insert into app.form_field_times as t (tenant_id, invitation_id, form_version, field, form_id, seconds)
            select $1, $2, $3, field, $4, seconds from unnest($5::text[], $6::double precision[]) as one (field, seconds)
            on conflict (tenant_id, invitation_id, form_version, field) do update set seconds = least(t.seconds + excluded.seconds, $7)
            """, ct, db.Tenant.Value, invitation.Value, form.Version, form.FormId.Value, times.Select(one => one.Key).ToArray(),
            times.Select(one => Math.Min(one.Value, SecondsMax)).ToArray(), SecondsMax);

    private static async Task<IResult> Get(
        Guid id, int? version, TenantDatabase db, PublishedForms forms, CancellationToken ct)
    {
        var form = await forms.Load(db.Tenant, new(id), ct);
        if (form.State is Form.None) return FormRefusals.NotFound.ToProblem();
        var pages = await db.Query("""
            select form_version, page, count(*), percentile_cont(0.5) within group (order by seconds)
              from app.form_progress where tenant_id = $1 and form_id = $2 group by 1, 2 order by 1 desc, 2
            """, row => (Version: row.GetInt32(0), Page: row.GetInt32(1), Reached: row.GetInt64(2),
            Seconds: row.IsDBNull(3) ? (double?)null : row.GetDouble(3)), ct, db.Tenant.Value, id);
        // Where those who have not sent it stopped: their furthest page and last field.
        var stops = await db.Query("""
            select distinct on (p.form_version, p.invitation_id) p.form_version, p.page, p.last_field
              from app.form_progress p
              left join read.invitations i on i.tenant_id = p.tenant_id and i.invitation_id = p.invitation_id
             where p.tenant_id = $1 and p.form_id = $2 and i.submitted_at is null
             order by p.form_version, p.invitation_id, p.page desc
            """, row => (Version: row.GetInt32(0), Page: row.GetInt32(1), Field: row.IsDBNull(2) ? null : row.GetString(2)),
            ct, db.Tenant.Value, id);
        var submitted = (await db.Query("""
            select form_version, count(*) from read.responses where tenant_id = $1 and form_id = $2 group by 1
            """, row => (Version: row.GetInt32(0), Count: row.GetInt64(1)), ct, db.Tenant.Value, id))
            .ToDictionary(one => one.Version, one => one.Count);
        var times = await db.Query("""
            select form_version, field, percentile_cont(0.5) within group (order by seconds)
              from app.form_field_times where tenant_id = $1 and form_id = $2 group by 1, 2
            """, row => (Version: row.GetInt32(0), Field: row.GetString(1), Seconds: row.GetDouble(2)), ct, db.Tenant.Value, id);
        var versions = form.Versions.Values.Select(one => one.Form).OrderByDescending(one => one.Version)
            .Where(one => version is null || one.Version == version)
            .Select(one => new
            {
                one.Version,
                Started = pages.Where(page => page.Version == one.Version).Select(page => page.Reached).DefaultIfEmpty().Max(),
                Submitted = submitted.GetValueOrDefault(one.Version),
                Pages = FormPages.Of(one.Definition).Select(page => new
                {
                    Page = page.Index, page.Title,
                    Reached = pages.Where(seen => seen.Version == one.Version && seen.Page == page.Index).Sum(seen => seen.Reached),
                    Left = stops.Count(stop => stop.Version == one.Version && stop.Page == page.Index),
                    MedianSeconds = pages.Where(seen => seen.Version == one.Version && seen.Page == page.Index)
                        .Select(seen => seen.Seconds).FirstOrDefault(),
                }),
                Fields = one.Definition.Fields.Select(field => new
                {
                    Field = field.Name,
                    LastTouched = stops.Count(stop => stop.Version == one.Version && stop.Field == field.Name),
                    MedianSeconds = times.Where(time => time.Version == one.Version && time.Field == field.Name)
                        .Select(time => (double?)time.Seconds).FirstOrDefault(),
                }).Where(field => field.LastTouched > 0 || field.MedianSeconds is not null)
                    .OrderByDescending(field => field.LastTouched),
            });
        return Results.Json(new { versions }, AppJson.Options);
    }
}
