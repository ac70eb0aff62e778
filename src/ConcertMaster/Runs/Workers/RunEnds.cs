using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using Microsoft.Extensions.Hosting;

namespace ConcertMaster.Runs.Workers;

/// <summary>Waits for the end of a run, or for its Respond step, on behalf of a request.</summary>
internal sealed class RunEnds(
    RunWatches watches, RunStore store, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public End Watch(TenantId tenant, Guid runId, Func<RunEvent, bool>? isAwaited = null) =>
        new(this, tenant, runId, watches.Open(runId, @event =>
            @event is RunEnded || isAwaited?.Invoke(@event) == true));

    // A node that is told to stop lets its callers go: the run goes on elsewhere.
    private async Task<RunState> Wait(
        RunWatches.Watch watch, TenantId tenant, Guid runId, RunState state, TimeSpan most, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        try
        {
            await watch.Wait(most, time, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return state;
        }
        return (await store.Load(tenant, runId, null, ct))?.State ?? state;
    }

    internal sealed class End(RunEnds ends, TenantId tenant, Guid runId, RunWatches.Watch watch) : IDisposable
    {
        /// <returns>The run as it is at the end, or when the time has run out.</returns>
        public Task<RunState> Wait(RunState state, TimeSpan most, CancellationToken ct) => state.Status.IsEnded()
            ? Task.FromResult(state)
            : ends.Wait(watch, tenant, runId, state, most, ct);

        public void Dispose() => watch.Dispose();
    }
}
