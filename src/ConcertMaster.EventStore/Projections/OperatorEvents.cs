using System.Security.Cryptography;
using System.Text;
using ConcertMaster.EventStore.Serialization;

namespace ConcertMaster.EventStore.Projections;

/// <summary>What operators did to a projection or subscription; one stream for each, of the default tenant.</summary>
public abstract record OperatorEvent
{
    /// <summary>Type alias of the streams.</summary>
    public const string StreamType = "projection";

    /// <summary>The stream of the actions on one projection.</summary>
    public static Guid StreamOf(string name) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes("projection/" + name)).AsSpan(0, 16));

    internal static readonly IReadOnlyList<Type> Types =
        [typeof(ProjectionPaused), typeof(ProjectionResumed), typeof(ProjectionEventRetried),
         typeof(ProjectionEventSkipped), typeof(ProjectionRebuildRequested)];
}

/// <summary>An operator stopped it.</summary>
[EventName("projection.paused.v1")]
public sealed record ProjectionPaused(string Name, string Actor) : OperatorEvent;

/// <summary>An operator let it go on.</summary>
[EventName("projection.resumed.v1")]
public sealed record ProjectionResumed(string Name, string Actor) : OperatorEvent;

/// <summary>An operator had the event tried again that had stopped it.</summary>
[EventName("projection.event-retried.v1")]
public sealed record ProjectionEventRetried(string Name, long Sequence, string Actor) : OperatorEvent;

/// <summary>An operator had the event passed over that had stopped it, for the reason given then.</summary>
[EventName("projection.event-skipped.v1")]
public sealed record ProjectionEventSkipped(string Name, long Sequence, string Reason, string Actor) : OperatorEvent;

/// <summary>An operator asked for its tables to be built anew.</summary>
[EventName("projection.rebuild-requested.v1")]
public sealed record ProjectionRebuildRequested(string Name, string Actor) : OperatorEvent;
