using System.Diagnostics;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// How often a shard that keeps up writes. While the log grows fast it rests after each batch for a few times as long as
/// the batch took, so that few large transactions do the work of many small ones and leave the machine to the requests;
/// while the log grows slowly, or somebody waits to read what he has written, it does not rest at all.
/// </summary>
internal sealed class ShardPace(ShardWork work, ShardPositions positions)
{
    private const double BusyEventsPerSecond = 300;
    private const int RestPerWork = 3;
    private static readonly TimeSpan RestMax = TimeSpan.FromMilliseconds(100);

    /// <summary>What passes without concerning the shard is saved now and then, so that a restart need not read it
    /// all again.</summary>
    private static readonly TimeSpan UnsavedMax = TimeSpan.FromSeconds(2);

    private long _began = Stopwatch.GetTimestamp();
    private TimeSpan _rest;

    public bool IsUnsavedTooLong => Stopwatch.GetElapsedTime(_began) > UnsavedMax;

    /// <param name="moved">Events of the log since the last batch, whether they concern the shard or not.</param>
    public void Begin(long moved)
    {
        var before = _began;
        _began = Stopwatch.GetTimestamp();
        var isBusy = moved > Stopwatch.GetElapsedTime(before, _began).TotalSeconds * BusyEventsPerSecond;
        _rest = isBusy && work.MayRest ? RestMax : TimeSpan.Zero;
    }

    public void End()
    {
        var most = Stopwatch.GetElapsedTime(_began) * RestPerWork;
        if (_rest > most) _rest = most;
    }

    public async Task Rest(CancellationToken ct)
    {
        var rest = _rest;
        _rest = TimeSpan.Zero;
        if (rest == TimeSpan.Zero) return;
        // Real time: a clock that a test holds still must not hold up projections.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(Task.Delay(rest, limit.Token), positions.Awaited(work.Shard));
        await limit.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }
}
