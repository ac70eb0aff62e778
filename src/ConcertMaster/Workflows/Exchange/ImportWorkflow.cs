using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

/// <summary>Takes in what was exported: as a new workflow, or as the draft of one that is there.</summary>
internal static class ImportWorkflowEndpoint
{
    public static void MapImportWorkflow(this RouteGroupBuilder group)
    {
        group.MapPost("/import", Create).RequirePermission(Permission.EditWorkflows)
            .WithMetadata(new RequestSizeLimitAttribute(WorkflowLimits.DefinitionBytesMax))
            .WithSummary("Create a workflow from an exported file");
        group.MapPut("/{id:guid}/import", Replace).RequirePermission(Permission.EditWorkflows)
            .WithMetadata(new RequestSizeLimitAttribute(WorkflowLimits.DefinitionBytesMax))
            .WithSummary("Make the draft equal to an exported file, as edit events");
    }

    private static async Task<IResult> Create(
        JsonElement file, EventSession session, DefinitionValidator validator, TimeProvider time, CancellationToken ct)
    {
        var (name, definition, problems) = Read(file, validator);
        if (problems.Count > 0) return WorkflowRefusals.DefinitionInvalid(problems).ToProblem();
        var command = new CreateWorkflow(new(Guid.CreateVersion7(time.GetUtcNow())), name ?? "", definition);
        var outcome = await session.Transact(
            WorkflowStream.For(command.Id), workflow => WorkflowDecider.Decide(command, workflow), ct: ct);
        return outcome.ToHttpResult(_ => new { id = command.Id, version = outcome.Version },
            StatusCodes.Status201Created, $"/api/workflows/{command.Id}");
    }

    private static async Task<IResult> Replace(
        Guid id, JsonElement file, HttpRequest request, EventSession session, DefinitionValidator validator,
        CancellationToken ct)
    {
        if (!CommandResults.TryReadIfMatch(request, out var version))
            return CommonRefusals.PreconditionInvalid.ToProblem();
        var (name, definition, problems) = Read(file, validator);
        if (problems.Count > 0) return WorkflowRefusals.DefinitionInvalid(problems).ToProblem();
        var command = new ReplaceDefinition(definition, name);
        var outcome = await session.Transact(
            WorkflowStream.For(id), workflow => WorkflowDecider.Decide(command, workflow), version, ct);
        return outcome.ToHttpResult();
    }

    private static (string? Name, WorkflowDefinition Definition, IReadOnlyList<DefinitionProblem> Problems) Read(
        JsonElement file, DefinitionValidator validator)
    {
        var (name, given) = WorkflowFile.Read(file);
        if (given is null)
            return (name, WorkflowDefinition.Empty, [new(null, null, "/nodes", "definition.malformed",
                "The file holds no workflow: it has no list of nodes.", ProblemSeverity.Error)]);
        var (definition, malformed) = DefinitionShape.Read(given);
        return (name, definition, [.. malformed, .. DefinitionStructure.Check(definition, validator.Catalogue)]);
    }
}
