using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Projections;

/// <summary>An event that a projection or subscription could not take; it stops its shard and no other.</summary>
public sealed class PoisonedEventException(RecordedEvent recorded, Exception reason)
    : Exception($"Event {recorded.Sequence} ({recorded.EventName}) could not be applied: {reason.Message}", reason)
{
    /// <summary>The event at fault; the inner exception says why.</summary>
    public RecordedEvent Event { get; } = recorded;

    /// <summary>Runs a pure step, naming the event when it fails.</summary>
    internal static T Guard<T>(RecordedEvent recorded, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new PoisonedEventException(recorded, exception);
        }
    }
}
