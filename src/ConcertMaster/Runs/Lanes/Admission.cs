using System.Collections.Concurrent;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;

namespace ConcertMaster.Runs.Lanes;

/// <summary>
/// Leads runs through their lanes, one lane after the other in the order in which the run names them, and frees their
/// places when they end. Each step may be repeated, and is, after a crash: by the log.
/// </summary>
internal sealed class Admission(IEventStore store, RunStore runs, RunDriver driver, TimeProvider time) : ISubscription
{
    private readonly ConcurrentDictionary<TenantId, int?> _organisationMax = new();
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public string Name => "admission";

    public IReadOnlyCollection<Type>? EventTypes { get; } =
        [typeof(RunQueued), typeof(LaneAdmitted), typeof(RunCompleted), typeof(RunFailed), typeof(RunCancelled)];

    /// <summary>Most runs stand in no line.</summary>
    public bool Concerns(RecordedEvent recorded) => recorded.Data is not RunEnded { Turn: null };

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        foreach (var recorded in events)
        {
            var (tenant, stream) = (recorded.Tenant, recorded.StreamId);
            switch (recorded.Data)
            {
                case RunQueued queued: await Proceed(tenant, stream, queued.Turn, ct); break;
                case LaneAdmitted admitted: await GoAhead(tenant, admitted.RunId, admitted.Turn, ct); break;
                case RunEnded { Turn: { } turn }:
                    foreach (var lane in turn.Lanes) await Leave(tenant, lane.Id, stream, turn.Number, ct);
                    break;
            }
        }
    }

    /// <summary>How many runs of the organisation may be under way at once; null for any number.</summary>
    public async ValueTask<int?> OrganisationMax(TenantId tenant, CancellationToken ct)
    {
        if (_organisationMax.TryGetValue(tenant, out var known)) return known;
        var (lane, _) = await SessionFor(tenant).Load(Lane.Stream(LanesOfRun.OrganisationLane(tenant)), ct: ct);
        return _organisationMax[tenant] = lane.Max;
    }

    /// <summary>Called with every change of a limit, on every node.</summary>
    public Task Forget(IReadOnlyList<RecordedEvent> batch, CancellationToken ct)
    {
        foreach (var recorded in batch) Forget(recorded.Tenant);
        return Task.CompletedTask;
    }

    public void Forget(TenantId tenant) => _organisationMax.TryRemove(tenant, out _);

    /// <summary>Enters the lanes that the run is not in yet; the run goes ahead when it has a place in all.</summary>
    /// <returns>The run where it went ahead; null while it stands in line.</returns>
    public async Task<LoadedRun?> Proceed(TenantId tenant, Guid runId, RunTurn turn, CancellationToken ct)
    {
        foreach (var lane in turn.Lanes)
        {
            var isOrganisation = lane.Id == LanesOfRun.OrganisationLane(tenant);
            var entry = new LaneEntry(runId, turn.Number, turn.Priority);
            var outcome = await Write(tenant, lane.Id, state => LaneDecider.Decide(
                // The organisation's own limit stands in its lane; a workflow's comes with each run.
                new EnterLane(entry, isOrganisation ? state.Max : lane.Max, time.GetUtcNow()), state), ct);
            if (outcome.Refusal is { } refusal)
                return await driver.Act(tenant, runId, run => RunTurns.Refuse(run, turn.Number, refusal, time.GetUtcNow()));
            if (!outcome.State.Runs(runId, turn.Number)) return null;
        }
        return await driver.Act(tenant, runId, run => RunTurns.Admit(run, turn.Number, time.GetUtcNow()));
    }

    private async Task GoAhead(TenantId tenant, Guid runId, int turn, CancellationToken ct)
    {
        if (await runs.Load(tenant, runId, null, ct) is { State: { Status: RunStatus.Queued, Turn: { } current } }
            && current.Number == turn)
            await Proceed(tenant, runId, current, ct);
    }

    private async Task Leave(TenantId tenant, Guid lane, Guid runId, int turn, CancellationToken ct)
    {
        var next = new List<LaneAdmitted>();
        await Write(tenant, lane, state =>
        {
            var decision = LaneDecider.Decide(new LeaveLane(runId, turn, time.GetUtcNow()), state);
            next.Clear();
            if (decision is Decision<LaneEvent>.Accepted accepted) next.AddRange(accepted.Events.OfType<LaneAdmitted>());
            return decision;
        }, ct);
        // Told by the log as well; doing it at once saves the next in line a round.
        foreach (var admitted in next) await GoAhead(tenant, admitted.RunId, admitted.Turn, ct);
    }

    // Runs of one lane come in crowds. On this node they take turns; against other nodes they try again.
    private async Task<Outcome<Lane>> Write(
        TenantId tenant, Guid lane, Func<Lane, Decision<LaneEvent>> decide, CancellationToken ct)
    {
        var gate = _gates[(uint)lane.GetHashCode() % (uint)_gates.Length];
        await gate.WaitAsync(ct);
        try
        {
            while (true)
            {
                var outcome = await SessionFor(tenant).Transact(Lane.Stream(lane), decide, ct: ct);
                if (outcome.Refusal != EventSession.Contended) return outcome;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private EventSession SessionFor(TenantId tenant) =>
        new(store, tenant, new EventMetadata { UserName = SystemActors.Engine }, time);
}
