using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;

namespace ConcertMaster.Runs.Triggers;

/// <summary>
/// Child runs share the fate of the step that waits for them: when the parent fails or is cancelled they are cancelled,
/// and when it is taken up again so are they. Children that nobody waits for go on.
/// </summary>
internal sealed class ChildRuns(
    Database database, RunStore store, RunDriver driver, TimeProvider time, Lazy<ProjectionDaemon> daemon) : ISubscription
{
    private const string Reason = "The run that waited for it has ended.";

    public string Name => "child runs";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(RunFailed), typeof(RunCancelled), typeof(RunRedriven)];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        await daemon.Value.Await(RunList.Projection.Name, events[^1].Sequence, ct);
        foreach (var recorded in events)
        {
            if (recorded.Data is RunRedriven redriven) await TakeUp(recorded, redriven, ct);
            else await Cancel(recorded, ct);
        }
    }

    private async Task Cancel(RecordedEvent recorded, CancellationToken ct)
    {
        foreach (var child in await OpenChildren(recorded.Tenant, recorded.StreamId, ct))
        {
            // Told to nobody: the step that waited has gone.
            await driver.Act(recorded.Tenant, child, run => run.Started?.Parent is not { Waits: true }
                    ? []
                    : EventsOf(RunControl.Cancel(run, SystemActors.Engine, Reason, time.GetUtcNow()))
                        .Select(@event => @event is RunCancelled cancelled ? cancelled with { For = null } : @event)
                        .ToList(),
                MetadataOf(recorded), ct: CancellationToken.None);
        }
    }

    private async Task TakeUp(RecordedEvent recorded, RunRedriven redriven, CancellationToken ct)
    {
        if (redriven.Waits is not { Count: > 0 } waits
            || await store.Load(recorded.Tenant, recorded.StreamId, null, ct) is not { State: var parent }) return;
        foreach (var target in waits.Select(WaitToken.Parse).OfType<WaitTarget>())
        {
            if (parent.Step(new(target.NodeId, target.Iteration)).Wait is not { Kind: "run", Details: { } details }
                || details.Find("runId")?.GetString() is not { } text || !Guid.TryParse(text, out var child)) continue;
            await driver.Act(recorded.Tenant, child,
                run => run.Ended is RunCancelled { By: SystemActors.Engine }
                    ? EventsOf(RunControl.DriveAgain(run, [], SystemActors.Engine, time.GetUtcNow()))
                    : [],
                MetadataOf(recorded), ct: CancellationToken.None);
        }
    }

    private static IReadOnlyList<RunEvent> EventsOf(Decision<RunEvent> decision) =>
        decision is Decision<RunEvent>.Accepted accepted ? accepted.Events : [];

    private static EventMetadata MetadataOf(RecordedEvent recorded) =>
        RunDriver.MetadataOf(recorded.StreamId, SystemActors.Engine, recorded.EventId.ToString());

    private Task<List<Guid>> OpenChildren(TenantId tenant, Guid parent, CancellationToken ct) =>
        database.For(tenant).Query("""
            select run_id from read.runs
             where tenant_id = $1 and parent_run_id = $2 and status not in ('completed', 'failed', 'cancelled')
            """, row => row.GetGuid(0), ct, tenant.Value, parent);
}
