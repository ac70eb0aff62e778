using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

using static Decision<WorkflowEvent>;

internal sealed record ArchiveWorkflow;

/// <summary>Brings an archived workflow back. It starts runs again when it is published again.</summary>
internal sealed record RestoreWorkflow;

internal static partial class WorkflowDecider
{
    public static Decision<WorkflowEvent> Decide(ArchiveWorkflow _, Workflow state) => state switch
    {
        Workflow.Active => Accept(new WorkflowArchived()),
        Workflow.Archived => Nothing,
        _ => Refuse(WorkflowRefusals.NotFound),
    };

    public static Decision<WorkflowEvent> Decide(RestoreWorkflow _, Workflow state) => state switch
    {
        Workflow.Archived => Accept(new WorkflowRestored()),
        Workflow.Active => Nothing,
        _ => Refuse(WorkflowRefusals.NotFound),
    };
}

internal static class ArchiveWorkflowEndpoint
{
    public static void MapArchiveWorkflow(this RouteGroupBuilder group)
    {
        group.MapDelete("/{id:guid}", Archive).RequirePermission(Permission.EditWorkflows)
            .WithSummary("Archive a workflow: it starts no more runs, its history stays");
        group.MapPost("/{id:guid}/restore", Restore).RequirePermission(Permission.EditWorkflows)
            .WithSummary("Bring an archived workflow back; it starts runs again when it is published again");
    }

    private static async Task<IResult> Archive(Guid id, EventSession session, PublishedWorkflows versions, CancellationToken ct)
    {
        var outcome = await session.Transact(
            WorkflowStream.For(id), workflow => WorkflowDecider.Decide(new ArchiveWorkflow(), workflow), ct: ct);
        versions.Forget(session.Tenant, new(id)); // nothing is started after this answer
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Restore(Guid id, EventSession session, CancellationToken ct)
    {
        var outcome = await session.Transact(
            WorkflowStream.For(id), workflow => WorkflowDecider.Decide(new RestoreWorkflow(), workflow), ct: ct);
        return outcome.ToHttpResult();
    }
}
