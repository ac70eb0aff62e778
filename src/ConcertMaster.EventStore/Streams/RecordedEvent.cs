using System.Collections.ObjectModel;

namespace ConcertMaster.EventStore.Streams;

/// <summary>Who and what caused an event. Stored beside it, never inside its data.</summary>
public sealed record EventMetadata
{
    /// <summary>Nothing is known.</summary>
    public static readonly EventMetadata None = new();

    /// <summary>Shared by everything that one request, run or schedule set in motion.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The id of the event or request that led directly to this one.</summary>
    public string? CausationId { get; init; }

    /// <summary>The acting user (id as text), or the name of the part of the system that acted.</summary>
    public string? UserName { get; init; }

    /// <summary>Anything else worth keeping, as text. Empty by default.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}

/// <summary>An event about to be appended. The id is made by the client, so that a repeated append is recognised.</summary>
public sealed record NewEvent(Guid Id, object Data);

/// <summary>An event as the log holds it.</summary>
/// <param name="Sequence">Place in the whole log, 1-based; commit order is sequence order.</param>
/// <param name="Version">Place in its stream, 1-based, without gaps.</param>
/// <param name="EventName">The stored alias, such as <c>review.approved.v1</c>.</param>
/// <param name="Data">The event, already brought to its newest shape by upcasters.</param>
public sealed record RecordedEvent(
    long Sequence,
    Guid EventId,
    TenantId Tenant,
    Guid StreamId,
    string? StreamType,
    long Version,
    string EventName,
    object Data,
    DateTimeOffset Timestamp,
    EventMetadata Metadata)
{
    /// <summary>Alias of the aggregate, as the stream was started with; null when it was started without.</summary>
    public string? StreamType { get; internal set; } = StreamType;
}

/// <summary>What is known of a stream without reading its events.</summary>
/// <param name="IsArchived">It takes no more events.</param>
public sealed record StreamState(
    StreamKey Key, string? StreamType, long Version, DateTimeOffset Created, DateTimeOffset LastAppended,
    bool IsArchived = false);
