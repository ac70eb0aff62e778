using System.Text.Json;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs.Again;

/// <summary>What would this run have been under another version? Nothing is done and nothing is recorded.</summary>
internal static class ReplayRun
{
    /// <param name="Version">Null for the newest published version.</param>
    internal sealed record Body(int? Version);

    public static void MapReplayRun(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/replay", Handle).RequirePermission(Permission.ViewRuns)
            .WithSummary("Replay a finished run under another version, with its recorded answers, and compare");

    private static async Task<IResult> Handle(
        Guid id, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Body? body,
        Actor actor, RunStore store, RunPlans plans, CancellationToken ct)
    {
        if (await store.Load(actor.Tenant, id, null, ct) is not { State: var recorded }) return RunRefusals.Unknown.ToProblem();
        if (!recorded.Status.IsEnded()) return RunRefusals.StillRunning.ToProblem();
        if (await plans.Find(actor.Tenant, recorded.Started!.WorkflowId, body?.Version, ct) is not { } plan)
            return RunRefusals.NotPublished.ToProblem();
        // Computing alone; off the request's thread, because a long run computes for long.
        var (replay, difference) = await Task.Run(() =>
        {
            var replay = Replay.Under(plan, recorded);
            return (replay, ReplayDifference.Of(recorded, replay));
        }, ct);
        if (replay.IsTooLong) return RunRefusals.ReplayTooLong.ToProblem();
        return Results.Json(new
        {
            runId = id,
            from = recorded.Started.WorkflowVersion,
            to = plan.Published.Version,
            before = Side(recorded),
            after = Side(replay.State),
            same = difference.SameCount,
            different = difference.Differences.Count,
            differences = difference.Differences.Take(Limits.PageSizeMax),
        }, AppJson.Options);
    }

    private static object Side(RunState state) => new
    {
        // A replay that misses an answer neither ends nor goes on.
        status = state.Status.IsEnded() ? RunDetail.Text(state.Status) : "unanswered",
        output = state.Status == RunStatus.Completed && state.Output.ValueKind != JsonValueKind.Undefined
            ? state.Output
            : (JsonElement?)null,
        error = state.Ended is RunFailed failed ? failed.Message : null,
    };
}
