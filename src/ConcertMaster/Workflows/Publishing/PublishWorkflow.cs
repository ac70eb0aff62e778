using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

using static Decision<WorkflowEvent>;

/// <param name="Validate">Pure: the faults of a definition at the time of the command.</param>
/// <param name="Pin">Pure: the definition with the versions of plug-ins that it is to be run with.</param>
internal sealed record PublishWorkflow(
    Func<WorkflowDefinition, IReadOnlyList<DefinitionProblem>> Validate,
    Func<WorkflowDefinition, WorkflowDefinition>? Pin = null);

internal static partial class WorkflowDecider
{
    public static Decision<WorkflowEvent> Decide(PublishWorkflow command, Workflow state)
    {
        if (Closed(state) is { } refusal) return Refuse(refusal);
        var active = (Workflow.Active)state;
        var definition = command.Pin?.Invoke(active.Draft.Definition) ?? active.Draft.Definition;
        var hash = CanonicalDefinition.HashOf(definition);
        if (active.InForce is { } published && published.Hash == hash && published.Name == active.Name) return Nothing;
        var errors = command.Validate(definition).Where(problem => problem.Severity == ProblemSeverity.Error).ToList();
        return errors.Count > 0
            ? Refuse(WorkflowRefusals.DefinitionInvalid(errors))
            : Accept(new WorkflowPublished((active.Published?.Number ?? 0) + 1, hash, active.Name, definition));
    }
}

internal static class PublishWorkflowEndpoint
{
    internal sealed record ValidateBody(JsonElement? Definition);

    public static void MapPublishWorkflow(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/publish", Publish).RequirePermission(Permission.PublishWorkflows)
            .WithSummary("Publish the draft as the next version");
        group.MapPost("/{id:guid}/validate", Validate).RequirePermission(Permission.ViewWorkflows)
            .WithMetadata(new RequestSizeLimitAttribute(WorkflowLimits.DefinitionBytesMax))
            .WithSummary("The faults of the draft, or of a definition that is sent along");
    }

    private static async Task<IResult> Publish(
        Guid id, HttpRequest request, Actor actor, IReviewGate gate, PublishUnderReview review, EventSession session,
        DefinitionValidator validator, PublishedWorkflows versions, TimeProvider time, CancellationToken ct)
    {
        if (!CommandResults.TryReadIfMatch(request, out var version))
            return CommonRefusals.PreconditionInvalid.ToProblem();
        // The draft that was looked at is the one that is published, whoever edits meanwhile.
        version ??= (await session.Load(WorkflowStream.For(id), ct: ct)).Version;
        if (await gate.Pass(session, actor, review.Kind, () => review.Of(session, id, ct), ct) is { } wait) return wait.ToProblem();
        var now = time.GetUtcNow();
        var command = new PublishWorkflow(definition => validator.Validate(definition, now), validator.Pin);
        var outcome = await session.Transact(
            WorkflowStream.For(id), workflow => WorkflowDecider.Decide(command, workflow), version, ct);
        versions.Forget(session.Tenant, new(id)); // a run started right after this answer gets the new version
        return outcome.ToHttpResult(state => ((Workflow.Active)state).Published is { } published
            ? new { version = published.Number, published.Hash } : new { version = outcome.Version });
    }

    private static async Task<IResult> Validate(
        Guid id, ValidateBody? body, EventSession session, DefinitionValidator validator, TimeProvider time,
        CancellationToken ct)
    {
        var (state, _) = await session.Load(WorkflowStream.For(id), ct: ct);
        var (given, malformed) = DefinitionShape.Read(body?.Definition);
        var definition = body?.Definition is not null ? given : state switch
        {
            Workflow.Active active => active.Draft.Definition,
            Workflow.Archived archived => archived.Before.Draft.Definition,
            _ => null,
        };
        if (definition is null) return WorkflowRefusals.NotFound.ToProblem();
        IReadOnlyList<DefinitionProblem> problems = malformed.Count > 0
            ? malformed : validator.Validate(definition, time.GetUtcNow());
        return Results.Json(new { problems }, AppJson.Options);
    }
}
