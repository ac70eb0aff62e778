using System.Text.Json;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Lanes;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using ConcertMaster.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs;

internal static class StartRun
{
    /// <summary>How long a caller may wait for the end of a run.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    /// <param name="TriggerNodeId">The trigger to start from; null for the manual one, or else the first.</param>
    /// <param name="Priority">Where the run has to stand in line: higher goes first; null for the workflow's own.</param>
    internal sealed record Body(JsonElement? Input, string? TriggerNodeId, int? Version, int? Priority);

    public static void MapStartRun(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/workflows/{id:guid}/run", Handle).RequirePermission(Permission.StartRuns)
            .WithSummary("Start a run of the newest published version").WithTags("Runs");

    private static async Task<IResult> Handle(
        Guid id, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Body? body,
        [FromQuery] bool? wait, Actor actor, HttpContext http, RunPlans plans, RunStarter starter, RunEnds ends,
        CancellationToken ct)
    {
        if (await plans.FindToStart(actor.Tenant, new WorkflowId(id), body?.Version, ct) is not { } plan)
            return RunRefusals.NotPublished.ToProblem();
        if (body?.TriggerNodeId is { } node && plan.Find(node) is not { Descriptor.IsTrigger: true })
            return RunRefusals.UnknownTrigger.ToProblem();
        if (body?.Priority is < -LaneLimits.PriorityMax or > LaneLimits.PriorityMax)
            return RunRefusals.PriorityInvalid.ToProblem();
        var trigger = new RunTrigger("manual", body?.TriggerNodeId);
        var runId = starter.NewId(actor.Tenant, new(id), trigger);
        using var end = ends.Watch(actor.Tenant, runId);
        var run = await starter.Start(plan, actor.Tenant, runId, trigger, body?.Input ?? JsonValues.EmptyObject,
            actor.UserId.ToString(),
            metadata: ActorAccess.MetadataOf(http, actor) with { CorrelationId = runId.ToString() },
            priority: body?.Priority, ct: ct);
        CommandResults.NoteSequence(http, run.LastSequence);
        var state = wait == true ? await end.Wait(run.State, WaitMax, ct) : run.State;
        return state.Status.IsEnded() && wait == true
            ? Results.Json(new { runId, status = RunDetail.Text(state.Status), output = Output(state), error = Error(state) },
                AppJson.Options)
            : Results.Json(new { runId }, AppJson.Options, null, StatusCodes.Status202Accepted);
    }

    private static JsonElement? Output(RunState state) =>
        state.Output.ValueKind == JsonValueKind.Undefined ? null : state.Output;

    private static object? Error(RunState state) =>
        state.Ended is RunFailed failed ? new { failed.Code, failed.Message, failed.NodeId } : null;
}
