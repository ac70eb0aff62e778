using System.Runtime.CompilerServices;
using ConcertMaster.EventStore.Serialization;

namespace ConcertMaster.EventStore.Streams;

/// <summary>
/// The event store in memory, for specifications and simulations. With a catalogue, every event goes through its
/// JSON as it would in the database; without one, events are kept as they are and named by their attribute.
/// </summary>
public sealed class InMemoryEventStore(EventCatalogue? catalogue = null) : IEventStore, ISnapshots
{
    private readonly Lock _gate = new();
    private readonly List<RecordedEvent> _log = [];
    private readonly Dictionary<StreamKey, List<RecordedEvent>> _streams = [];
    private readonly HashSet<StreamKey> _archived = [];
    private readonly Dictionary<(StreamKey, string), (long Version, string Json)> _snapshots = [];

    /// <summary>Called after each commit with its last sequence, outside of any lock.</summary>
    public event Action<long>? Committed;

    /// <inheritdoc/>
    public Task<AppendResult> Append(StreamAppend append, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        if (append.Events.Count == 0) throw new ArgumentException("An append carries at least one event.", nameof(append));
        AppendResult result;
        lock (_gate) result = AppendLocked(append);
        if (result.Outcome == AppendOutcome.Appended) Committed?.Invoke(result.LastSequence);
        return Task.FromResult(result);
    }

    private AppendResult AppendLocked(StreamAppend append)
    {
        var stream = _streams.GetValueOrDefault(append.Stream);
        var version = stream?.Count ?? 0;
        if (stream is not null && Repeated(stream, append) is { } repeated) return repeated;
        if (_archived.Contains(append.Stream)) throw new StreamArchivedException(append.Stream);
        if (!append.Expected.IsAny && append.Expected.Value != version)
            return new(AppendOutcome.VersionConflict, version, 0);
        var recorded = append.Events.Select((added, i) => Record(append, stream, added, i)).ToList();
        if (stream is null) _streams[append.Stream] = stream = [];
        stream.AddRange(recorded);
        _log.AddRange(recorded);
        return new(AppendOutcome.Appended, stream.Count, _log.Count);
    }

    private RecordedEvent Record(StreamAppend append, List<RecordedEvent>? stream, NewEvent added, int index)
    {
        var (name, data) = Store(added.Data);
        return new(_log.Count + index + 1, added.Id, append.Stream.Tenant, append.Stream.Id,
            stream?[0].StreamType ?? append.StreamType, (stream?.Count ?? 0) + index + 1, name, data,
            Truncated(append.Timestamp), append.Metadata);
    }

    private (string Name, object Data) Store(object data)
    {
        if (catalogue is null)
            return (EventCatalogue.DeclaredName(data.GetType()) ?? data.GetType().Name, data);
        var name = catalogue.NameOf(data.GetType());
        return (name, catalogue.Deserialize(name, catalogue.SerializeToUtf8(data)));
    }

    // PostgreSQL keeps microseconds, in UTC.
    private static DateTimeOffset Truncated(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static AppendResult? Repeated(List<RecordedEvent> stream, StreamAppend append)
    {
        if (append.Expected.Value == stream.Count) return null;
        var from = append.Expected.IsAny ? Math.Max(0, stream.Count - 100) : (int)append.Expected.Value;
        var ids = append.Events.Select(added => added.Id).ToHashSet();
        var found = stream.Skip(from).Take(append.Expected.IsAny ? stream.Count : append.Events.Count)
            .Where(recorded => ids.Contains(recorded.EventId)).ToList();
        return found.Count == append.Events.Count
            ? new(AppendOutcome.AlreadyAppended, found[^1].Version, found[^1].Sequence)
            : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadStream(
        StreamKey stream, ReadRange? range = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        range ??= ReadRange.All;
        RecordedEvent[] events;
        lock (_gate) events = _streams.GetValueOrDefault(stream)?.ToArray() ?? [];
        foreach (var recorded in events)
        {
            ct.ThrowIfCancellationRequested();
            if (recorded.Version >= range.FromVersion && recorded.Version <= range.ToVersion
                && !(recorded.Timestamp > range.ToTime))
                yield return recorded;
        }
        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadAll(
        long afterSequence, LogFilter? filter = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        filter ??= LogFilter.Everything;
        RecordedEvent[] events;
        lock (_gate) events = [.. _log.Skip((int)Math.Min(afterSequence, int.MaxValue))];
        foreach (var recorded in events)
        {
            ct.ThrowIfCancellationRequested();
            if ((filter.Tenant is null || recorded.Tenant == filter.Tenant)
                && filter.EventNames?.Contains(recorded.EventName) != false)
                yield return recorded;
        }
        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StreamState?> FetchStreamState(StreamKey stream, CancellationToken ct = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_streams.GetValueOrDefault(stream) is { } events
                ? new StreamState(stream, events[0].StreamType, events.Count, events[0].Timestamp, events[^1].Timestamp,
                    _archived.Contains(stream))
                : null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> ArchiveStream(StreamKey stream, CancellationToken ct = default)
    {
        lock (_gate)
        {
            if (!_streams.ContainsKey(stream)) return Task.FromResult(false);
            _archived.Add(stream);
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<long> LastSequence(CancellationToken ct = default)
    {
        lock (_gate) return Task.FromResult((long)_log.Count);
    }

    Task<(long Version, string Json)?> ISnapshots.LoadSnapshot(
        StreamKey stream, string type, long versionMax, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<(long, string)?>(
                _snapshots.TryGetValue((stream, type), out var kept) && kept.Version <= versionMax ? kept : null);
        }
    }

    Task ISnapshots.SaveSnapshot(StreamKey stream, string type, long version, string json, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_snapshots.GetValueOrDefault((stream, type)).Version < version)
                _snapshots[(stream, type)] = (version, json);
        }
        return Task.CompletedTask;
    }
}
