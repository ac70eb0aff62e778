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

/// <summary>Cancel, pause, resume.</summary>
internal static class ControlRun
{
    internal sealed record CancelBody(string? Reason);

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
    }

    public static string By(Actor actor) => actor.UserId.ToString();

    public static async Task<IResult> Decide(
        Guid id, Actor actor, HttpContext http, RunDriver driver, Func<RunState, Decision<RunEvent>> decide)
    {
        var (run, refusal) = await Act(id, actor, http, driver, decide);
        if (refusal is not null) return refusal.ToProblem();
        CommandResults.NoteSequence(http, run!.LastSequence);
        return Results.Json(new { version = run.Version }, AppJson.Options, null, StatusCodes.Status202Accepted);
    }

    /// <summary>The same for several runs; the answer says of each whether it was refused, and why.</summary>
    public static async Task<IResult> Many(
        IEnumerable<Guid> ids, Actor actor, HttpContext http, RunDriver driver, Func<RunState, Decision<RunEvent>> decide,
        Func<Guid, Task<Refusal?>>? mayNot = null)
    {
        var results = new List<object>();
        var last = 0L;
        foreach (var id in ids.Distinct())
        {
            var held = mayNot is null ? null : await mayNot(id);
            var (run, refusal) = held is null ? await Act(id, actor, http, driver, decide) : (null, held);
            last = Math.Max(last, run?.LastSequence ?? 0);
            results.Add(new { id, code = refusal?.Code, message = refusal?.Message });
        }
        CommandResults.NoteSequence(http, last);
        return Results.Json(new { items = results }, AppJson.Options, null, StatusCodes.Status202Accepted);
    }

    public static async Task<(LoadedRun? Run, Refusal? Refusal)> Act(
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
}
