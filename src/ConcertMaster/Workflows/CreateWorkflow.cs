using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

using static Decision<WorkflowEvent>;

internal sealed record CreateWorkflow(WorkflowId Id, string Name, WorkflowDefinition Definition);

internal static partial class WorkflowDecider
{
    public static Decision<WorkflowEvent> Decide(CreateWorkflow command, Workflow state) => state switch
    {
        not Workflow.NotCreated => Nothing,
        _ when !DefinitionShape.IsName(command.Name) => Refuse(WorkflowRefusals.NameInvalid),
        _ => Accept([
            new WorkflowCreated(command.Id, command.Name.Trim()),
            .. DefinitionDiff.Between(Draft.Empty, command.Definition)]),
    };
}

internal static class CreateWorkflowEndpoint
{
    internal sealed record Body(string Name, JsonElement? Definition);

    public static void MapCreateWorkflow(this RouteGroupBuilder group) =>
        group.MapPost("", Handle).RequirePermission(Permission.EditWorkflows)
            .WithMetadata(new RequestSizeLimitAttribute(WorkflowLimits.DefinitionBytesMax))
            .WithSummary("Create a workflow");

    private static async Task<IResult> Handle(
        Body body, EventSession session, DefinitionValidator validator, TimeProvider time, CancellationToken ct)
    {
        var (definition, malformed) = DefinitionShape.Read(body.Definition);
        if ((IReadOnlyList<DefinitionProblem>)[.. malformed, .. DefinitionStructure.Check(definition, validator.Catalogue)]
            is { Count: > 0 } problems)
            return WorkflowRefusals.DefinitionInvalid(problems).ToProblem();
        var command = new CreateWorkflow(new(Guid.CreateVersion7(time.GetUtcNow())), body.Name, definition);
        var outcome = await session.Transact(
            WorkflowStream.For(command.Id), workflow => WorkflowDecider.Decide(command, workflow), ct: ct);
        return outcome.ToHttpResult(_ => new { id = command.Id, version = outcome.Version },
            StatusCodes.Status201Created, $"/api/workflows/{command.Id}");
    }
}
