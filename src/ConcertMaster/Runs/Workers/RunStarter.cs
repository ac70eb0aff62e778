using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Jsonata;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Lanes;
using ConcertMaster.Shared;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Workers;

/// <summary>Begins runs: by people, triggers, other slices and other runs.</summary>
internal sealed class RunStarter(
    RunDriver driver, RunStore store, RunPlans plans, Admission admission, ICluster cluster, TimeProvider time)
    : IRunStarter, IChildRunStarter
{
    public const int DepthMax = 16;

    public async Task<RunId?> Start(
        TenantId tenant, WorkflowId workflow, RunTrigger trigger, JsonElement input, string startedBy,
        int? version = null, CancellationToken ct = default) =>
        await plans.FindToStart(tenant, workflow, version, ct) is { } plan
            ? new RunId((await Start(plan, tenant, NewId(tenant, workflow, trigger), trigger, input, startedBy, ct: ct))
                .State.Started!.RunId)
            : null;

    /// <summary>The same key names the same run.</summary>
    public Guid NewId(TenantId tenant, WorkflowId workflow, RunTrigger trigger) => trigger.Key is { } key
        ? StableId.From("run", tenant.Value, workflow.ToString(), trigger.Kind, trigger.NodeId ?? "", key)
        : Guid.CreateVersion7(time.GetUtcNow());

    /// <param name="priority">Among runs that stand in line; null for the workflow's own.</param>
    /// <returns>The run as far as it went without the outside world; the earlier one when the id is known.</returns>
    public async Task<LoadedRun> Start(
        Plan plan, TenantId tenant, Guid runId, RunTrigger trigger, JsonElement input, string startedBy,
        RunParent? parent = null, int depth = 0, EventMetadata? metadata = null, int? priority = null,
        CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        var workflow = plan.Published;
        var started = new RunStarted(runId, workflow.Id, workflow.Name, workflow.Version, workflow.Hash, trigger.Kind,
            TriggerNode(plan, trigger), JsonText.Storable(input), startedBy, parent, depth, cluster.Name, now);
        var begin = Beginning(plan, tenant, started, priority, await admission.OrganisationMax(tenant, ct));
        var run = (await driver.Act(tenant, runId, begin,
            metadata ?? RunDriver.MetadataOf(runId, startedBy), new(new RunState(plan, tenant), 0, now), ct: ct))!;
        if (run.State is not { Status: RunStatus.Queued, Turn: { } turn }) return run;
        return await admission.Proceed(tenant, runId, turn, CancellationToken.None) is { } admitted
            ? admitted with { LastSequence = Math.Max(admitted.LastSequence, run.LastSequence) }
            : run;
    }

    private static Func<RunState, IReadOnlyList<RunEvent>> Beginning(
        Plan plan, TenantId tenant, RunStarted started, int? priority, int? organisationMax)
    {
        try
        {
            var turn = LanesOfRun.Find(plan, tenant, started.Input, priority, organisationMax, started.Parent?.Lanes);
            return state => RunTurns.Begin(state, started, turn, turn is null ? "" : LanesOfRun.Reason(turn));
        }
        catch (JsonataException e)
        {
            return state => state.HasStarted
                ? []
                : [started, new RunFailed("run.concurrency-key-failed",
                    $"The concurrency key could not be computed: {e.Message} ({e.Code})", null, null,
                    RunEngine.ParentToken(started), started.At)];
        }
    }

    public async Task<RunId?> StartChild(
        TenantId tenant, WorkflowId workflow, int? version, JsonElement input, RunParent parent, string key,
        CancellationToken ct)
    {
        if (await plans.FindToStart(tenant, workflow, version, ct) is not { } plan) return null;
        var around = await store.Load(tenant, parent.RunId, null, ct);
        if (around?.State is not { Started: { } started } state || started.Depth + 1 >= DepthMax) return null;
        var runId = StableId.From("child-run", tenant.Value, key, workflow.ToString());
        var metadata = RunDriver.MetadataOf(started.RunId, started.StartedBy, $"run:{started.RunId}");
        var held = parent.Waits ? LanesHeld(state) : null;
        var child = await Start(plan, tenant, runId, new("run"), input, started.StartedBy, parent with { Lanes = held },
            started.Depth + 1, metadata, ct: CancellationToken.None);
        // The parent was driven on from this step: the child goes on from where it failed and keeps what it has done.
        if (child.State.Ended is RunFailed or RunCancelled && child.State.Ended.At <= state.RedrivenAt)
            await driver.Act(tenant, runId, DriveAgain, metadata, ct: CancellationToken.None);
        return new(runId);
    }

    private static IReadOnlyList<Guid>? LanesHeld(RunState run) =>
        (run.Turn?.Lanes.Select(lane => lane.Id) ?? []).Concat(run.Started!.Parent?.Lanes ?? []).ToList() is { Count: > 0 } held
            ? held
            : null;

    private IReadOnlyList<RunEvent> DriveAgain(RunState state) =>
        RunControl.DriveAgain(state, [], SystemActors.Engine, time.GetUtcNow()) is Decision<RunEvent>.Accepted accepted
            ? accepted.Events
            : [];

    // A trigger of the kind that fired, or the first there is.
    private static string? TriggerNode(Plan plan, RunTrigger trigger)
    {
        if (trigger.NodeId is { } id) return id;
        var triggers = plan.Root.Nodes.Where(node => node.Descriptor.IsTrigger && !node.Definition.Disabled).ToList();
        return (triggers.Find(node => node.Definition.Type == "ManualTrigger") ?? triggers.FirstOrDefault())?.Id;
    }
}
