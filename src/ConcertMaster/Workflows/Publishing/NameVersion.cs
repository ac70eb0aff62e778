using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

using static Decision<WorkflowEvent>;

/// <summary>Gives a published version a name that people know it by; an empty one takes it away.</summary>
internal sealed record NameVersion(int Number, string Name);

internal static partial class WorkflowDecider
{
    public static Decision<WorkflowEvent> Decide(NameVersion command, Workflow state) => state switch
    {
        Workflow.Active active when command.Number < 1 || command.Number > (active.Published?.Number ?? 0) =>
            Refuse(WorkflowRefusals.VersionUnknown),
        Workflow.Active when command.Name.Length > 0 && !DefinitionShape.IsName(command.Name) =>
            Refuse(WorkflowRefusals.NameInvalid),
        Workflow.Active active when active.VersionNames.GetValueOrDefault(command.Number, "") == command.Name.Trim() => Nothing,
        Workflow.Active => Accept(new VersionNamed(command.Number, command.Name.Trim())),
        Workflow.Archived => Refuse(WorkflowRefusals.Archived),
        _ => Refuse(WorkflowRefusals.NotFound),
    };
}

internal static class NameVersionEndpoint
{
    internal sealed record Body(string? Name);

    public static void MapNameVersion(this RouteGroupBuilder group) =>
        group.MapPut("/{id:guid}/versions/{number:int}/name", Handle).RequirePermission(Permission.PublishWorkflows)
            .WithSummary("Name a published version");

    private static async Task<IResult> Handle(
        Guid id, int number, Body body, EventSession session, CancellationToken ct)
    {
        var command = new NameVersion(number, body.Name ?? "");
        var outcome = await session.Transact(
            WorkflowStream.For(id), workflow => WorkflowDecider.Decide(command, workflow), ct: ct);
        return outcome.ToHttpResult();
    }
}
