using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Projections;

/// <summary>What follows the log.</summary>
public enum ShardKind
{
    /// <summary>Keeps tables; each event takes effect once.</summary>
    Projection,

    /// <summary>Does something about events; each is told at least once.</summary>
    Subscription,
}

/// <summary>Whether a projection or subscription follows the log, and if not, why.</summary>
public enum ShardState
{
    /// <summary>Follows the log, or will as soon as a node holds its lease.</summary>
    Running,

    /// <summary>Stopped by an operator.</summary>
    Paused,

    /// <summary>Stopped by an event that could not be applied; retry it or skip it.</summary>
    Poisoned,

    /// <summary>A newer version of the projection has taken its place.</summary>
    Superseded,
}

/// <summary>The event that stopped a shard, and why.</summary>
public sealed record ShardFailure(
    long Sequence, string EventName, TenantId Tenant, string Reason, DateTimeOffset FailedAt);

/// <summary>How far a rebuild beside the live table has come.</summary>
public sealed record RebuildProgress(long Sequence, long Head)
{
    /// <summary>0 to 1.</summary>
    public double Fraction => Head == 0 ? 1 : Math.Min(1, (double)Sequence / Head);
}

/// <summary>One projection or subscription as the whole cluster sees it.</summary>
/// <param name="Name">Name of the projection or subscription, as the operators' actions take it.</param>
/// <param name="Shard">Key of its progress in <c>mt_event_progression</c>.</param>
/// <param name="Node">The node that runs it; null when none does at the moment.</param>
/// <param name="Sequence">It has taken in everything up to here.</param>
/// <param name="Lag">Events of the log that it has still to look at.</param>
/// <param name="EventsPerSecond">Rate at which it moved lately.</param>
/// <param name="LastError">The last failure that was or will be tried again; null since it went well.</param>
public sealed record ShardStatus(
    string Name, string Shard, ShardKind Kind, int Version, ShardState State, string? Node, long Sequence, long Lag,
    double EventsPerSecond, string? ChangedBy, ShardFailure? Failure, string? LastError, RebuildProgress? Rebuild);
