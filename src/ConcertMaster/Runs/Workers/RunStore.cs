using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Workers;

/// <param name="Version">The version of the stream that the state reflects.</param>
internal sealed record LoadedRun(RunState State, long Version, DateTimeOffset LastAt)
{
    /// <summary>Sequence of the newest event that this node appended; 0 when it appended none.</summary>
    public long LastSequence { get; init; }
}

/// <summary>Reads and writes the streams of runs.</summary>
internal sealed class RunStore(IEventStore store, RunPlans plans, RunBlobs blobs)
{
    public const string StreamType = "run";

    /// <returns>Null when there is no such run.</returns>
    public async Task<LoadedRun?> Load(TenantId tenant, Guid runId, ReadRange? range, CancellationToken ct)
    {
        LoadedRun? run = null;
        await foreach (var recorded in store.ReadStream(new(tenant, runId), range, ct))
        {
            if (recorded.Data is not RunEvent @event) return null;
            run = await Evolve(run ?? await Empty(tenant, @event, ct), recorded, ct);
        }
        return run;
    }

    /// <summary>Takes in what others have appended since.</summary>
    public async Task<LoadedRun> CatchUp(LoadedRun run, Guid runId, CancellationToken ct)
    {
        var tenant = run.State.Tenant;
        await foreach (var recorded in store.ReadStream(new(tenant, runId), ReadRange.From(run.Version + 1), ct))
            run = await Evolve(run, recorded, ct);
        return run;
    }

    /// <summary>Appends events with ids of the caller, so that a repeated append is recognised.</summary>
    public async Task<AppendResult> Append(
        TenantId tenant, Guid runId, long version, IReadOnlyList<RunEvent> events, IReadOnlyList<Guid> ids,
        EventMetadata metadata, DateTimeOffset now, CancellationToken ct)
    {
        var added = new NewEvent[events.Count];
        for (var i = 0; i < added.Length; i++)
            added[i] = new(ids[i], await blobs.Offload(tenant, events[i], ct));
        return await store.Append(new(new(tenant, runId), StreamType,
            ExpectedVersion.Exactly(version), added, metadata, now), ct);
    }

    private async Task<LoadedRun> Empty(TenantId tenant, RunEvent first, CancellationToken ct)
    {
        var started = (RunStarted)first;
        var plan = await plans.Find(tenant, started.WorkflowId, started.WorkflowVersion, ct)
            ?? throw new InvalidOperationException(
                $"Version {started.WorkflowVersion} of the workflow {started.WorkflowId} is gone.");
        return new(new RunState(plan, tenant), 0, started.At);
    }

    private async Task<LoadedRun> Evolve(LoadedRun run, RecordedEvent recorded, CancellationToken ct)
    {
        var @event = await blobs.Restore(run.State.Tenant, (RunEvent)recorded.Data, ct);
        return new(RunEvolve.Evolve(run.State, @event), recorded.Version, @event.At);
    }
}
