using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace ConcertMaster.Reviews;

/// <param name="State">open (default), mine, team, delegated, returned, done, doneByMe, all.</param>
/// <param name="Sort">due (default), oldest, newest.</param>
internal sealed record ReviewListQuery(
    string? State, string? Queue, string? Search, string? Sort, string? Verdict, bool? Late, Guid? Person, int? Limit,
    string? Cursor);

/// <summary>The inbox as one person reads it.</summary>
internal static class ReviewList
{
    public static void MapReviewList(this RouteGroupBuilder group) =>
        group.MapGet("/", List).RequirePermission(Permission.ViewReviews)
            .WithSummary("Reviews by state (open, mine, team, delegated, returned, done, doneByMe, all) and queue");

    private static async Task<IResult> List(
        [AsParameters] ReviewListQuery query, Actor actor, Reviewers reviewers, TenantDatabase db, TimeProvider time,
        CancellationToken ct)
    {
        var size = Page.Size(query.Limit);
        var from = Place.Parse(Page.Decode(query.Cursor));
        var (place, way, order) = Order(query);
        var me = await reviewers.Of(actor, ct);
        var groups = me.Groups.Concat(me.StandsInFor.SelectMany(one => one.Keys)).ToArray();
        var rows = await db.Query($"""
            select review_id, title, queue, state, requested_at, due_at, claimed_by_id, claimed_by_name, assignees,
                   required_approvals, approvals, reason, subject_kind, subject_id, subject_label, decided_at,
                   {place} as place, stage, claimed_until, open_queries, revisions, waiting, assigned_ids, delegated_to
              from read.review_inbox
             where tenant_id = $1
               and {Condition(query.State)}
               and ($7::text is null or queue = $7)
               and ($8::text is null or title ilike $8 or subject_label ilike $8)
               and ($9::text is null or state = $9)
               and ($10::timestamptz is null or due_at < $10)
               and ($11::text is null or $11 = any(spoken_by || assigned_ids) or claimed_by_id::text = $11)
               and ($12::timestamptz is null or ({place}, review_id) {way} ($12, $13::uuid))
             order by place {order}, review_id {order}
             limit $14
            """, ReviewInboxItem.Read, ct, db.Tenant.Value, actor.UserId.Value, actor.UserId.ToString(), actor.Email,
            me.Keys.Except(me.Groups).ToArray(), groups, query.Queue, SearchPattern.Containing(query.Search), query.Verdict,
            query.Late == true ? time.GetUtcNow() : null, query.Person?.ToString(), from?.At, from?.Id ?? Guid.Empty, size + 1);
        return Results.Json(Page.From(rows, size, row => $"{row.Place:O}|{row.Id}"), AppJson.Options);
    }

    // Open work is read from the most pressing on, done work from the newest back.
    private static (string Place, string Way, string Order) Order(ReviewListQuery query) => (query.Sort, query.State) switch
    {
        ("oldest", _) => ("requested_at", ">", "asc"),
        ("newest", _) => ("requested_at", "<", "desc"),
        (_, "done" or "doneByMe") => ("coalesce(decided_at, requested_at)", "<", "desc"),
        _ => ("coalesce(due_at, '9999-01-01Z'::timestamptz)", ">", "asc"),
    };

    // Every branch names $2 to $6, so that the statement has the same parameters in each.
    private static string Condition(string? state) =>
        "num_nulls($2::uuid, $3::text, $4::text, $5::text[], $6::text[]) = 0 and " + state switch
        {
            "mine" => """
                state in ('open', 'claimed') and not $3 = any(spoken_by)
                and (claimed_by_id = $2 or $4 = any(assignees) or open_to && $5 or $3 = any(assigned_ids))
                """,
            "team" => "state in ('open', 'claimed') and open_to && $6 and not $3 = any(spoken_by)",
            "delegated" => "state in ('open', 'claimed') and $3 = any(delegated_to) and not $3 = any(spoken_by)",
            "returned" => "state = 'returned'",
            "done" => "state not in ('open', 'claimed', 'returned')",
            "doneByMe" => "$3 = any(spoken_by)",
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
    ReviewSubject Subject, DateTimeOffset? DecidedAt, string Stage, DateTimeOffset? ClaimedUntil, int OpenQueries,
    int Revisions, JsonElement Waiting, string[] AssignedIds, string[] DelegatedTo)
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
        row.IsDBNull(15) ? null : row.GetFieldValue<DateTimeOffset>(15), row.GetString(17),
        row.IsDBNull(18) ? null : row.GetFieldValue<DateTimeOffset>(18), row.GetInt32(19), row.GetInt32(20),
        JsonSerializer.Deserialize<JsonElement>(row.GetString(21)), row.GetFieldValue<string[]>(22),
        row.GetFieldValue<string[]>(23))
    {
        Place = row.GetFieldValue<DateTimeOffset>(16),
    };
}
