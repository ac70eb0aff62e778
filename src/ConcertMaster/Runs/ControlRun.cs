using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs;

/// <summary>Cancel, pause, resume, redrive.</summary>
internal static class ControlRun
{
    internal sealed record CancelBody(string? Reason);

    /// <param name="Steps">The steps to do again, with all that comes after them; empty for those that failed.</param>
    internal sealed record RedriveBody(IReadOnlyList<StepKey>? Steps);

    internal sealed record BulkBody(IReadOnlyList<Guid> Ids);

    public static void MapControlRun(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/cancel", (Guid id, [FromBody(EmptyBodyBehavior =
                Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] CancelBody? body, Actor actor,
                HttpContext http, RunDriver driver, TimeProvider time) =>
            Decide(id, actor, http, driver, run => RunControl.Cancel(run, By(actor), body?.Reason, time.GetUtcNow())))
            .RequirePermission(Permission.ControlRuns).WithSummary("End a run; effects under way are cut off");
        group.MapPost("/{id:guid}/pause", (Guid id, Actor actor, HttpContext http, RunDriver driver, TimeProvider time) =>
            Decide(id, actor, http, driver, run => RunControl.Pause(run, By(actor), time.GetUtcNow())))
            .RequirePermission(Permission.ControlRuns).WithSummary("Begin no further steps until resumed");
        group.MapPost("/{id:guid}/resume", (Guid id, Actor actor, HttpContext http, RunDriver driver, TimeProvider time) =>
            Decide(id, actor, http, driver, run => RunControl.Resume(run, By(actor), time.GetUtcNow())))
            .RequirePermission(Permission.ControlRuns).WithSummary("Go on with a paused run");
        group.MapPost("/{id:guid}/redrive", (Guid id, [FromBody(EmptyBodyBehavior =
                Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] RedriveBody? body, Actor actor,
                HttpContext http, RunDriver driver, TimeProvider time) =>
            Decide(id, actor, http, driver,
                run => RunControl.DriveAgain(run, body?.Steps ?? [], By(actor), time.GetUtcNow())))
            .RequirePermission(Permission.ControlRuns).WithSummary("Do failed or chosen steps again, and all after them");
        group.MapPost("/{id:guid}/redrive/preview", Preview)
            .RequirePermission(Permission.ViewRuns).WithSummary("What a redrive would do a second time");
        group.MapPost("/redrive", RedriveMany)
            .RequirePermission(Permission.ControlRuns).WithSummary("Redrive several failed runs");
    }

    private static string By(Actor actor) => actor.UserId.ToString();

    private static async Task<IResult> Decide(
        Guid id, Actor actor, HttpContext http, RunDriver driver, Func<RunState, Decision<RunEvent>> decide)
    {
        var (run, refusal) = await Act(id, actor, http, driver, decide);
        if (refusal is not null) return refusal.ToProblem();
        CommandResults.NoteSequence(http, run!.LastSequence);
        return Results.Json(new { version = run.Version }, AppJson.Options, null, StatusCodes.Status202Accepted);
    }

    private static async Task<(LoadedRun? Run, Refusal? Refusal)> Act(
        Guid id, Actor actor, HttpContext http, RunDriver driver, Func<RunState, Decision<RunEvent>> decide)
    {
        Refusal? refusal = null;
        var run = await driver.Act(actor.Tenant, id, state =>
        {
            var decision = decide(state);
            refusal = (decision as Decision<RunEvent>.Refused)?.Refusal;
            return decision is Decision<RunEvent>.Accepted accepted ? accepted.Events : [];
        }, ActorAccess.MetadataOf(http, actor) with { CorrelationId = id.ToString() }, ct: http.RequestAborted);
        return (run, run is null ? RunRefusals.Unknown : refusal);
    }

    private static async Task<IResult> Preview(
        Guid id, RedriveBody body, Actor actor, RunStore store, CancellationToken ct)
    {
        if (await store.Load(actor.Tenant, id, null, ct) is not { } run) return RunRefusals.Unknown.ToProblem();
        var chosen = body.Steps is { Count: > 0 } steps ? steps : Redrive.FailedSteps(run.State);
        var again = Redrive.StepsDoneAgain(run.State, chosen);
        return Results.Json(new
        {
            steps = again.OrderBy(key => key.ToString()).ToList(),
            repeatedEffects = Redrive.RepeatedEffects(run.State, chosen).Select(key => new
            {
                key.NodeId,
                key.Iteration,
                name = run.State.Plan.Node(key.NodeId).Definition.Name,
                type = run.State.Plan.Node(key.NodeId).Definition.Type,
                status = RunDetail.Text(run.State.Step(key).Status),
                attempts = run.State.Step(key).Attempt,
            }),
        }, AppJson.Options);
    }

    private static async Task<IResult> RedriveMany(
        BulkBody body, Actor actor, HttpContext http, RunDriver driver, TimeProvider time)
    {
        var results = new List<object>();
        foreach (var id in body.Ids.Distinct().Take(Limits.PageSizeMax))
        {
            var (_, refusal) = await Act(id, actor, http, driver,
                run => RunControl.DriveAgain(run, [], By(actor), time.GetUtcNow()));
            results.Add(new { id, code = refusal?.Code });
        }
        return Results.Json(new { items = results }, AppJson.Options, null, StatusCodes.Status202Accepted);
    }
}
