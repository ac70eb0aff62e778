using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs;

internal readonly record struct RunKey(Guid RunId);

internal sealed record RunRow(
    Guid WorkflowId, string WorkflowName, int WorkflowVersion, RunStatus Status, string Trigger, string StartedBy,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? WaitingFor, string? ErrorCode, string? Error,
    string? ErrorNodeId, Guid? ParentRunId, long StreamVersion, DateTimeOffset? SetAsideAt = null,
    string? SetAsideReason = null);

/// <summary>Which runs are there, and how do they stand?</summary>
internal static class RunList
{
    public static readonly RowProjection<RunKey, RunRow> Projection = new(
        "runs", "read.runs",
        [typeof(RunStarted), typeof(RunSuspended), typeof(StepSignalled), typeof(RunCompleted), typeof(RunFailed),
            typeof(RunCancelled), typeof(RunPaused), typeof(RunResumed), typeof(RunRedriven), typeof(RunQueued),
            typeof(RunAdmitted), typeof(RunTimedOut), typeof(RunSetAside)],
        recorded => [new RunKey(recorded.StreamId)], Project, startsRow: recorded => recorded.Data is RunStarted);

    private static RunRow? Project(RunKey key, RunRow? row, RecordedEvent recorded)
    {
        var next = recorded.Data is RunStarted started
            ? new(started.WorkflowId.Value, started.WorkflowName, started.WorkflowVersion, RunStatus.Running,
                started.Trigger, started.StartedBy, started.At, null, null, null, null, null, started.Parent?.RunId, 0)
            : row! with { Status = Lifecycles.Run.Next(row.Status, recorded.Data) };
        next = recorded.Data switch
        {
            RunSuspended e => next with { WaitingFor = e.WaitingFor },
            RunQueued e => next with { WaitingFor = e.Reason },
            RunAdmitted or RunTimedOut => next with { WaitingFor = null },
            StepSignalled => next.Status == RunStatus.Running ? next with { WaitingFor = null } : next,
            RunFailed e => next with
            {
                EndedAt = e.At,
                WaitingFor = null,
                ErrorCode = e.Code,
                Error = e.Message,
                ErrorNodeId = e.NodeId,
            },
            RunEnded e => next with { EndedAt = e.At, WaitingFor = null },
            RunSetAside e => next with { SetAsideAt = e.At, SetAsideReason = e.Reason },
            RunRedriven => next with
            {
                EndedAt = null,
                ErrorCode = null,
                Error = null,
                ErrorNodeId = null,
                SetAsideAt = null,
                SetAsideReason = null,
            },
            _ => next,
        };
        return next with { StreamVersion = recorded.Version };
    }

    public static void MapRunList(this RouteGroupBuilder group) =>
        group.MapGet("", List).RequirePermission(Permission.ViewRuns).WithSummary("Runs, newest first");

    private static async Task<IResult> List(
        TenantDatabase db, Guid? workflowId, string? status, string? search, int? limit, string? cursor,
        CancellationToken ct)
    {
        var size = Page.Size(limit);
        var after = Page.Decode(cursor)?.Split('|');
        var rows = await db.Query<Item>("""
            select r.run_id as id, r.workflow_id, r.workflow_name, r.workflow_version, r.status, r.trigger,
                   coalesce(m.name, r.started_by) as started_by, r.started_at, r.ended_at, r.waiting_for,
                   r.error_code, r.error, r.error_node_id, r.parent_run_id, r.set_aside_reason
              from read.runs r
              left join read.members m on m.tenant_id = r.tenant_id and m.user_id::text = r.started_by
             where r.tenant_id = $1
               and ($2::uuid is null or r.workflow_id = $2)
               and ($3::text is null or r.status = any (string_to_array($3, ',')))
               and ($4::text is null or r.workflow_name ilike $4 or r.run_id::text ilike $4
                    or r.error ilike $4 or r.waiting_for ilike $4)
               and ($5::timestamptz is null or (r.started_at, r.run_id) < ($5, $6::uuid))
             order by r.started_at desc, r.run_id desc
             limit $7
            """, ct, db.Tenant.Value, workflowId, string.IsNullOrEmpty(status) ? null : status,
            SearchPattern.Containing(search),
            after is [var at, _] && DateTimeOffset.TryParse(at, out var time) ? time.ToUniversalTime() : null,
            after is [_, var id] && Guid.TryParse(id, out var guid) ? guid : null, size + 1);
        return Results.Json(Page.From(rows, size, row => $"{row.StartedAt:O}|{row.Id}").Select(Shown), AppJson.Options);
    }

    private static object Shown(Item row) => new
    {
        row.Id, row.WorkflowId, row.WorkflowName, row.WorkflowVersion, row.Status, row.Trigger, row.StartedBy,
        row.StartedAt, row.EndedAt, row.WaitingFor, row.ParentRunId, setAside = row.SetAsideReason,
        error = row.ErrorCode is null ? null : new { code = row.ErrorCode, message = row.Error, nodeId = row.ErrorNodeId },
    };

    internal sealed record Item(
        Guid Id, Guid WorkflowId, string WorkflowName, int WorkflowVersion, string Status, string Trigger,
        string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? WaitingFor, string? ErrorCode,
        string? Error, string? ErrorNodeId, Guid? ParentRunId, string? SetAsideReason);
}
