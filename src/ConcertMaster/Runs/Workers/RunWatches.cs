using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ConcertMaster.Runs.Workers;

/// <summary>Requests that wait for something to happen in a run, on whichever node it happens.</summary>
internal sealed class RunWatches
{
    private readonly ConcurrentDictionary<Guid, ImmutableList<Watch>> _watches = new();

    /// <summary>To be opened before the run starts; dispose it when the request is done. Several may watch one run.</summary>
    public Watch Open(Guid runId, Func<RunEvent, bool> isAwaited)
    {
        var watch = new Watch(runId, isAwaited, this);
        _watches.AddOrUpdate(runId, [watch], (_, others) => others.Add(watch));
        return watch;
    }

    /// <summary>Told of every event twice, by the driver and by the tail of the log; the first time counts.</summary>
    public void Observe(Guid runId, RunEvent @event)
    {
        if (_watches.IsEmpty || !_watches.TryGetValue(runId, out var watches)) return;
        foreach (var watch in watches) watch.Observe(@event);
    }

    private void Close(Guid runId, Watch watch)
    {
        while (_watches.TryGetValue(runId, out var watches))
        {
            var others = watches.Remove(watch);
            if (others.IsEmpty ? _watches.TryRemove(KeyValuePair.Create(runId, watches)) : _watches.TryUpdate(runId, others, watches))
                return;
        }
    }

    internal sealed class Watch(Guid runId, Func<RunEvent, bool> isAwaited, RunWatches all) : IDisposable
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

        public void Dispose() => all.Close(runId, this);
    }
}
