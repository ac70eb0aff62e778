using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
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
    DateTimeOffset? StartedAt, Guid? PersonId, string? Phone = null, string? Channel = null,
    string? Language = null);

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
        // The first version knew no languages.
        Project, version: 2, startsRow: recorded => recorded.Data is InvitationIssued);

    private static InvitationRow? Project(InvitationKey key, InvitationRow? row, RecordedEvent recorded) =>
        recorded.Data switch
        {
            InvitationIssued e => new(e.DistributionId, e.FormId.Value, e.FormVersion, e.Recipient.Email,
                e.Recipient.Name, e.Recipient.Reference, "issued", e.At, null, null, null, 0, e.Deadline, e.Message, null,
                null, e.PersonId?.Value, e.Recipient.Phone,
                (e.Channel ?? Channel.Mail).ToString().ToLowerInvariant(), e.Recipient.Language),
            InvitationSent e => row! with { State = "sent", SentAt = e.At, BouncedBecause = null },
            InvitationBounced e => row! with { State = "bounced", BouncedBecause = e.Reason },
            InvitationOpened e => row! with { State = "opened", OpenedAt = e.At },
            InvitationStarted e => row! with { State = "started", StartedAt = e.At },
            InvitationReminded => row! with { Reminders = row.Reminders + 1 },
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
        group.MapGet("/{id:guid}/distributions/{distributionId:guid}", Invitations)
            .RequirePermission(Permission.ViewResponses).WithSummary("One sending, person by person");
    }

    private static async Task<IResult> Invitations(
        Guid id, Guid distributionId, string? state, string? search, int? limit, string? cursor, TenantDatabase db,
        PublishedForms forms, CancellationToken ct)
    {
        if ((await forms.Load(db.Tenant, new(id), ct)).State is Form.None) return FormRefusals.NotFound.ToProblem();
        var size = Page.Size(limit);
        var after = Guid.TryParse(Page.Decode(cursor), out var from) ? from : Guid.Empty;
        var rows = await db.Query("""
            select invitation_id, email, name, reference, state, sent_at, opened_at, submitted_at, reminders, bounced_because,
                   started_at, person_id, phone, channel, language
              from read.invitations
             where tenant_id = $1 and form_id = $2 and distribution_id = $3 and invitation_id > $4
               and ($6::text is null or state = $6 or ($6 = 'unanswered' and submitted_at is null and state <> 'revoked'))
               and ($7::text is null or reference ilike $7
                    or person_id in (select p.person_id from app.persons p
                                      where p.tenant_id = $1 and (p.email ilike $7 or p.name ilike $7)))
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
            Phone = row.IsDBNull(12) ? null : row.GetString(12),
            Channel = row.IsDBNull(13) ? "mail" : row.GetString(13),
            Language = row.IsDBNull(14) ? null : row.GetString(14),
        }, ct, db.Tenant.Value, id, distributionId, after, size + 1, state, SearchPattern.Containing(search));
        return Results.Json(Page.From(rows, size, row => row.Id.ToString()), AppJson.Options);
    }
}
