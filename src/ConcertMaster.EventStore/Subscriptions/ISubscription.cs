using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Subscriptions;

/// <summary>
/// Does something about events, once the log holds them: at least once each, in log order, one node of the cluster
/// at a time, with a durable checkpoint. What it does must bear repetition.
/// </summary>
public interface ISubscription
{
    /// <summary>Stable name; the key of its checkpoint.</summary>
    string Name { get; }

    /// <summary>The event types it is told of; null for all.</summary>
    IReadOnlyCollection<Type>? EventTypes { get; }

    /// <summary>Where a new subscription begins: with the first event of the log, or with the next one.</summary>
    /// <value>False: with the first.</value>
    bool StartsAtEnd => false;

    /// <summary>Events handed over at once.</summary>
    /// <value>100.</value>
    int BatchCountMax => 100;

    /// <summary>Whether there is anything to do about this event. What concerns nobody is passed over in memory,
    /// without a transaction for each batch of it.</summary>
    /// <value>True.</value>
    bool Concerns(RecordedEvent recorded) => true;

    /// <summary>Whether it may wait for some milliseconds between batches while the log grows fast, so that the next
    /// batch is larger.</summary>
    /// <value>False: it is told at once.</value>
    bool MayRest => false;

    /// <summary>
    /// An exception stops the subscription at its first event until an operator retries or skips, unless it is one that
    /// may pass: <see cref="TryAgainLaterException"/>, a time that ran out, or a database that is away. Then it is told of the
    /// same events again, after a pause.
    /// </summary>
    Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct);
}

/// <summary>
/// Thrown by a subscription that cannot do its work at the moment because something that it needs is away, such as a mail
/// server: no event is at fault, so nothing is stopped, and the same events come again after a pause.
/// </summary>
public sealed class TryAgainLaterException(string message, Exception? inner = null) : Exception(message, inner);
