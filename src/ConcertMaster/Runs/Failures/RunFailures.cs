using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs.Failures;

/// <summary>
/// What has failed and is open: neither driven on nor set aside. Runs that failed at the same step with the same code
/// stand together, since they are mended together.
/// </summary>
internal static class RunFailures
{
    /// <summary>Groups that are shown: those that failed last.</summary>
    private const int GroupCountMax = 200;

    public static void MapRunFailures(this RouteGroupBuilder group) =>
        group.MapGet("/failures", List).RequirePermission(Permission.ViewRuns)
            .WithSummary("Open failures, grouped by workflow, step and reason");

    private static async Task<IResult> List(TenantDatabase db, Guid? workflowId, CancellationToken ct)
    {
        var items = await db.Query<Item>("""
            select workflow_id, (array_agg(workflow_name order by ended_at desc))[1] as workflow_name,
                   error_node_id as node_id, error_code as code, (array_agg(error order by ended_at desc))[1] as message,
                   count(*)::int as count, min(ended_at) as first_at, max(ended_at) as last_at,
                   ((array_agg(run_id::text order by ended_at desc))[:$3::int]) as run_ids
              from read.runs
             where tenant_id = $1 and status = 'failed' and set_aside_at is null and ($2::uuid is null or workflow_id = $2)
             group by workflow_id, error_node_id, error_code
             order by max(ended_at) desc limit $4
            """, ct, db.Tenant.Value, workflowId, Limits.PageSizeMax, GroupCountMax);
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    /// <param name="NodeId">The step that failed; null where the run as a whole did.</param>
    /// <param name="RunIds">The newest, as many as can be driven on or set aside at once.</param>
    internal sealed record Item(
        Guid WorkflowId, string WorkflowName, string? NodeId, string Code, string Message, int Count,
        DateTimeOffset FirstAt, DateTimeOffset LastAt, string[] RunIds);
}
