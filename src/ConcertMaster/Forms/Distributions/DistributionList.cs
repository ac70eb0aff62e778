using ConcertMaster.EventStore.Projections;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace ConcertMaster.Forms.Distributions;

internal readonly record struct DistributionKey(Guid DistributionId);

internal sealed record DistributionRow(
    Guid FormId, int FormVersion, int Count, string Channel, string? Message, DateTimeOffset? Deadline, string Status,
    Guid AcceptedBy, DateTimeOffset AcceptedAt, DateTimeOffset? EndedAt, DateTimeOffset? OpensAt = null);

/// <summary>What was sent so far, and what became of it?</summary>
internal static class DistributionList
{
    public static readonly RowProjection<DistributionKey, DistributionRow> Projection = new(
        "distributions", "read.distributions",
        [typeof(DistributionAccepted), typeof(DistributionFinished), typeof(DistributionStopped)],
        recorded => [new DistributionKey(recorded.StreamId)],
        (_, row, recorded) => recorded.Data switch
        {
            DistributionAccepted e => new(e.FormId.Value, e.FormVersion, e.Count, e.Channel.ToString().ToLowerInvariant(),
                e.Message, e.Deadline, "sending", e.By.Value, e.At, null, e.OpensAt),
            DistributionFinished e => row! with { Status = "finished", EndedAt = e.At },
            DistributionStopped e => row! with { Status = "stopped", EndedAt = e.At },
            _ => row,
        });

    public static void MapDistributionList(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/distributions", List).RequirePermission(Permission.ViewForms)
            .WithSummary("Sendings of a form, with what became of them");

    // Those of runs have invitations and no row; one that was just accepted has a row and no invitations. Open links have a
    // list of their own.
    private static async Task<IResult> List(
        Guid id, TenantDatabase db, PublishedForms forms, TimeProvider time, int? limit, string? cursor, CancellationToken ct)
    {
        if ((await forms.Load(db.Tenant, new(id), ct)).State is Form.None) return FormRefusals.NotFound.ToProblem();
        var (now, size, after) = (time.GetUtcNow(), Page.Size(limit), Page.Decode(cursor)?.Split('|'));
        var rows = await db.Query("""
            with asked as (
                select distribution_id, min(issued_at) as at, max(form_version) as version, min(deadline) as deadline,
                       min(message) as message, count(*) as invited, count(sent_at) as sent, count(opened_at) as opened,
                       count(submitted_at) as submitted, count(*) filter (where reminders > 0) as reminded,
                       count(*) filter (where state = 'bounced') as bounced, count(*) filter (where state = 'revoked') as revoked,
                       count(*) filter (where started_at is not null or submitted_at is not null) as started
                  from read.invitations where tenant_id = $1 and form_id = $2 and distribution_id not in (
                       select link_id from read.form_links where tenant_id = $1 and form_id = $2)
                 group by distribution_id),
            known as (select * from read.distributions where tenant_id = $1 and form_id = $2)
            select coalesce(k.distribution_id, a.distribution_id), coalesce(k.accepted_at, a.at), coalesce(k.form_version, a.version),
                   coalesce(k.deadline, a.deadline), coalesce(k.message, a.message), coalesce(k.count, a.invited),
                   coalesce(a.sent, 0), coalesce(a.opened, 0), coalesce(a.submitted, 0), coalesce(a.reminded, 0),
                   coalesce(a.bounced, 0), coalesce(a.revoked, 0), coalesce(a.started, 0), coalesce(k.status, 'finished'),
                   coalesce(k.channel, 'mail'), s.because, k.opens_at
              from asked a full join known k on k.distribution_id = a.distribution_id
              left join app.sendings s on s.tenant_id = $1 and s.distribution_id = k.distribution_id
             where $3::timestamptz is null
                or (coalesce(k.accepted_at, a.at), coalesce(k.distribution_id, a.distribution_id)) < ($3::timestamptz, $4::uuid)
             order by 2 desc, 1 desc
             limit $5
            """, row => new
        {
            Id = row.GetGuid(0),
            SentAt = row.GetFieldValue<DateTimeOffset>(1),
            FormVersion = row.GetInt32(2),
            Deadline = row.IsDBNull(3) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(3),
            Message = row.IsDBNull(4) ? null : row.GetString(4),
            Invited = row.GetInt64(5),
            Sent = row.GetInt64(6),
            Opened = row.GetInt64(7),
            Submitted = row.GetInt64(8),
            Reminded = row.GetInt64(9),
            Bounced = row.GetInt64(10),
            Revoked = row.GetInt64(11),
            Started = row.GetInt64(12),
            Status = StatusOf(row.GetString(13), OpensAt(row), now),
            Channel = row.GetString(14),
            WaitsBecause = row.IsDBNull(15) ? null : row.GetString(15),
            OpensAt = OpensAt(row),
        }, ct, db.Tenant.Value, id, after is [var at, _] && DateTimeOffset.TryParse(at, out var sent) ? sent.ToUniversalTime() : null,
            after is [_, var last] && Guid.TryParse(last, out var guid) ? guid : null, size + 1);
        return Results.Json(Page.From(rows, size, row => $"{row.SentAt:O}|{row.Id}"), AppJson.Options);
    }

    private static DateTimeOffset? OpensAt(NpgsqlDataReader row) => row.IsDBNull(16) ? null : row.GetFieldValue<DateTimeOffset>(16);

    private static string StatusOf(string status, DateTimeOffset? opens, DateTimeOffset now) =>
        status == "sending" && opens > now ? "scheduled" : status;
}
