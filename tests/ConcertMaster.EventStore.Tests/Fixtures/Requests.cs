using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Tests.Fixtures;

/// <summary>Requests to append, with fresh event ids.</summary>
internal static class Requests
{
    public static readonly TenantId Acme = new("acme");

    public static StreamAppend To(Guid stream, ExpectedVersion expected, params IReadOnlyList<CounterEvent> events) =>
        new(new(Acme, stream), "counter", expected,
            [.. events.Select(data => new NewEvent(Guid.CreateVersion7(), data))], EventMetadata.None,
            DateTimeOffset.UtcNow);
}
