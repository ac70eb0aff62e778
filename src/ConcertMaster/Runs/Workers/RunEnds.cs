using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;

namespace ConcertMaster.Runs.Workers;

/// <summary>Waits for the end of a run, or for its Respond step, on behalf of a request.</summary>
internal sealed class RunEnds(RunWatches watches, RunStore store, TimeProvider time)
{
    public End Watch(TenantId tenant, Guid runId, Func<RunEvent, bool>? isAwaited = null) =>
        new(this, tenant, runId, watches.Open(runId, @event =>
            @event is RunEnded || isAwaited?.Invoke(@event) == true));

    internal sealed class End(RunEnds ends, TenantId tenant, Guid runId, RunWatches.Watch watch) : IDisposable
    {
        /// <returns>The run as it is at the end, or when the time has run out.</returns>
        public async Task<RunState> Wait(RunState state, TimeSpan most, CancellationToken ct)
        {
            if (state.Status.IsEnded()) return state;
            await watch.Wait(most, ends.Time, ct);
            return (await ends.Store.Load(tenant, runId, null, ct))?.State ?? state;
        }

        public void Dispose() => watch.Dispose();
    }

    private TimeProvider Time => time;

    private RunStore Store => store;
}
