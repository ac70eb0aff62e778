using System.Buffers.Text;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Links;

internal readonly record struct LinkKey(Guid LinkId);

internal sealed record LinkRow(
    Guid FormId, string Name, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, int? Quota, OnePerPerson OnePerPerson,
    bool ProofOfWork, bool IsClosed, DateTimeOffset CreatedAt);

internal sealed record OpenLinkBody(
    string? Name, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, int? Quota, OnePerPerson? OnePerPerson,
    bool? ProofOfWork, JsonElement? Prefill, IReadOnlyList<string>? Locked);

internal sealed record PrefillBody(JsonElement? Values, IReadOnlyList<string>? Locked);

/// <summary>Links that anybody may begin a form with, as those who share it see them.</summary>
internal static class LinkEndpoints
{
    public static readonly RowProjection<LinkKey, LinkRow> Projection = new(
        "form links", "read.form_links", [typeof(FormLinkOpened), typeof(FormLinkClosed)],
        recorded => [new LinkKey(recorded.StreamId)],
        (_, row, recorded) => recorded.Data switch
        {
            FormLinkOpened e => new(e.FormId.Value, e.Name, e.OpensAt, e.ClosesAt, e.Quota, e.OnePerPerson, e.ProofOfWork, false, e.At),
            FormLinkClosed => row! with { IsClosed = true },
            _ => row,
        });

    public static void MapLinks(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/links",
            Open).RequirePermission(Permission.SendForms).WithSummary("Make a link that anybody may begin the form with");
        group.MapGet("/{id:guid}/links", List).RequirePermission(Permission.ViewForms).WithSummary("Open links of a form");
        group.MapPost("/{id:guid}/links/{linkId:guid}/close", Close).RequirePermission(Permission.SendForms).WithSummary("Close a link");
        group.MapPost("/{id:guid}/links/{linkId:guid}/prefill", Prefill).RequirePermission(Permission.SendForms)
            .WithSummary("An address of the link with answers filled in, signed so that they cannot be changed on the way");
    }

    private static async Task<IResult> Open(
        Guid id, OpenLinkBody body, Actor actor, PublishedForms forms, OpenLinks links, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        var form = await forms.Load(session.Tenant, new(id), ct);
        if (form.State is Form.None) return FormRefusals.NotFound.ToProblem();
        if (form.State is not Form.Published) return FormRefusals.NotPublished.ToProblem();
        var now = time.GetUtcNow();
        var link = Guid.CreateVersion7(now);
        var command = new OpenLink(new(link, new(id), body.Name?.Trim() ?? "", body.OpensAt, body.ClosesAt, body.Quota,
            body.OnePerPerson ?? OnePerPerson.None, body.ProofOfWork ?? true,
            body.Prefill is { ValueKind: JsonValueKind.Object } prefill ? prefill : null, body.Locked ?? [], actor.UserId, now));
        await links.Remember(session.Tenant, link, ct);
        var outcome = await session.Transact(FormLink.Stream(link), state => LinkDecider.Decide(command, state), ct: ct);
        return outcome.ToHttpResult(_ => new
        {
            id = link, token = links.TokenOf(session.Tenant, link), url = links.UrlOf(session.Tenant, link),
        }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(
        Guid id, TenantDatabase db, PublishedForms forms, OpenLinks links, TimeProvider time, CancellationToken ct)
    {
        if ((await forms.Load(db.Tenant, new(id), ct)).State is Form.None) return FormRefusals.NotFound.ToProblem();
        var now = time.GetUtcNow();
        var items = await db.Query("""
            select l.link_id, l.name, l.opens_at, l.closes_at, l.quota, l.one_per_person, l.is_closed, l.created_at,
                   coalesce(i.started, 0), coalesce(i.submitted, 0), coalesce(q.taken, 0)
              from read.form_links l left join app.link_quotas q using (tenant_id, link_id)
              left join lateral (select count(*) as started, count(submitted_at) as submitted from read.invitations
                                  where tenant_id = $1 and form_id = $2 and distribution_id = l.link_id) i on true
             where l.tenant_id = $1 and l.form_id = $2 order by l.created_at desc limit $3
            """, row =>
        {
            var (opens, closes, quota) = (row.IsDBNull(2) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(2),
                row.IsDBNull(3) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4)
                    ? (int?)null : row.GetInt32(4));
            return new
            {
                Id = row.GetGuid(0), Name = row.GetString(1), Url = links.UrlOf(db.Tenant, row.GetGuid(0)), OpensAt = opens,
                ClosesAt = closes, Quota = quota, OnePerPerson = row.GetString(5).ToLowerInvariant(),
                CreatedAt = row.GetFieldValue<DateTimeOffset>(7), Started = row.GetInt64(8), Submitted = row.GetInt64(9),
                Taken = row.GetInt32(10),
                State = row.GetBoolean(6) || closes <= now ? "closed" : opens > now ? "notYet"
                    : row.GetInt32(10) >= quota ? "full" : "open",
            };
        }, ct, db.Tenant.Value, id, Limits.PageSizeMax);
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> Close(
        Guid id, Guid linkId, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new CloseLink(actor.UserId, time.GetUtcNow());
        return (await session.Transact(FormLink.Stream(linkId), link => link is FormLink.Known known && known.Terms.FormId.Value != id
            ? Decision<FormLinkEvent>.Refuse(LinkRefusals.NotFound) : LinkDecider.Decide(command, link), ct: ct)).ToHttpResult();
    }

    private static async Task<IResult> Prefill(
        Guid id, Guid linkId, PrefillBody body, OpenLinks links, EventSession session, CancellationToken ct)
    {
        var (link, _) = await session.Load(FormLink.Stream(linkId), ct: ct);
        if (link is not FormLink.Known known || known.Terms.FormId.Value != id) return LinkRefusals.NotFound.ToProblem();
        var prefill = Base64Url.EncodeToString(CanonicalJson.Write(AppJson.ToElement(
            new { values = body.Values, locked = body.Locked ?? [] })));
        return prefill.Length > FormLimits.PrefillBytesMax
            ? FillingTooLarge.ToProblem()
            : Results.Json(new
            {
                url = $"{links.UrlOf(session.Tenant, linkId)}?prefill={prefill}&signature={links.SignatureOf(linkId, prefill)}",
            }, AppJson.Options);
    }

    private static readonly Refusal FillingTooLarge = CommonRefusals.Invalid("link.prefill-too-large",
        $"An address holds at most {FormLimits.PrefillBytesMax / 1024} kB of answers.");
}
