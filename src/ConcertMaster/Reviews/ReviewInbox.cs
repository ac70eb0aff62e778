using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace ConcertMaster.Reviews;

internal readonly record struct ReviewInboxKey(Guid ReviewId);

internal sealed record ReviewInboxRow(
    string Title, string Queue, string State, DateTimeOffset RequestedAt, DateTimeOffset? DueAt,
    Guid? ClaimedById, string? ClaimedByName, string[] Assignees, int RequiredApprovals, int Approvals,
    string? Reason, string SubjectKind, string SubjectId, string SubjectLabel, DateTimeOffset? DecidedAt);

/// <summary>Which reviews wait, for whom, and which are done?</summary>
internal static class ReviewInbox
{
    public static readonly RowProjection<ReviewInboxKey, ReviewInboxRow> Projection = new(
        "review-inbox", "read.review_inbox",
        [
            typeof(ReviewRequested), typeof(ReviewClaimed), typeof(ReviewReleased), typeof(ReviewApproved),
            typeof(ReviewDecided), typeof(ReviewWithdrawn),
        ],
        recorded => [new ReviewInboxKey(recorded.StreamId)], Project);

    private static ReviewInboxRow? Project(ReviewInboxKey key, ReviewInboxRow? row, RecordedEvent recorded) =>
        recorded.Data switch
        {
            ReviewRequested e => Requested(e),
            ReviewClaimed e => row! with
            {
                State = "claimed", ClaimedById = e.By.Id.Value, ClaimedByName = e.By.Name,
            },
            ReviewReleased => Freed(row!),
            ReviewApproved => Freed(row!) with { Approvals = row!.Approvals + 1 },
            ReviewDecided e => Freed(row!) with { State = NameOf(e.Verdict), DecidedAt = e.At },
            ReviewWithdrawn e => Freed(row!) with { State = "withdrawn", DecidedAt = e.At },
            _ => row,
        };

    private static ReviewInboxRow Requested(ReviewRequested e) => new(
        e.Request.Title, e.Request.Queue, "open", e.RequestedAt, e.Request.DueAt, null, null,
        [.. e.Request.Assignees], e.Request.RequiredApprovals, 0, e.Request.Reason,
        e.Subject.Kind, e.Subject.Id, e.Subject.Label, null);

    private static ReviewInboxRow Freed(ReviewInboxRow row) =>
        row with { State = "open", ClaimedById = null, ClaimedByName = null };

    /// <summary>As JSON writes it: <c>changesRequested</c>.</summary>
    public static string NameOf(Verdict verdict) => JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString());

    public static void MapReviewInbox(this RouteGroupBuilder group) =>
        group.MapGet("/", List).RequirePermission(Permission.ViewReviews)
            .WithSummary("Reviews by state (open, mine, done) and queue, those due first on top");

    private static async Task<IResult> List(
        string? state, string? queue, string? search, int? limit, string? cursor,
        Actor actor, TenantDatabase db, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var from = Place.Parse(Page.Decode(cursor));
        // Open work is read from the most pressing on, done work from the newest back.
        var (place, way, order) = state == "done"
            ? ("coalesce(decided_at, requested_at)", "<", "desc")
            : ("coalesce(due_at, '9999-01-01Z'::timestamptz)", ">", "asc");
        var rows = await db.Query($"""
            select review_id, title, queue, state, requested_at, due_at, claimed_by_id, claimed_by_name, assignees,
                   required_approvals, approvals, reason, subject_kind, subject_id, subject_label, decided_at,
                   {place} as place
              from read.review_inbox
             where tenant_id = $1
               and {Condition(state)}
               and ($4::text is null or queue = $4)
               and ($5::text is null or title ilike $5 or subject_label ilike $5)
               and ($6::timestamptz is null or ({place}, review_id) {way} ($6, $7::uuid))
             order by place {order}, review_id {order}
             limit $8
            """, ReviewInboxItem.Read, ct, db.Tenant.Value, actor.UserId.Value, actor.Email, queue,
            SearchPattern.Containing(search), from?.At, from?.Id ?? Guid.Empty, size + 1);
        return Results.Json(Page.From(rows, size, row => $"{row.Place:O}|{row.Id}"), AppJson.Options);
    }

    // Every branch names $2 and $3, so that the statement has the same parameters in each.
    private static string Condition(string? state) => "$2::uuid is not null and $3::text is not null and " + state switch
    {
        "mine" => "state in ('open', 'claimed') and (claimed_by_id = $2 or $3 = any(assignees))",
        "done" => "state not in ('open', 'claimed')",
        "all" => "true",
        _ => "state in ('open', 'claimed')",
    };

    private sealed record Place(DateTimeOffset At, Guid Id)
    {
        public static Place? Parse(string? text) =>
            text?.Split('|') is [var at, var id]
            && DateTimeOffset.TryParse(at, out var time) && Guid.TryParse(id, out var guid)
                ? new(time, guid) : null;
    }
}

/// <summary>One line of the inbox.</summary>
internal sealed record ReviewInboxItem(
    Guid Id, string Title, string Queue, string State, DateTimeOffset RequestedAt, DateTimeOffset? DueAt,
    ReviewPerson? ClaimedBy, string[] Assignees, int RequiredApprovals, int Approvals, string? Reason,
    ReviewSubject Subject, DateTimeOffset? DecidedAt)
{
    /// <summary>Where it stands in the order of the list; for the cursor.</summary>
    [JsonIgnore]
    public DateTimeOffset Place { get; private init; }

    public static ReviewInboxItem Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
        row.IsDBNull(6) ? null : new(new(row.GetGuid(6)), row.GetString(7)),
        row.GetFieldValue<string[]>(8), row.GetInt32(9), row.GetInt32(10), row.IsDBNull(11) ? null : row.GetString(11),
        new(row.GetString(12), row.GetString(13), row.GetString(14)),
        row.IsDBNull(15) ? null : row.GetFieldValue<DateTimeOffset>(15))
    {
        Place = row.GetFieldValue<DateTimeOffset>(16),
    };
}
