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

/// <summary>Acts on the canvas, in order: all of them, or none.</summary>
internal sealed record EditWorkflow(IReadOnlyList<WorkflowEdit> Edits);

/// <summary>Makes the draft equal to a whole definition.</summary>
internal sealed record ReplaceDefinition(WorkflowDefinition Definition, string? Name);

internal static partial class WorkflowDecider
{
    public static Decision<WorkflowEvent> Decide(EditWorkflow command, Workflow state)
    {
        if (Closed(state) is { } refusal) return Refuse(refusal);
        var active = (Workflow.Active)state;
        var (events, faults) = (new List<WorkflowEvent>(), new List<Fault>());
        foreach (var (index, edit) in command.Edits.Index())
        {
            var (happened, fault) = WorkflowEdits.Apply(edit, active);
            if (fault is { } at) faults.Add(new($"/edits/{index}", at.Code, at.Message));
            events.AddRange(happened);
            active = (Workflow.Active)happened.Aggregate((Workflow)active, Workflow.Evolve);
        }
        return faults.Count > 0 ? Refuse(WorkflowRefusals.EditsInvalid(faults)) : Accept(events);
    }

    public static Decision<WorkflowEvent> Decide(ReplaceDefinition command, Workflow state)
    {
        if (Closed(state) is { } refusal) return Refuse(refusal);
        var active = (Workflow.Active)state;
        if (command.Name is { } name && !DefinitionShape.IsName(name)) return Refuse(WorkflowRefusals.NameInvalid);
        var changes = DefinitionDiff.Between(active.Draft, command.Definition);
        return command.Name is null || command.Name == active.Name
            ? Accept(changes)
            : Accept([new WorkflowRenamed(command.Name), .. changes]);
    }

    /// <summary>Why a workflow in this state cannot be changed; null when it can.</summary>
    private static Refusal? Closed(Workflow state) => state switch
    {
        Workflow.Active => null,
        Workflow.Archived => WorkflowRefusals.Archived,
        _ => WorkflowRefusals.NotFound,
    };
}

internal static class EditWorkflowEndpoint
{
    internal sealed record EditsBody(IReadOnlyList<WorkflowEdit> Edits);

    internal sealed record DefinitionBody(JsonElement? Definition, string? Name);

    private static readonly Refusal TooManyEdits = new("workflow.too-many-edits", 422,
        $"One request carries 1 to {WorkflowLimits.EditCountMax} edits.");

    public static void MapEditWorkflow(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/edits", Edit).RequirePermission(Permission.EditWorkflows)
            .WithSummary("Apply edits to the draft, all or none");
        group.MapPut("/{id:guid}", Replace).RequirePermission(Permission.EditWorkflows)
            .WithMetadata(new RequestSizeLimitAttribute(WorkflowLimits.DefinitionBytesMax))
            .WithSummary("Make the draft equal to a definition, as edit events");
    }

    private static async Task<IResult> Edit(
        Guid id, EditsBody body, HttpRequest request, EventSession session, CancellationToken ct)
    {
        if (body.Edits is not { Count: > 0 and <= WorkflowLimits.EditCountMax }) return TooManyEdits.ToProblem();
        if (body.Edits.Any(edit => edit is null)) return CommonRefusals.MalformedRequest.ToProblem();
        if (!CommandResults.TryReadIfMatch(request, out var version))
            return CommonRefusals.PreconditionInvalid.ToProblem();
        var command = new EditWorkflow(body.Edits);
        var outcome = await session.Transact(
            WorkflowStream.For(id), workflow => WorkflowDecider.Decide(command, workflow), version, ct);
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Replace(
        Guid id, DefinitionBody body, HttpRequest request, EventSession session, DefinitionValidator validator,
        CancellationToken ct)
    {
        if (!CommandResults.TryReadIfMatch(request, out var version))
            return CommonRefusals.PreconditionInvalid.ToProblem();
        var (definition, malformed) = DefinitionShape.Read(body.Definition);
        if ((IReadOnlyList<DefinitionProblem>)[.. malformed, .. DefinitionStructure.Check(definition, validator.Catalogue)]
            is { Count: > 0 } problems)
            return WorkflowRefusals.DefinitionInvalid(problems).ToProblem();
        var command = new ReplaceDefinition(definition, body.Name);
        var outcome = await session.Transact(
            WorkflowStream.For(id), workflow => WorkflowDecider.Decide(command, workflow), version, ct);
        return outcome.ToHttpResult();
    }
}
