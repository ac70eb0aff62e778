using ConcertMaster.EventStore.Streams;
using Npgsql;

namespace ConcertMaster.EventStore.Projections;

/// <summary>Events in log order, and the transaction in which their effect and the progress are written together.</summary>
/// <param name="Table">Maps the projection's table to the one to write: itself, or the one being rebuilt beside it.</param>
public sealed record ProjectionBatch(
    IReadOnlyList<RecordedEvent> Events, NpgsqlConnection Connection, NpgsqlTransaction Transaction,
    Func<string, string> Table);

/// <summary>
/// A read model kept up from the log by the projection daemon: in order, in batches, each event taking effect
/// exactly once.
/// </summary>
public interface IProjection
{
    /// <summary>Stable name; with <see cref="Version"/> the key of its progress.</summary>
    string Name { get; }

    /// <summary>Raise it when the fold changes: the daemon then rebuilds the table beside the live one.</summary>
    int Version { get; }

    /// <summary>The tables it owns, with schema, such as <c>read.review_inbox</c>.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>The event types it looks at; null for all.</summary>
    IReadOnlyCollection<Type>? EventTypes { get; }

    /// <summary>Whether there is anything to do about this event. What concerns nobody is passed over in memory,
    /// without a transaction for each batch of it.</summary>
    /// <value>True.</value>
    bool Concerns(RecordedEvent recorded) => true;

    /// <summary>
    /// Writes what the batch amounts to, through its transaction alone. The progress moves in the same transaction, so that
    /// no event takes effect twice; an exception rolls both back.
    /// </summary>
    /// <exception cref="PoisonedEventException">Names the event that stops the shard. After another exception the events are
    /// tried one by one to find it.</exception>
    Task Apply(ProjectionBatch batch, CancellationToken ct);
}
