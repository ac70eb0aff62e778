using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Analytics;

/// <summary>What needs me now, what is running, how did the last seven days go? Answered from the read models.</summary>
internal static class Home
{
    private const int ShownCountMax = 5;
    private const int DayCount = 7;

    internal sealed record DueReview(
        Guid Id, string Title, string Queue, string State, DateTimeOffset RequestedAt, DateTimeOffset? DueAt,
        string? Reason);

    internal sealed record FailedRun(
        Guid Id, Guid WorkflowId, string WorkflowName, int WorkflowVersion, string Status, string Trigger,
        DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Error);

    internal sealed record UnpublishedDraft(
        Guid Id, string Name, string Status, long Version, int? PublishedVersion, int NodeCount,
        DateTimeOffset UpdatedAt);

    internal sealed record Day(DateOnly Date, long Runs, long Failed, long Responses, long Decisions);

    internal sealed record Counts(
        long RunningCount, long WaitingCount, bool HasOwnWorkflow, bool HasPublished, bool HasRun);

    public static void MapHome(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/home", Show).RequireSession().WithTags("Home")
            .WithSummary("What needs me now, and the last seven days");

    private static async Task<IResult> Show(
        Actor actor, TenantDatabase db, TimeProvider time, CancellationToken ct)
    {
        var reviews = actor.May(Permission.DecideReviews) ? await ReviewsDue(db, actor, ct) : [];
        var failed = await FailedRuns(db, time.GetUtcNow(), ct);
        var drafts = actor.May(Permission.EditWorkflows) ? await Drafts(db, ct) : [];
        var counts = (await CountRuns(db, actor, ct)).Single();
        var days = await LastDays(db, time.GetUtcNow(), ct);
        return Results.Json(new
        {
            ReviewsDue = reviews,
            FailedRuns = failed,
            drafts,
            counts.RunningCount,
            counts.WaitingCount,
            days,
            FirstSteps = new { counts.HasOwnWorkflow, counts.HasPublished, counts.HasRun },
        }, AppJson.Options);
    }

    private static Task<List<DueReview>> ReviewsDue(TenantDatabase db, Actor actor, CancellationToken ct) =>
        db.Query<DueReview>("""
            select review_id as id, title, queue, state, requested_at, due_at, reason from read.review_inbox
             where tenant_id = $1 and state in ('open', 'claimed') and (claimed_by_id is null or claimed_by_id = $2)
             order by due_at nulls last, requested_at limit $3
            """, ct, db.Tenant.Value, actor.UserId.Value, ShownCountMax);

    private static Task<List<FailedRun>> FailedRuns(TenantDatabase db, DateTimeOffset now, CancellationToken ct) =>
        db.Query<FailedRun>("""
            select run_id as id, workflow_id, workflow_name, workflow_version, status, trigger, started_at, ended_at, error
              from read.runs
             where tenant_id = $1 and status = 'failed' and set_aside_at is null and started_at > $2
             order by started_at desc limit $3
            """, ct, db.Tenant.Value, now.AddDays(-DayCount), ShownCountMax);

    private static Task<List<UnpublishedDraft>> Drafts(TenantDatabase db, CancellationToken ct) =>
        db.Query<UnpublishedDraft>("""
            select workflow_id as id, name, status, stream_version as version, published_version, node_count, updated_at
              from read.workflows
             where tenant_id = $1 and status in ('draft', 'changed') order by updated_at desc limit $2
            """, ct, db.Tenant.Value, ShownCountMax);

    private static Task<List<Counts>> CountRuns(TenantDatabase db, Actor actor, CancellationToken ct) =>
        db.Query<Counts>("""
            select (select count(*) from read.runs where tenant_id = $1 and status = 'running') as running_count,
                   (select count(*) from read.runs where tenant_id = $1 and status = 'waiting') as waiting_count,
                   exists (select from read.workflows where tenant_id = $1 and updated_by = $2) as has_own_workflow,
                   exists (select from read.workflows where tenant_id = $1 and updated_by = $2
                              and published_version is not null) as has_published,
                   exists (select from read.runs where tenant_id = $1 and started_by = $2) as has_run
            """, ct, db.Tenant.Value, actor.UserId.ToString());

    private static Task<List<Day>> LastDays(TenantDatabase db, DateTimeOffset now, CancellationToken ct) =>
        db.Query<Day>("""
            with days as (
                select generate_series($2::date - ($3::int - 1), $2::date, interval '1 day')::date as day),
            runs as (
                select (started_at at time zone 'utc')::date as day, count(*) as runs,
                       count(*) filter (where status = 'failed') as failed
                  from read.runs where tenant_id = $1 and started_at >= $2::date - $3::int group by 1),
            responses as (
                select (submitted_at at time zone 'utc')::date as day, count(*) as responses
                  from read.responses where tenant_id = $1 and submitted_at >= $2::date - $3::int group by 1),
            decisions as (
                select (decided_at at time zone 'utc')::date as day, count(*) as decisions
                  from read.review_inbox where tenant_id = $1 and decided_at >= $2::date - $3::int group by 1)
            select day as date, coalesce(runs, 0) as runs, coalesce(failed, 0) as failed,
                   coalesce(responses, 0) as responses, coalesce(decisions, 0) as decisions
              from days left join runs using (day) left join responses using (day) left join decisions using (day)
             order by day
            """, ct, db.Tenant.Value, DateOnly.FromDateTime(now.UtcDateTime), DayCount);
}
