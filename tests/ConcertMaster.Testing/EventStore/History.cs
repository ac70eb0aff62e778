using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Testing.EventStore;

/// <summary>A log written by hand: events as a projection sees them, one stream after the other or mixed.</summary>
public sealed class History
{
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<StreamKey, long> _versions = [];
    private TenantId _tenant = new("acme");
    private EventMetadata _metadata = EventMetadata.None;
    private DateTimeOffset _time = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A log without events.</summary>
    public static History Empty => new();

    /// <summary>All of it, in log order.</summary>
    public IReadOnlyList<RecordedEvent> Events => _events;

    /// <summary>What follows belongs to this tenant.</summary>
    /// <value>At first: acme.</value>
    public History Of(string tenant)
    {
        _tenant = new(tenant);
        return this;
    }

    /// <summary>What follows was stored at this moment.</summary>
    /// <value>At first: 2026-01-05 09:00 UTC.</value>
    public History At(DateTimeOffset time)
    {
        _time = time;
        return this;
    }

    /// <summary>What follows was caused so.</summary>
    public History By(EventMetadata metadata)
    {
        _metadata = metadata;
        return this;
    }

    /// <summary>What follows was done by this user.</summary>
    public History By(string userName) => By(new EventMetadata { UserName = userName });

    /// <summary>Adds events to the end of a stream.</summary>
    public History In(Guid stream, params IReadOnlyList<object> events) => In(stream, streamType: null, events);

    /// <inheritdoc cref="In(Guid, IReadOnlyList{object})"/>
    public History In(Guid stream, string? streamType, IReadOnlyList<object> events)
    {
        foreach (var data in events)
        {
            var key = new StreamKey(_tenant, stream);
            var version = _versions[key] = _versions.GetValueOrDefault(key) + 1;
            var sequence = _events.Count + 1;
            _events.Add(new(sequence, new Guid(sequence, 0, 0, new byte[8]), _tenant, stream, streamType, version,
                NameOf(data), data, _time, _metadata));
        }
        return this;
    }

    private static string NameOf(object data) =>
        Attribute.GetCustomAttribute(data.GetType(), typeof(EventNameAttribute)) is EventNameAttribute declared
            ? declared.Name
            : data.GetType().Name;
}
