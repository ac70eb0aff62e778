using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Invitations;

internal readonly record struct InvitationKey(Guid InvitationId);

internal sealed record InvitationRow(
    Guid DistributionId, Guid FormId, int FormVersion, string Email, string? Name, string? Reference, string State,
    DateTimeOffset IssuedAt, DateTimeOffset? SentAt, DateTimeOffset? OpenedAt, DateTimeOffset? SubmittedAt,
    int Reminders, DateTimeOffset? Deadline, string? Message, string? BouncedBecause,
    DateTimeOffset? StartedAt, Guid? PersonId);

/// <summary>Who was asked, and how far did they get?</summary>
internal static class InvitationBoard
{
    public static readonly RowProjection<InvitationKey, InvitationRow> Projection = new(
        "invitations", "read.invitations",
        [
            typeof(InvitationIssued), typeof(InvitationSent), typeof(InvitationBounced), typeof(InvitationOpened),
            typeof(InvitationStarted), typeof(InvitationReminded), typeof(InvitationRevoked),
            typeof(InvitationReinstated), typeof(ResponseSubmitted),
        ],
        recorded => [new InvitationKey(recorded.Data is ResponseSubmitted e ? e.InvitationId.Value : recorded.StreamId)],
        Project);

    private static InvitationRow? Project(InvitationKey key, InvitationRow? row, RecordedEvent recorded) =>
        recorded.Data switch
        {
            InvitationIssued e => new(e.DistributionId, e.FormId.Value, e.FormVersion, e.Recipient.Email,
                e.Recipient.Name, e.Recipient.Reference, "issued", e.At, null, null, null, 0, e.Deadline, e.Message, null,
                null, e.PersonId?.Value),
            InvitationSent e => row! with { State = "sent", SentAt = e.At, BouncedBecause = null },
            InvitationBounced e => row! with { State = "bounced", BouncedBecause = e.Reason },
            InvitationOpened e => row! with { State = "opened", OpenedAt = e.At },
            InvitationStarted e => row! with { State = "started", StartedAt = e.At },
            InvitationReminded e => row! with { Reminders = e.Number },
            InvitationRevoked => row! with { State = "revoked" },
            InvitationReinstated => row! with
            {
                State = row.StartedAt is not null ? "started" : row.OpenedAt is not null ? "opened"
                    : row.SentAt is not null ? "sent" : "issued",
            },
            ResponseSubmitted e => row! with { State = "submitted", SubmittedAt = e.At },
            _ => row,
        };

    public static void MapInvitationBoard(this RouteGroupBuilder group)
    {
        group.MapGet("/{id:guid}/distributions", Distributions).RequirePermission(Permission.ViewForms)
            .WithSummary("Sendings of a form, with what became of them");
        group.MapGet("/{id:guid}/distributions/{distributionId:guid}", Invitations)
            .RequirePermission(Permission.ViewResponses).WithSummary("One sending, person by person");
    }

    private static async Task<IResult> Distributions(Guid id, TenantDatabase db, CancellationToken ct)
    {
        var items = await db.Query("""
            select distribution_id, min(issued_at), max(form_version), min(deadline), min(message), count(*),
                   count(sent_at), count(opened_at), count(submitted_at), count(*) filter (where reminders > 0),
                   count(*) filter (where state = 'bounced'), count(*) filter (where state = 'revoked'),
                   count(*) filter (where started_at is not null or submitted_at is not null)
              from read.invitations
             where tenant_id = $1 and form_id = $2
             group by distribution_id
             order by 2 desc
             limit $3
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
        }, ct, db.Tenant.Value, id, Limits.PageSizeMax);
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> Invitations(
        Guid id, Guid distributionId, int? limit, string? cursor, TenantDatabase db, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var after = Guid.TryParse(Page.Decode(cursor), out var from) ? from : Guid.Empty;
        var rows = await db.Query("""
            select invitation_id, email, name, reference, state, sent_at, opened_at, submitted_at, reminders, bounced_because,
                   started_at, person_id
              from read.invitations
             where tenant_id = $1 and form_id = $2 and distribution_id = $3 and invitation_id > $4
             order by invitation_id
             limit $5
            """, row => new
        {
            Id = row.GetGuid(0),
            Email = row.GetString(1),
            Name = row.IsDBNull(2) ? null : row.GetString(2),
            Reference = row.IsDBNull(3) ? null : row.GetString(3),
            State = row.GetString(4),
            SentAt = row.IsDBNull(5) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(5),
            OpenedAt = row.IsDBNull(6) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(6),
            SubmittedAt = row.IsDBNull(7) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(7),
            Reminders = row.GetInt32(8),
            BouncedBecause = row.IsDBNull(9) ? null : row.GetString(9),
            StartedAt = row.IsDBNull(10) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(10),
            PersonId = row.IsDBNull(11) ? (Guid?)null : row.GetGuid(11),
        }, ct, db.Tenant.Value, id, distributionId, after, size + 1);
        return Results.Json(Page.From(rows, size, row => row.Id.ToString()), AppJson.Options);
    }
}
