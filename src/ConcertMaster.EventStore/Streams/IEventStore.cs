namespace ConcertMaster.EventStore.Streams;

/// <summary>Which part of a stream to read. All bounds are inclusive; the default is all of it.</summary>
public sealed record ReadRange
{
    /// <summary>The whole stream.</summary>
    public static readonly ReadRange All = new();

    /// <summary>The first version.</summary>
    /// <value>1.</value>
    public long FromVersion { get; init; } = 1;

    /// <summary>The last version.</summary>
    /// <value>No limit.</value>
    public long ToVersion { get; init; } = long.MaxValue;

    /// <summary>Leaves out events stored after this moment.</summary>
    public DateTimeOffset? ToTime { get; init; }

    /// <summary>The events from a version on.</summary>
    public static ReadRange From(long version) => new() { FromVersion = version };

    /// <summary>The events up to a version.</summary>
    public static ReadRange UpTo(long version) => new() { ToVersion = version };
}

/// <summary>Which events of the whole log to read. Null means no restriction.</summary>
public sealed record LogFilter
{
    /// <summary>All events of all tenants.</summary>
    public static readonly LogFilter Everything = new();

    /// <summary>Only the events of this tenant.</summary>
    public TenantId? Tenant { get; init; }

    /// <summary>Stored aliases, such as <c>run.started.v1</c>.</summary>
    public IReadOnlyCollection<string>? EventNames { get; init; }
}

/// <summary>
/// Streams of events. Two implementations pass one contract suite: PostgreSQL in Marten's layout, and memory for
/// specifications and simulations.
/// </summary>
public interface IEventStore
{
    /// <summary>
    /// Appends to one stream. A reply means: committed. Conflicts are a value, not an exception.
    /// </summary>
    /// <exception cref="StreamArchivedException">The stream takes no more events; nothing was stored.</exception>
    /// <exception cref="AppendQueueFullException">Too many appends wait; nothing was stored.</exception>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">Only when cancelled before the append was handed to a commit;
    /// from then on the caller gets the true outcome.</exception>
    Task<AppendResult> Append(StreamAppend append, CancellationToken ct = default);

    /// <summary>Reads a stream in version order, without holding it in memory. Empty when there is none.</summary>
    IAsyncEnumerable<RecordedEvent> ReadStream(
        StreamKey stream, ReadRange? range = null, CancellationToken ct = default);

    /// <summary>Reads the whole log in commit order, up to what is committed now, after a sequence (exclusive).</summary>
    IAsyncEnumerable<RecordedEvent> ReadAll(
        long afterSequence, LogFilter? filter = null, CancellationToken ct = default);

    /// <summary>Null when the stream does not exist.</summary>
    Task<StreamState?> FetchStreamState(StreamKey stream, CancellationToken ct = default);

    /// <summary>
    /// Closes a stream for good, as in Marten: appends to it are refused from now on. It can be read as before, and
    /// its events stay in the log for every projection.
    /// </summary>
    /// <returns>False when the stream does not exist.</returns>
    Task<bool> ArchiveStream(StreamKey stream, CancellationToken ct = default);

    /// <summary>The sequence of the newest committed event; 0 for an empty log.</summary>
    Task<long> LastSequence(CancellationToken ct = default);
}
