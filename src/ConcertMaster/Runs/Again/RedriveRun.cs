using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs.Again;

/// <summary>Drives runs that have ended on from failed or chosen steps, and says before what would be done twice.</summary>
internal static class RedriveRun
{
    /// <param name="Steps">The steps to do again, with all that comes after them; empty for those that failed.</param>
    internal sealed record Body(IReadOnlyList<StepKey>? Steps);

    internal sealed record BulkBody(IReadOnlyList<Guid> Ids);

    public static void MapRedriveRun(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/redrive", One).RequirePermission(Permission.ControlRuns)
            .WithSummary("Do failed or chosen steps again, and all after them");
        group.MapPost("/{id:guid}/redrive/preview", PreviewOne).RequirePermission(Permission.ViewRuns)
            .WithSummary("What a redrive would do a second time");
        group.MapPost("/redrive", Many).RequirePermission(Permission.ControlRuns).WithSummary("Redrive several failed runs");
        group.MapPost("/redrive/preview", PreviewMany).RequirePermission(Permission.ViewRuns)
            .WithSummary("What a redrive of several runs would do a second time");
    }

    private static async Task<IResult> One(
        Guid id, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Body? body,
        Actor actor, HttpContext http, RedriveUnderReview review, RunDriver driver, TimeProvider time) =>
        await review.Pass(id, body?.Steps ?? [], actor, http) is { } wait ? wait.ToProblem()
            : await ControlRun.Decide(id, actor, http, driver,
                run => RunControl.DriveAgain(run, body?.Steps ?? [], ControlRun.By(actor), time.GetUtcNow()));

    private static async Task<IResult> Many(
        BulkBody body, Actor actor, HttpContext http, RedriveUnderReview review, RunDriver driver, TimeProvider time)
    {
        if (body.Ids is null) return CommonRefusals.MalformedRequest.ToProblem();
        if (body.Ids.Count > Limits.PageSizeMax) return RunRefusals.TooMany.ToProblem();
        return await ControlRun.Many(body.Ids, actor, http, driver,
            run => RunControl.DriveAgain(run, [], ControlRun.By(actor), time.GetUtcNow()), id => review.Pass(id, [], actor, http));
    }

    private static async Task<IResult> PreviewOne(
        Guid id, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Body? body,
        Actor actor, RunStore store, TimeProvider time, CancellationToken ct) =>
        await store.Load(actor.Tenant, id, null, ct) is { State: var run }
            ? Results.Json(Shown(id, run, body?.Steps ?? [], actor, time), AppJson.Options)
            : RunRefusals.Unknown.ToProblem();

    private static async Task<IResult> PreviewMany(
        BulkBody body, Actor actor, RunStore store, TimeProvider time, CancellationToken ct)
    {
        if (body.Ids is null) return CommonRefusals.MalformedRequest.ToProblem();
        if (body.Ids.Count > Limits.PageSizeMax) return RunRefusals.TooMany.ToProblem();
        var items = new List<object>();
        foreach (var id in body.Ids.Distinct())
            if (await store.Load(actor.Tenant, id, null, ct) is { State: var run })
                items.Add(Shown(id, run, [], actor, time));
        return Results.Json(new { items }, AppJson.Options);
    }

    private static object Shown(Guid id, RunState run, IReadOnlyList<StepKey> steps, Actor actor, TimeProvider time)
    {
        var decision = RunControl.DriveAgain(run, steps, ControlRun.By(actor), time.GetUtcNow());
        var refusal = (decision as EventStore.Decisions.Decision<RunEvent>.Refused)?.Refusal;
        var chosen = refusal is not null ? [] : steps.Count > 0 ? steps : Redrive.FailedSteps(run);
        return new
        {
            id,
            workflowName = run.Started!.WorkflowName,
            code = refusal?.Code,
            message = refusal?.Message,
            chosen,
            steps = Redrive.StepsDoneAgain(run, chosen).OrderBy(key => key.ToString(), StringComparer.Ordinal).ToList(),
            repeatedEffects = Redrive.RepeatedEffects(run, chosen).Select(key => new
            {
                key.NodeId,
                key.Iteration,
                name = run.Plan.Node(key.NodeId).Definition.Name,
                type = run.Plan.Node(key.NodeId).Definition.Type,
                status = RunDetail.Text(run.Step(key).Status),
                attempts = run.Step(key).Attempt,
            }),
        };
    }
}
