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
    public CancellationTokenSource Cancellation { get; } = new();

    public ITimer? RetryTimer { get; set; }

    public void Dispose() => RetryTimer?.Dispose();
}
