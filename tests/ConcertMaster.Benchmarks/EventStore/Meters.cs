using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Benchmarks.EventStore;

/// <summary>About 250 bytes of JSON.</summary>
[EventName("meter.read.v1")]
internal sealed record MeterRead(
    Guid ReadingId, string Site, string Unit, decimal Value, string Reader, DateTimeOffset ReadAt, string Note);

internal readonly record struct MeterKey(Guid MeterId);

internal sealed record MeterRow(string? Site, int ReadingCount, decimal Total, DateTimeOffset LastReadAt);

internal sealed record Meter(int ReadingCount, decimal Total)
{
    public static readonly EventCatalogue Catalogue = new([typeof(MeterRead)]);

    public static readonly Decider<Meter, MeterRead> Decider = new("meter", new(0, 0),
        (state, read) => new(state.ReadingCount + 1, state.Total + read.Value));

    public static readonly TenantId Tenant = new("acme");

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static MeterRead Read(int number) => new(
        Guid.CreateVersion7(), "Plant Rotterdam, hall 4, line 12", "kWh", 1234.5m + number % 100,
        "handheld scanner 17", Start.AddMinutes(number), "Reading taken during the morning round, seal intact.");

    public static StreamAppend Append(Guid stream, ExpectedVersion expected, int count) => new(
        new(Tenant, stream), "meter", expected,
        [.. Enumerable.Range(0, count).Select(i => new NewEvent(Guid.CreateVersion7(), Read(i)))],
        new() { CorrelationId = "bench", UserName = "bench" }, DateTimeOffset.UtcNow);

    public static IProjection Projection() => new RowProjection<MeterKey, MeterRow>(
        "Readings", "read.readings", [typeof(MeterRead)],
        recorded => [new(recorded.StreamId)],
        (_, row, recorded) =>
        {
            var read = (MeterRead)recorded.Data;
            return new(read.Site, (row?.ReadingCount ?? 0) + 1, (row?.Total ?? 0) + read.Value, read.ReadAt);
        });
}
