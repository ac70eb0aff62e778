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
    private readonly OwnCommits _own;
    private readonly Signal _wake = new();
    private readonly Lock _gate = new();
    private readonly LinkedList<RecordedEvent[]> _kept = new();
    private readonly HashSet<Waiter> _waiting = [];
    private int _keptCount;
    private long _keptAfter;
    private long _head;
    private long _announced;
    private Task _loop = Task.CompletedTask;

    public LogFeed(EventStoreOptions options, Listener listener, ILogger log)
    {
        (_options, _log, _listener) = (options, log, listener);
        _own = new(options.Catalogue);
        // Without a payload something may have been missed.
        listener.On(options.NotificationChannel,
            payload => LookFor(long.TryParse(payload, out var sequence) ? sequence : long.MaxValue));
    }

    /// <summary>The newest event known to this node.</summary>
    public long Head => Interlocked.Read(ref _head);

    public async Task Start(CancellationToken ct)
    {
        await using var command = _options.System.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        _head = _keptAfter = (long)(await command.ExecuteScalarAsync(ct))!;
        _loop = Task.Run(Follow, CancellationToken.None);
    }

    /// <summary>
    /// Waits for an event of interest behind a place. What is of none passes a waiting follower by without waking it.
    /// </summary>
    /// <param name="names">Stored names of interest; null for all.</param>
    /// <param name="passed">Told how far the log has passed the follower by.</param>
    /// <param name="most">How long to wait; infinite for as long as it takes.</param>
    /// <returns>Up to where nothing was of interest, and whether something is behind that.</returns>
    public async Task<(long Place, bool IsDue)> Beyond(
        long place, IReadOnlyCollection<string>? names, Action<long>? passed, TimeSpan most, CancellationToken ct)
    {
        var waiter = new Waiter(place, names, passed);
        lock (_gate)
        {
            if (_head > place) return (place, true);
            _waiting.Add(waiter);
        }
        try
        {
            // Real time: a clock that a test holds still must not hold up projections.
            await waiter.Due.Task.WaitAsync(most, ct);
            return (waiter.Place, true);
        }
        catch (TimeoutException)
        {
            lock (_gate) return (waiter.Place, false);
        }
        finally
        {
            lock (_gate) _waiting.Remove(waiter);
        }
    }

    /// <summary>Looks at the log now, unless the event is known already.</summary>
    public void LookFor(long sequence)
    {
        if (sequence <= Head) return;
        lock (_gate) _announced = Math.Max(_announced, sequence);
        _wake.Set();
    }

    /// <summary>Takes in what this node has just committed itself.</summary>
    public void Take(IReadOnlyList<CommittedAppend> commit)
    {
        _own.Add(commit);
        LookFor(commit[^1].Result.LastSequence);
    }

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
                var isPoll = !await _wake.Wait(_options.SlowPoll, _options.Time, _stop.Token);
                while (_own.TakeAfter(_head) is { } commit) Advance(commit);
                if (!IsBehind() && !isPoll) continue;
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
                LookFor(long.MaxValue);
            }
        }
    }

    // To be asked before the log is read: what is announced meanwhile wakes once more.
    private bool IsBehind()
    {
        lock (_gate)
        {
            var isBehind = _announced > _head;
            _announced = 0;
            return isBehind;
        }
    }

    private void Advance(RecordedEvent[] page)
    {
        var names = page.Select(recorded => recorded.EventName).ToHashSet(StringComparer.Ordinal);
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
            foreach (var waiter in _waiting)
            {
                if (waiter.Concerns(names)) waiter.Due.TrySetResult();
                else waiter.Pass(_head);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private sealed class Waiter(long place, IReadOnlyCollection<string>? names, Action<long>? passed)
    {
        public long Place { get; private set; } = place;

        public TaskCompletionSource Due { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Concerns(HashSet<string> page) => names is null || page.Any(names.Contains);

        public void Pass(long head)
        {
            if (Due.Task.IsCompleted) return; // woken, and about to read what concerns it
            Place = head;
            passed?.Invoke(head);
        }
    }
}
