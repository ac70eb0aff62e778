namespace ConcertMaster.Testing;

/// <summary>
/// A clock that a test moves. Timers made from it fire while it is moved, in the order in which they are due. It can be
/// told to run along with real time, so that a host under test lives normally until the test jumps ahead.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private readonly bool _runs;
    private readonly long _realStart = System.GetTimestamp();
    private DateTimeOffset _moved;

    private FakeClock(DateTimeOffset start, bool runs)
    {
        _moved = start;
        _runs = runs;
    }

    /// <summary>A clock that stands still between calls of <see cref="Advance"/>.</summary>
    public static FakeClock StandingAt(DateTimeOffset start) => new(start, runs: false);

    /// <summary>A clock that runs like the real one, and can be moved ahead of it.</summary>
    public static FakeClock Running() => new(System.GetUtcNow(), runs: true);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return Now();
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock ahead and fires what became due on the way. A timer that repeats fires once, at the last time it
    /// was due, as on a machine that slept: two weeks are a quarter of a million ticks of five seconds.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(by.Ticks);
        DateTimeOffset target;
        lock (_gate)
        {
            target = Now() + by;
            foreach (var timer in _timers) timer.SkipTo(target);
        }

        while (NextDue(target) is { } due) due.Fire();
    }

    private DateTimeOffset Now() => _runs ? _moved + System.GetElapsedTime(_realStart) : _moved;

    // When none is left the clock is moved the rest of the way before anybody can make another: a timer that was made in
    // between, for a time that has then passed, would wait for real time to come there.
    private FakeTimer? NextDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            var due = _timers.Where(timer => timer.DueAt <= target).MinBy(timer => timer.DueAt);
            if ((due?.DueAt ?? target) - Now() is { Ticks: > 0 } rest) _moved += rest;
            due?.Reschedule();
            return due;
        }
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private ITimer? _real;

        public DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.Now() + dueTime;
                if (!clock._timers.Contains(this)) clock._timers.Add(this);
                if (!clock._runs) return true;
                _real ??= System.CreateTimer(_ => FireWhenDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return _real.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }

        public void Fire() => callback(state);

        /// <summary>Called under the clock's lock: leaves out all but the last time at which this is due by then.</summary>
        public void SkipTo(DateTimeOffset target)
        {
            if (DueAt is { } due && due < target && _period > TimeSpan.Zero)
                DueAt = due.AddTicks((target - due).Ticks / _period.Ticks * _period.Ticks);
        }

        /// <summary>Called under the clock's lock, before the callback runs.</summary>
        public void Reschedule()
        {
            var repeats = _period > TimeSpan.Zero;
            DueAt = repeats ? DueAt + _period : null;
            if (repeats) _real?.Change(_period, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                DueAt = null;
            }

            _real?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        // The clock may have been moved meanwhile, and the timer fired by that.
        private void FireWhenDue()
        {
            lock (clock._gate)
            {
                if (DueAt is not { } due) return;
                if (due > clock.Now())
                {
                    _real?.Change(due - clock.Now(), Timeout.InfiniteTimeSpan);
                    return;
                }

                Reschedule();
            }

            Fire();
        }
    }
}
