using ConcertMaster.EventStore.Streams;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.EventStore.Subscriptions;

/// <summary>
/// Tells handlers of this node of every event appended by any node from now on: in log order, without gaps, also
/// across lost connections. For live updates, caches and wake-ups; nothing is remembered over a restart. Each handler
/// has its own pace: a slow one reads from the database what memory no longer holds.
/// </summary>
public sealed class LogTail : IAsyncDisposable
{
    private const int BatchCountMax = 500;

    private readonly EventStoreOptions _options;
    private readonly LogFeed _feed;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<Task> _loops = [];
    private int _disposed;

    internal LogTail(EventStoreOptions options, LogFeed feed, ILogger log) =>
        (_options, _feed, _log) = (options, feed, log);

    /// <summary>The newest event known to this node.</summary>
    public long Head => _feed.Head;

    /// <summary>
    /// Calls <paramref name="handle"/> with all events after the head of now (or after
    /// <paramref name="afterSequence"/>), until the result is disposed. An exception of the handler is logged, and
    /// the batch counts as delivered.
    /// </summary>
    public IDisposable Subscribe(
        string name, Func<IReadOnlyList<RecordedEvent>, CancellationToken, Task> handle,
        IReadOnlyCollection<Type>? eventTypes = null, long? afterSequence = null)
    {
        var names = _options.Catalogue.NamesOf(eventTypes);
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var from = afterSequence ?? _feed.Head;
        lock (_gate)
        {
            _loops.RemoveAll(loop => loop.IsCompleted);
            _loops.Add(Task.Run(() => Run(name, handle, names, from, cancellation.Token), CancellationToken.None));
        }
        return new Ending(cancellation);
    }

    private async Task Run(
        string name, Func<IReadOnlyList<RecordedEvent>, CancellationToken, Task> handle,
        IReadOnlyCollection<string>? names, long position, CancellationToken ct)
    {
        var reader = _feed.NewReader();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                (position, _) = await _feed.Beyond(position, names, passed: null, Timeout.InfiniteTimeSpan, ct);
                var slice = await _feed.Read(reader, position, names, BatchCountMax, ct);
                position = slice.UpTo;
                var readable = slice.Events.Where(recorded => recorded.Data is not UnreadableEvent).ToList();
                if (readable.Count > 0) await Deliver(name, handle, readable, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _log.LogWarning(exception, "The tail {Name} cannot read the log; trying again", name);
                await Task.Delay(TimeSpan.FromMilliseconds(200), _options.Time, CancellationToken.None);
            }
        }
    }

    private async Task Deliver(
        string name, Func<IReadOnlyList<RecordedEvent>, CancellationToken, Task> handle,
        IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        try
        {
            await handle(events, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            _log.LogError(exception, "The tail {Name} failed on events {First} to {Last}",
                name, events[0].Sequence, events[^1].Sequence);
        }
    }

    /// <summary>Ends every subscription and waits for the handlers that are at work.</summary>
    public async ValueTask DisposeAsync()
    {
        // A container and the daemon may both think that it is theirs.
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _stop.CancelAsync();
        Task[] loops;
        lock (_gate) loops = [.. _loops];
        await Task.WhenAll(loops);
        _stop.Dispose();
    }

    private sealed class Ending(CancellationTokenSource cancellation) : IDisposable
    {
        public void Dispose() => cancellation.Cancel();
    }
}
