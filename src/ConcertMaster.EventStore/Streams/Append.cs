namespace ConcertMaster.EventStore.Streams;

/// <summary>What the caller believes about a stream when appending to it; the fence against lost updates.</summary>
public readonly record struct ExpectedVersion
{
    private ExpectedVersion(long value) => Value = value;

    /// <summary>The raw number: the version before the append, or −1 for <see cref="Any"/>.</summary>
    public long Value { get; }

    /// <summary>Append whatever the version is.</summary>
    public static readonly ExpectedVersion Any = new(-1);

    /// <summary>The stream must not exist yet.</summary>
    public static readonly ExpectedVersion NoStream = new(0);

    /// <summary>The stream must be at exactly this version before the append.</summary>
    public static ExpectedVersion Exactly(long version) =>
        version >= 0 ? new(version) : throw new ArgumentOutOfRangeException(nameof(version));

    /// <summary>Whether any version will do.</summary>
    public bool IsAny => Value < 0;
}

/// <summary>One request to append to one stream: all of its events are stored, or none.</summary>
/// <param name="StreamType">Alias of the aggregate, stored with a new stream.</param>
/// <param name="Timestamp">The time stored with the events: the caller's clock, as in Marten's server timestamps.</param>
public sealed record StreamAppend(
    StreamKey Stream,
    string StreamType,
    ExpectedVersion Expected,
    IReadOnlyList<NewEvent> Events,
    EventMetadata Metadata,
    DateTimeOffset Timestamp);

/// <summary>What became of a request to append.</summary>
public enum AppendOutcome
{
    /// <summary>Committed; it will survive a crash.</summary>
    Appended,

    /// <summary>The same event ids were already there at the same place: a repeated request; nothing was added.</summary>
    AlreadyAppended,

    /// <summary>The stream was not at the expected version; nothing was stored. <see cref="AppendResult.Version"/>
    /// says where it is.</summary>
    VersionConflict,
}

/// <param name="Version">The version of the stream afterwards (on a conflict: the version found).</param>
/// <param name="LastSequence">Sequence of the last event of this append; 0 on a conflict.</param>
public sealed record AppendResult(AppendOutcome Outcome, long Version, long LastSequence);

/// <summary>The stream was archived: it can be read and takes no more events. Nothing was stored.</summary>
public sealed class StreamArchivedException(StreamKey stream)
    : Exception($"The stream {stream} is archived. It can be read, and takes no more events.")
{
    /// <summary>The stream that was to be appended to.</summary>
    public StreamKey Stream { get; } = stream;
}

/// <summary>The append queue is full. Nothing was stored; try again after <see cref="RetryAfter"/>.</summary>
public sealed class AppendQueueFullException(TimeSpan retryAfter)
    : Exception("The event store has more appends waiting than it accepts. Nothing was stored; try again.")
{
    /// <summary>How long to wait before trying again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The database could not be reached. Whether the events were stored has been looked up where that was
/// possible; <see cref="OutcomeKnown"/> says whether it was.</summary>
public sealed class EventStoreUnavailableException(string message, bool outcomeKnown, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>True: nothing was stored. False: it could not be found out; append again with the same event ids.</summary>
    public bool OutcomeKnown { get; } = outcomeKnown;
}
