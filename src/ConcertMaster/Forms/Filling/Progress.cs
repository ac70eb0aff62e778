using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Filling;

/// <param name="Page">From 0, one past the last being the list of all answers before they are sent.</param>
/// <param name="Seconds">Spent on the page this time.</param>
/// <param name="Field">The last that was touched.</param>
/// <param name="Fields">Seconds at each question of the page this time.</param>
internal sealed record ProgressBody(
    int? Page, double? Seconds, string? Field, string? Device, int? Version, IReadOnlyDictionary<string, double>? Fields = null);

/// <summary>How far people come, and what takes them long: told by the public form, page by page, without any answer.</summary>
internal static class Progress
{
    private const int PageMax = 1_000;
    private const double SecondsMax = 24 * 60 * 60;

    public static void MapNoteProgress(this RouteGroupBuilder group) =>
        group.MapPost("/{token}/progress", Note).WithSummary("A page was shown or left");

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
}
