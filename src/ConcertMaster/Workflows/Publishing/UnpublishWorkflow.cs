using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

using static Decision<WorkflowEvent>;

/// <summary>Takes the published version out of service: nothing starts a run of the workflow until it is published again.</summary>
internal sealed record UnpublishWorkflow;

internal static partial class WorkflowDecider
{
    public static Decision<WorkflowEvent> Decide(UnpublishWorkflow _, Workflow state) => state switch
    {
        Workflow.Active { InForce: { } version } => Accept(new WorkflowUnpublished(version.Number)),
        Workflow.Active { Published: not null } => Nothing,
        Workflow.Active => Refuse(WorkflowRefusals.NeverPublished),
        Workflow.Archived => Refuse(WorkflowRefusals.Archived),
        _ => Refuse(WorkflowRefusals.NotFound),
    };
}

internal static class UnpublishWorkflowEndpoint
{
    public static void MapUnpublishWorkflow(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/unpublish", Handle).RequirePermission(Permission.PublishWorkflows)
            .WithSummary("Take the published version out of service: it starts no more runs, those under way go on");

    private static async Task<IResult> Handle(Guid id, EventSession session, PublishedWorkflows versions, CancellationToken ct)
    {
        var outcome = await session.Transact(
            WorkflowStream.For(id), workflow => WorkflowDecider.Decide(new UnpublishWorkflow(), workflow), ct: ct);
        versions.Forget(session.Tenant, new(id)); // nothing is started after this answer
        return outcome.ToHttpResult();
    }
}
