using System.Collections.Immutable;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

internal readonly record struct WorkflowKey(Guid WorkflowId);

internal enum WorkflowStatus { Draft, Published, Changed, Unpublished, Archived }

internal sealed record WorkflowRow(
    string Name, WorkflowStatus Status, long StreamVersion, int? PublishedVersion, string? PublishedHash, int NodeCount,
    string[] TriggerTypes, DateTimeOffset UpdatedAt, string? UpdatedBy);

/// <summary>Which workflows are there, and in what state?</summary>
internal static class WorkflowList
{
    public static readonly RowProjection<WorkflowKey, WorkflowRow> Projection = new(
        "workflows", "read.workflows",
        [typeof(WorkflowCreated), typeof(WorkflowRenamed), typeof(NodeAdded), typeof(NodeMoved), typeof(NodeConfigured),
            typeof(NodeRenamed), typeof(NodeBehaviourChanged), typeof(NodeRemoved), typeof(EdgeConnected),
            typeof(EdgeDisconnected), typeof(SettingsChanged), typeof(NoteWritten), typeof(NoteRemoved),
            typeof(GroupDrawn), typeof(GroupRemoved), typeof(StepsTried), typeof(VersionNamed),
            typeof(WorkflowPublished), typeof(WorkflowUnpublished), typeof(WorkflowArchived), typeof(WorkflowRestored)],
        recorded => [new WorkflowKey(recorded.StreamId)], Project);

    private static WorkflowRow? Project(WorkflowKey key, WorkflowRow? row, RecordedEvent recorded)
    {
        var now = recorded.Data switch
        {
            WorkflowCreated e => new(e.Name, WorkflowStatus.Draft, 0, null, null, 0, [], default, null),
            WorkflowRenamed e => row! with { Name = e.Name },
            NodeAdded => Edited(row! with { NodeCount = row.NodeCount + 1 }),
            NodeRemoved => Edited(row! with { NodeCount = row.NodeCount - 1 }),
            // Layout is not part of what is published.
            NodeMoved or NoteWritten or NoteRemoved or GroupDrawn or GroupRemoved or StepsTried or VersionNamed => row!,
            WorkflowPublished e => row! with
            {
                Status = WorkflowStatus.Published, PublishedVersion = e.Number, PublishedHash = e.Hash,
                TriggerTypes = [.. e.Definition.Nodes.Select(node => node.Type)
                    .Where(type => type.EndsWith("Trigger", StringComparison.Ordinal)).Distinct().Order()],
            },
            WorkflowUnpublished => OutOfService(row!, WorkflowStatus.Unpublished),
            WorkflowArchived => row! with { Status = WorkflowStatus.Archived },
            WorkflowRestored => OutOfService(row!, row!.PublishedHash is null ? WorkflowStatus.Draft : WorkflowStatus.Unpublished),
            _ => Edited(row!),
        };
        return now with
        {
            StreamVersion = recorded.Version, UpdatedAt = recorded.Timestamp, UpdatedBy = recorded.Metadata.UserName,
        };
    }

    // What was published last stays known by its hash.
    private static WorkflowRow OutOfService(WorkflowRow row, WorkflowStatus status) =>
        row with { Status = status, PublishedVersion = null, TriggerTypes = [] };

    private static WorkflowRow Edited(WorkflowRow row) =>
        row.Status == WorkflowStatus.Published ? row with { Status = WorkflowStatus.Changed } : row;

    public static void MapWorkflowList(this RouteGroupBuilder group) =>
        group.MapGet("", List).RequirePermission(Permission.ViewWorkflows).WithSummary("Workflows, newest change first");

    private static async Task<IResult> List(
        TenantDatabase db, string? search, string? status, int? limit, string? cursor, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var after = Page.Decode(cursor)?.Split('|');
        var rows = await db.Query<Item>("""
            select w.workflow_id as id, w.name, w.status, w.stream_version as version, w.published_version, w.node_count,
                   w.updated_at, coalesce(m.name, w.updated_by) as updated_by,
                   r.run_id as last_run_id, r.status as last_run_status, r.started_at as last_run_at
              from (select * from read.workflows
                     where tenant_id = $1
                       and ($2::text is null or name ilike $2)
                       and case when $3::text is null then status <> 'archived' else status = $3 end
                       and ($4::timestamptz is null or (updated_at, workflow_id) < ($4, $5::uuid))
                     order by updated_at desc, workflow_id desc
                     limit $6) w
              left join read.members m on m.tenant_id = w.tenant_id and m.user_id::text = w.updated_by
              left join lateral (
                   select run_id, status, started_at from read.runs
                    where tenant_id = w.tenant_id and workflow_id = w.workflow_id
                    order by started_at desc limit 1) r on true
             order by w.updated_at desc, w.workflow_id desc
            """, ct, db.Tenant.Value, SearchPattern.Containing(search), status,
            after is [var at, _] && DateTimeOffset.TryParse(at, out var time) ? time.ToUniversalTime() : null,
            after is [_, var id] && Guid.TryParse(id, out var guid) ? guid : null, size + 1);
        return Results.Json(Page.From(rows, size, row => $"{row.UpdatedAt:O}|{row.Id}"), AppJson.Options);
    }

    internal sealed record Item(
        Guid Id, string Name, string Status, long Version, int? PublishedVersion, int NodeCount,
        DateTimeOffset UpdatedAt, string? UpdatedBy, Guid? LastRunId, string? LastRunStatus, DateTimeOffset? LastRunAt);
}
