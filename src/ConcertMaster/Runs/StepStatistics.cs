using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs;

/// <summary>How long does each node of a workflow take, and how often does it fail, over its newest runs?</summary>
internal static class StepStatistics
{
    /// <summary>Runs that are looked at: the newest.</summary>
    private const int RunCountMax = 1_000;

    public static void MapStepStatistics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/workflows/{id:guid}/step-statistics", Get).RequirePermission(Permission.ViewRuns)
            .WithSummary("Durations and failures of each node over the newest runs").WithTags("Runs");

    private static async Task<IResult> Get(
        Guid id, int? version, int? runs, TenantDatabase db, CancellationToken ct)
    {
        var count = Math.Clamp(runs ?? RunCountMax, 1, RunCountMax);
        var items = await db.Query<Item>("""
            with newest as (
                select run_id from read.runs
                 where tenant_id = $1 and workflow_id = $2 and ($3::int is null or workflow_version = $3)
                 order by started_at desc limit $4),
            steps as (
                select s.*, extract(epoch from s.ended_at - s.started_at) * 1000 as ms
                  from newest join read.run_steps s on s.tenant_id = $1 and s.run_id = newest.run_id
                 where s.status <> 'skipped')
            select node_id, count(distinct run_id)::int as runs, count(*)::int as steps,
                   count(*) filter (where status = 'completed')::int as completed,
                   count(*) filter (where status = 'failed')::int as failed,
                   count(*) filter (where attempt > 1)::int as retried,
                   count(*) filter (where status in ('waiting', 'running', 'retrying'))::int as under_way,
                   (percentile_cont(0.5) within group (order by ms))::float8 as median_ms,
                   (percentile_cont(0.95) within group (order by ms))::float8 as p95_ms,
                   max(ms)::float8 as max_ms,
                   max(ended_at) filter (where status = 'failed') as last_failed_at,
                   (array_agg(error order by ended_at desc) filter (where status = 'failed'))[1] as last_error
              from steps group by node_id order by node_id
            """, ct, db.Tenant.Value, id, version, count);
        return Results.Json(new
        {
            items = items.Select(item => new
            {
                item.NodeId, item.Runs, item.Steps, item.Completed, item.Failed, item.Retried, item.UnderWay,
                failureRate = item.Completed + item.Failed == 0 ? 0 : (double)item.Failed / (item.Completed + item.Failed),
                item.MedianMs, item.P95Ms, item.MaxMs, item.LastFailedAt, item.LastError,
            }),
            next = (string?)null,
        }, AppJson.Options);
    }

    internal sealed record Item(
        string NodeId, int Runs, int Steps, int Completed, int Failed, int Retried, int UnderWay, double? MedianMs,
        double? P95Ms, double? MaxMs, DateTimeOffset? LastFailedAt, string? LastError);
}
