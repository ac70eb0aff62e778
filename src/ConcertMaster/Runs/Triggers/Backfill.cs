using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
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

namespace ConcertMaster.Runs.Triggers;

internal static class BackfillLimits
{
    /// <summary>Times of a schedule that one backfill makes up for.</summary>
    public const int TimeCountMax = 1_000;

    /// <summary>Coming times of a schedule that are shown at once.</summary>
    public const int NextCountMax = 50;
}

/// <summary>
/// Runs for times of a schedule that have passed: before it was published, or while nothing ran. A time that has had its
/// run gets no second one.
/// </summary>
internal static class Backfill
{
    public static readonly Refusal NoSchedule = new("backfill.no-schedule", 409,
        "The newest published version has no schedule. Publish one, or name another trigger.");
    public static readonly Refusal RangeInvalid = CommonRefusals.Invalid("backfill.range-invalid",
        "Give a range that has passed: 'from' before 'to', and 'to' not in the future.");
    public static readonly Refusal TooMany = CommonRefusals.Invalid("backfill.too-many",
        $"The range holds more than {BackfillLimits.TimeCountMax} times of the schedule. Take a shorter one.");
    public static readonly Refusal CronInvalid = CommonRefusals.Invalid("schedule.invalid",
        "The cron expression or the time zone is not valid.");

    /// <param name="NodeId">Null for the only schedule, or the first.</param>
    internal sealed record Body(DateTimeOffset From, DateTimeOffset To, string? NodeId);

    private sealed record Planned(Plan Plan, PlanNode Node, IReadOnlyList<DateTimeOffset> Times);

    public static void MapBackfill(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/workflows/{id:guid}/backfill", Preview).RequirePermission(Permission.ViewRuns)
            .WithSummary("The times of a schedule in a past range, and which of them have run").WithTags("Runs");
        endpoints.MapPost("/api/workflows/{id:guid}/backfill", Start).RequirePermission(Permission.StartRuns)
            .WithSummary("Start a run for each of those times that has none").WithTags("Runs");
        endpoints.MapGet("/api/schedules/next", Next).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("The coming times of a cron expression in a time zone").WithTags("Runs");
    }

    private static async Task<IResult> Preview(
        Guid id, DateTimeOffset from, DateTimeOffset to, string? nodeId, Actor actor, RunPlans plans, RunStarter starter,
        KnownRuns knownRuns, TimeProvider time, CancellationToken ct)
    {
        var (planned, refusal) = await Find(new(id), new(from, to, nodeId), actor, plans, time, ct);
        if (planned is null) return refusal!.ToProblem();
        var known = await knownRuns.Among(actor.Tenant, Ids(planned, actor, starter), ct);
        var items = planned.Times.Zip(Ids(planned, actor, starter),
            (at, run) => new { at, runId = known.Contains(run) ? run : (Guid?)null });
        return Results.Json(new
        {
            nodeId = planned.Node.Id, cron = planned.Node.Definition.Config.Text("cron"),
            timezone = planned.Node.Definition.Config.Text("timezone") ?? "UTC", version = planned.Plan.Published.Version,
            count = planned.Times.Count, ran = known.Count, items, next = (string?)null,
        }, AppJson.Options);
    }

    private static async Task<IResult> Start(
        Guid id, Body body, Actor actor, HttpContext http, RunPlans plans, RunStarter starter,
        KnownRuns knownRuns, TimeProvider time, CancellationToken ct)
    {
        var (planned, refusal) = await Find(new(id), body, actor, plans, time, ct);
        if (planned is null) return refusal!.ToProblem();
        var known = await knownRuns.Among(actor.Tenant, Ids(planned, actor, starter), ct);
        var started = new List<Guid>();
        foreach (var (at, runId) in planned.Times.Zip(Ids(planned, actor, starter)).Where(pair => !known.Contains(pair.Second)))
        {
            var run = await starter.Start(planned.Plan, actor.Tenant, runId, TriggerOf(planned.Node, at),
                AppJson.ToElement(new { scheduledFor = at, firedAt = time.GetUtcNow(), backfill = true }), actor.UserId.ToString(),
                metadata: ActorAccess.MetadataOf(http, actor) with { CorrelationId = runId.ToString() }, ct: ct);
            CommandResults.NoteSequence(http, run.LastSequence);
            started.Add(runId);
        }
        return Results.Json(new { started = started.Count, ran = known.Count, runIds = started }, AppJson.Options, null,
            StatusCodes.Status202Accepted);
    }

    private static IResult Next(string cron, string? timezone, int? count, TimeProvider time)
    {
        try
        {
            var schedule = Schedules.Parse(cron, timezone);
            var times = new List<DateTimeOffset>();
            var next = schedule.NextAfter(time.GetUtcNow());
            for (; next is { } at && times.Count < Math.Clamp(count ?? 5, 1, BackfillLimits.NextCountMax); next = schedule.NextAfter(at))
                times.Add(at);
            return Results.Json(new { items = times }, AppJson.Options);
        }
        catch (FormatException e)
        {
            return (CronInvalid with { Message = e.Message }).ToProblem();
        }
    }

    private static async Task<(Planned?, Refusal?)> Find(
        WorkflowId workflow, Body body, Actor actor, RunPlans plans, TimeProvider time, CancellationToken ct)
    {
        if (body.From >= body.To || body.To > time.GetUtcNow()) return (null, RangeInvalid);
        if (await plans.Find(actor.Tenant, workflow, null, ct) is not { } plan) return (null, RunRefusals.NotPublished);
        var node = plan.Root.Nodes.FirstOrDefault(node => !node.Definition.Disabled
            && node.Definition.Type == "ScheduleTrigger" && (body.NodeId is null || body.NodeId == node.Id));
        if (node is null) return (null, NoSchedule);
        var schedule = Schedules.Parse(node.Definition.Config.Text("cron")!, node.Definition.Config.Text("timezone"));
        var times = new List<DateTimeOffset>();
        var next = schedule.NextAfter(body.From.AddTicks(-1));
        for (; next is { } at && at <= body.To; next = schedule.NextAfter(at))
        {
            if (times.Count == BackfillLimits.TimeCountMax) return (null, TooMany);
            times.Add(at);
        }
        return (new(plan, node, times), null);
    }

    private static List<Guid> Ids(Planned planned, Actor actor, RunStarter starter) =>
        [.. planned.Times.Select(at => starter.NewId(actor.Tenant, planned.Plan.Published.Id, TriggerOf(planned.Node, at)))];

    // The trigger of the schedule itself: whichever of the two comes first, the other finds its run.
    private static RunTrigger TriggerOf(PlanNode node, DateTimeOffset at) => ScheduleRunner.TriggerOf(node.Id, at);

    /// <summary>Which of these runs are there, at this moment and not a moment ago?</summary>
    internal sealed class KnownRuns(Database database, ProjectionDaemon daemon, IEventStore store)
    {
        private static readonly TimeSpan ProjectionWait = TimeSpan.FromSeconds(2);

        public async Task<HashSet<Guid>> Among(TenantId tenant, List<Guid> ids, CancellationToken ct)
        {
            await daemon.WaitFor(RunList.Projection.Name, await store.LastSequence(ct), ProjectionWait, ct);
            return [.. await database.For(tenant).Query(
                "select run_id from read.runs where tenant_id = $1 and run_id = any($2)",
                row => row.GetGuid(0), ct, tenant.Value, ids.ToArray())];
        }
    }
}
