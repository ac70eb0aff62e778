using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;

namespace ConcertMaster.Runs.Triggers;

/// <summary>When a run fails, starts a run of the workflow that its settings name for that.</summary>
internal sealed class ErrorRuns(RunStore store, IRunStarter starter) : ISubscription
{
    public string Name => "error runs";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(RunFailed)];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        foreach (var recorded in events)
        {
            // An error workflow that fails does not start itself.
            if (await store.Load(recorded.Tenant, recorded.StreamId, ReadRange.UpTo(1), ct) is not { } run
                || run.State.Started is not { Trigger: not "error" } started
                || run.State.Plan.Published.Definition.Settings.ErrorWorkflow is not { } workflow) continue;
            var failed = (RunFailed)recorded.Data;
            await starter.Start(recorded.Tenant, workflow, new("error", Key: $"{recorded.StreamId}/{recorded.Version}"),
                AppJson.ToElement(new
                {
                    run = new
                    {
                        id = recorded.StreamId,
                        workflowId = started.WorkflowId,
                        started.WorkflowName,
                        version = started.WorkflowVersion,
                        started.StartedBy,
                        startedAt = started.At,
                        failedAt = failed.At,
                    },
                    error = new { failed.Code, failed.Message, failed.NodeId, failed.Iteration },
                }), SystemActors.Engine, ct: ct);
        }
    }
}
