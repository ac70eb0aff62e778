using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Runs.Workers;

/// <summary>A run that this node is busy with. What it knows is only a copy of the log, and may be forgotten.</summary>
internal sealed class ActiveRun(TenantId tenant, Guid id, LoadedRun? run) : IDisposable
{
    public TenantId Tenant => tenant;

    public Guid Id => id;

    /// <summary>One decision at a time.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    public LoadedRun? Run { get; set; } = run;

    /// <summary>Whoever still holds this object looks the run up again.</summary>
    public bool IsReleased { get; set; }

    /// <summary>Effects that run on this node, with their attempt.</summary>
    public Dictionary<StepKey, int> Effects { get; } = [];

    /// <summary>Ends the effects when the run is cancelled or driven by another node.</summary>
    public CancellationTokenSource Cancellation { get; set; } = new();

    public ITimer? RetryTimer { get; set; }

    // The newest version heard of, and whether somebody is about to look at it.
    private long _heardVersion;
    private int _isAwaited;

    /// <summary>Notes that the stream has reached a version.</summary>
    /// <returns>Whether to look, within the gate, if that <see cref="IsBehind"/>.</returns>
    public bool Hear(long version)
    {
        if (Run?.Version >= version) return false;
        Volatile.Write(ref _heardVersion, version); // events arrive in order
        return Interlocked.Exchange(ref _isAwaited, 1) == 0;
    }

    /// <summary>To be asked within the gate: others have appended what this node does not know.</summary>
    public bool IsBehind()
    {
        Interlocked.Exchange(ref _isAwaited, 0);
        return !IsReleased && Run is { } known && known.Version < Volatile.Read(ref _heardVersion);
    }

    public void Dispose() => RetryTimer?.Dispose();
}
