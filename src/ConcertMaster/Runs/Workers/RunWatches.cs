using System.Collections.Concurrent;

namespace ConcertMaster.Runs.Workers;

/// <summary>Requests that wait for something to happen in a run, on whichever node it happens.</summary>
internal sealed class RunWatches
{
    private readonly ConcurrentDictionary<Guid, Watch> _watches = new();

    /// <summary>To be opened before the run starts; dispose it when the request is done.</summary>
    public Watch Open(Guid runId, Func<RunEvent, bool> isAwaited) =>
        _watches[runId] = new Watch(runId, isAwaited, _watches);

    /// <summary>Told of every event twice, by the driver and by the tail of the log; the first time counts.</summary>
    public void Observe(Guid runId, RunEvent @event)
    {
        if (!_watches.IsEmpty && _watches.TryGetValue(runId, out var watch)) watch.Observe(@event);
    }

    internal sealed class Watch(
        Guid runId, Func<RunEvent, bool> isAwaited, ConcurrentDictionary<Guid, Watch> all) : IDisposable
    {
        private readonly TaskCompletionSource<RunEvent> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Observe(RunEvent @event)
        {
            if (isAwaited(@event)) _seen.TrySetResult(@event);
        }

        /// <returns>Null when the time has run out first.</returns>
        public async Task<RunEvent?> Wait(TimeSpan most, TimeProvider time, CancellationToken ct)
        {
            try
            {
                return await _seen.Task.WaitAsync(most, time, ct);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        public void Dispose() => all.TryRemove(KeyValuePair.Create(runId, this));
    }
}
