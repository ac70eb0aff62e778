using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Nodes;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using ConcertMaster.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs.Trials;

/// <summary>Tries the draft, or a part of it, on given data.</summary>
internal static class TryWorkflow
{
    /// <param name="NodeId">How far to go; null for everything.</param>
    /// <param name="Alone">Only that node, with what is pinned before it as its input, or else <paramref name="Input"/>.</param>
    /// <param name="Effects">True: steps that reach outside may do so. It is noted in the workflow's history.</param>
    internal sealed record Body(
        string? NodeId, bool? Alone, JsonElement? Input, string? TriggerNodeId,
        IReadOnlyDictionary<string, PinnedOutput>? Pinned, bool? Effects);

    private static readonly Refusal DraftFaulty = new("trial.draft-faulty", 422,
        "The draft cannot be run as it is drawn. Mend what the editor lists as errors first.");

    private static readonly Refusal UnknownNode = new("trial.unknown-node", 404, "The draft has no such node.");

    public static void MapTryWorkflow(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/workflows/{id:guid}/trial", Handle).RequirePermission(Permission.EditWorkflows)
            .WithSummary("Try the draft, or a part of it, without a run").WithTags("Runs");

    private static async Task<IResult> Handle(
        Guid id, Body body, Actor actor, HttpContext http, IWorkflowDrafts drafts, INodeCatalogue catalogue,
        ICallbacks functions, Callbacks callbacks, Trial trial, TimeProvider time, CancellationToken ct)
    {
        if (await drafts.Find(actor.Tenant, new(id), ct) is not { } draft) return WorkflowIsUnknown.ToProblem();
        if (draft.Problems.Count > 0) return DraftFaulty.ToProblem();
        if (body.NodeId is { } wanted && draft.Workflow.Definition.Nodes.All(node => node.Id != wanted))
            return UnknownNode.ToProblem();
        if (body.Effects == true && !actor.May(Permission.StartRuns)) return MayNotReachOutside.ToProblem();
        var pinned = body.Pinned ?? new Dictionary<string, PinnedOutput>();
        var part = draft.Workflow with
        {
            Definition = TrialCut.Of(draft.Workflow.Definition, body.NodeId, body.Alone == true, [.. pinned.Keys]),
        };
        var plan = PlanCompiler.Compile(part, catalogue, functions);
        var now = time.GetUtcNow();
        var started = new RunStarted(Guid.CreateVersion7(now), part.Id, part.Name, 0, "", "trial",
            BeginningOf(plan, body), JsonText.Storable(body.Input ?? JsonValues.EmptyObject), actor.UserId.ToString(), null, 0,
            "trial", now);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TrialLimits.TimeMax);
        var result = await trial.Run(plan, actor.Tenant, started, pinned, body.Effects == true, limit.Token);
        if (result.Effects.Count > 0)
            await drafts.NoteTrial(
                actor.Tenant, new(id), [.. result.Effects.Distinct()], ActorAccess.MetadataOf(http, actor), ct);
        return Results.Json(Shown(result, callbacks), AppJson.Options);
    }

    private static readonly Refusal WorkflowIsUnknown = new("workflow.not-found", 404,
        "There is no such workflow in this organisation.");

    private static readonly Refusal MayNotReachOutside = new("trial.effects-not-allowed", 403,
        "Your role may not start runs, so a trial of yours may not reach outside.");

    /// <summary>The trigger that fires; or the node itself, where nothing before it is part of the trial.</summary>
    private static string? BeginningOf(Plan plan, Body body)
    {
        if (body.NodeId is { } id && plan.Find(id) is { Incoming.Count: 0 }) return id;
        if (body.TriggerNodeId is { } given) return given;
        var triggers = plan.Root.Nodes.Where(node => node.Descriptor.IsTrigger && !node.Definition.Disabled).ToList();
        return (triggers.Find(node => node.Definition.Type == "ManualTrigger") ?? triggers.FirstOrDefault())?.Id;
    }

    private static object Shown(TrialResult result, Callbacks callbacks)
    {
        var state = result.State;
        return new
        {
            status = RunDetail.Text(state.Status),
            output = state.Output.ValueKind == JsonValueKind.Undefined ? (JsonElement?)null : state.Output,
            error = state.Ended is RunFailed failed ? new { failed.Code, failed.Message, failed.NodeId } : null,
            steps = RunDetail.StepsOf(state, callbacks),
            result.Held,
        };
    }
}
