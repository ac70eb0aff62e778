using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;

namespace ConcertMaster.Shared;

/// <summary>The event store as a step of a run sees it: its organisation, and the run as the cause of all it does.</summary>
internal static class StepSessions
{
    public static EventSession SessionFor(this IEventStore store, NodeContext step, TimeProvider time) => new(
        store, new TenantId(step.Organisation),
        new EventMetadata
        {
            UserName = SystemActors.Engine,
            CorrelationId = step.RunId.ToString(),
            CausationId = $"step:{step.IdempotencyKey}",
        },
        time);

    /// <summary>An id for something that a step makes: the same for every attempt.</summary>
    public static Guid IdFor(this NodeContext step, params ReadOnlySpan<string> parts) =>
        StableId.From([step.Organisation, step.IdempotencyKey, .. parts]);
}
