using ConcertMaster.EventStore.Streams;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.EventStore.Subscriptions;

/// <summary>A stretch of the log: the events of interest in it, and how far it reaches.</summary>
internal readonly record struct LogSlice(IReadOnlyList<RecordedEvent> Events, long UpTo);

/// <summary>
/// The log as one node follows it: read once, kept for a while in memory for all who follow closely, and read from
/// the database for those who are further behind. Because sequence order is commit order, whoever has seen the head
/// has seen everything before it.
/// </summary>
internal sealed class LogFeed : IAsyncDisposable
{
    private const int KeptCountMax = 8_192;

    private readonly EventStoreOptions _options;
    private readonly ILogger _log;
    private readonly Listener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Signal _wake = new();
    private readonly Lock _gate = new();
    private readonly LinkedList<RecordedEvent[]> _kept = new();
    private TaskCompletionSource _moved = NewSource();
    private int _keptCount;
    private long _keptAfter;
    private long _head;
    private Task _loop = Task.CompletedTask;

    public LogFeed(EventStoreOptions options, Listener listener, ILogger log)
    {
        (_options, _log, _listener) = (options, log, listener);
        listener.On(options.NotificationChannel, _ => _wake.Set());
    }

    /// <summary>The newest event known to this node.</summary>
    public long Head => Interlocked.Read(ref _head);

    public async Task Start(CancellationToken ct)
    {
        await using var command = _options.System.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        _head = _keptAfter = (long)(await command.ExecuteScalarAsync(ct))!;
        _loop = Task.Run(Follow, CancellationToken.None);
    }

    /// <summary>Completes when the head has passed <paramref name="sequence"/>.</summary>
    public async Task Beyond(long sequence, CancellationToken ct)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_head > sequence) return;
                moved = _moved.Task;
            }
            await moved.WaitAsync(ct);
        }
    }

    /// <summary>Looks at the log now; for a node that has itself just appended.</summary>
    public void Wake() => _wake.Set();

    /// <summary>For one follower, to be handed in with its reads.</summary>
    public LogReader NewReader() => new(_options, keepUnreadable: true);

    /// <param name="names">Stored names of interest; null for all.</param>
    /// <param name="reader">Used by those whose place memory no longer holds.</param>
    public async Task<LogSlice> Read(
        LogReader reader, long after, IReadOnlyCollection<string>? names, int countMax, CancellationToken ct)
    {
        long end;
        lock (_gate)
        {
            end = _head;
            if (after >= end) return new([], after);
            if (after >= _keptAfter) return FromMemory(after, names, countMax);
        }
        var events = await reader.Read(after, end, null, names, countMax, end - after < 100, ct);
        return new(events, events.Count < countMax ? end : events[^1].Sequence);
    }

    private LogSlice FromMemory(long after, IReadOnlyCollection<string>? names, int countMax)
    {
        var events = new List<RecordedEvent>();
        // Followers are near the end, so the page to begin with is looked for from there.
        var first = _kept.Last;
        while (first?.Previous is { } previous && previous.Value[^1].Sequence > after) first = previous;
        for (var page = first; page is not null; page = page.Next)
        {
            foreach (var recorded in page.Value)
            {
                if (recorded.Sequence <= after || names?.Contains(recorded.EventName) == false) continue;
                events.Add(recorded);
                if (events.Count == countMax) return new(events, recorded.Sequence);
            }
        }
        return new(events, _head);
    }

    private async Task Follow()
    {
        var reader = NewReader();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // The poll is the net below the notifications, in case a listening connection died unnoticed.
                await _wake.Wait(_options.SlowPoll, _options.Time, _stop.Token);
                for (var isShort = true; ; isShort = false)
                {
                    var page = await reader.Read(
                        _head, long.MaxValue, null, null, _options.ReadPageCount, isShort, _stop.Token);
                    if (page.Count > 0) Advance([.. page]);
                    if (page.Count < _options.ReadPageCount) break;
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _log.LogWarning(exception, "Cannot follow the log; trying again");
                await Task.Delay(TimeSpan.FromMilliseconds(200), _options.Time, CancellationToken.None);
            }
        }
    }

    private void Advance(RecordedEvent[] page)
    {
        TaskCompletionSource moved;
        lock (_gate)
        {
            _kept.AddLast(page);
            _keptCount += page.Length;
            _head = page[^1].Sequence;
            while (_keptCount > KeptCountMax && _kept.Count > 1)
            {
                var oldest = _kept.First!.Value;
                _keptAfter = oldest[^1].Sequence;
                _keptCount -= oldest.Length;
                _kept.RemoveFirst();
            }
            (moved, _moved) = (_moved, NewSource());
        }
        moved.SetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }
}
