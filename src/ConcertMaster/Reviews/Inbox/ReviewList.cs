using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace ConcertMaster.Reviews;

/// <param name="State">open (default), unclaimed, mine, team, delegated, returned, done, doneByMe, all.</param>
/// <param name="Sort">pressing (default: the urgent first, then by due time), due, oldest, newest.</param>
/// <param name="Age">today, days, week, older: since it was asked for.</param>
/// <param name="Days">Decided within so many days.</param>
/// <param name="Subject">About one thing: its kind and its id, such as <c>response:…</c>.</param>
internal sealed record ReviewListQuery(
    string? State, string? Queue, string? Search, string? Sort, string? Verdict, string? Label, string? Reason, string? Age,
    bool? Late, bool? LikelyLate, bool? OnTime, bool? FirstPass, bool? Disputed, int? Days, Guid? Person,
    string? Subject, int? Limit, string? Cursor);

/// <summary>The inbox as one person reads it.</summary>
internal static class ReviewList
{
    private const int CountMax = 1_000;

    public static void MapReviewList(this RouteGroupBuilder group)
    {
        group.MapGet("/", List).RequirePermission(Permission.ViewReviews)
            .WithSummary("Reviews by state (open, unclaimed, mine, team, delegated, returned, done, doneByMe, all) and queue");
        group.MapGet("/count", Count).RequirePermission(Permission.ViewReviews)
            .WithSummary("How many reviews a list has, up to a thousand");
    }

    private static async Task<IResult> List(
        [AsParameters] ReviewListQuery query, Actor actor, Reviewers reviewers, ReviewPace pace, TenantDatabase db,
        TimeProvider time, CancellationToken ct)
    {
        var size = Page.Size(query.Limit);
        var now = time.GetUtcNow();
        var paces = await pace.Of(db, ct);
        var filter = new ReviewFilter(db.Tenant, actor, await reviewers.Of(actor, ct), now, paces);
        filter.Apply(query);
        var order = ReviewOrder.Of(query);
        if (order.After(filter, Page.Decode(query.Cursor)) is { } seek) filter.And(seek);
        var rows = await db.Query($"""
            select review_id, title, queue, state, requested_at, due_at, claimed_by_id, claimed_by_name, assignees,
                   required_approvals, approvals, reason, subject_kind, subject_id, subject_label, decided_at,
                   {order.Place} as place, stage, claimed_until, open_queries, revisions, waiting, assigned_ids, delegated_to,
                   priority, disputed, label
              from read.review_inbox
             where {filter.Condition}
             order by {order.Columns}
             limit {filter.Value(size + 1)}
            """, row => ReviewInboxItem.Read(row, paces, now), ct, filter.Values);
        return Results.Json(Page.From(rows, size, order.CursorOf), AppJson.Options);
    }

    private static async Task<IResult> Count(
        [AsParameters] ReviewListQuery query, Actor actor, Reviewers reviewers, ReviewPace pace, TenantDatabase db,
        TimeProvider time, CancellationToken ct)
    {
        var filter = new ReviewFilter(
            db.Tenant, actor, await reviewers.Of(actor, ct), time.GetUtcNow(), await pace.Of(db, ct));
        filter.Apply(query);
        var count = (await db.Query($"""
            select count(*) from (select from read.review_inbox where {filter.Condition} limit {filter.Value(CountMax)}) found
            """, row => row.GetInt64(0), ct, filter.Values)).Single();
        return Results.Json(new { count }, AppJson.Options);
    }
}

/// <summary>One line of the inbox.</summary>
/// <param name="LikelyLate">Not late yet, but what waits in its queue usually takes longer than is left.</param>
/// <param name="UsualHours">How long its queue usually takes from asking to deciding; null when nothing is known.</param>
internal sealed record ReviewInboxItem(
    Guid Id, string Title, string Queue, string State, DateTimeOffset RequestedAt, DateTimeOffset? DueAt,
    ReviewPerson? ClaimedBy, string[] Assignees, int RequiredApprovals, int Approvals, string? Reason,
    ReviewSubject Subject, DateTimeOffset? DecidedAt, string Stage, DateTimeOffset? ClaimedUntil, int OpenQueries,
    int Revisions, JsonElement Waiting, string[] AssignedIds, string[] DelegatedTo, ReviewPriority Priority, bool Disputed,
    string? Label, bool LikelyLate, double? UsualHours)
{
    /// <summary>Where it stands in the order of the list; for the cursor.</summary>
    [JsonIgnore]
    public DateTimeOffset Place { get; private init; }

    public static ReviewInboxItem Read(NpgsqlDataReader row, QueuePaces paces, DateTimeOffset now)
    {
        var (queue, state, asked) = (row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4));
        var due = row.IsDBNull(5) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(5);
        return new(
            row.GetGuid(0), row.GetString(1), queue, state, asked, due,
            row.IsDBNull(6) ? null : new(new(row.GetGuid(6)), row.GetString(7)),
            row.GetFieldValue<string[]>(8), row.GetInt32(9), row.GetInt32(10), row.IsDBNull(11) ? null : row.GetString(11),
            new(row.GetString(12), row.GetString(13), row.GetString(14)),
            row.IsDBNull(15) ? null : row.GetFieldValue<DateTimeOffset>(15), row.GetString(17),
            row.IsDBNull(18) ? null : row.GetFieldValue<DateTimeOffset>(18), row.GetInt32(19), row.GetInt32(20),
            JsonSerializer.Deserialize<JsonElement>(row.GetString(21)), row.GetFieldValue<string[]>(22),
            row.GetFieldValue<string[]>(23), (ReviewPriority)row.GetInt32(24), row.GetBoolean(25),
            row.IsDBNull(26) ? null : row.GetString(26),
            state is "open" or "claimed" && paces.IsLikelyLate(queue, asked, due, now), paces.Usual(queue)?.TotalHours)
        {
            Place = row.GetFieldValue<DateTimeOffset>(16),
        };
    }
}
