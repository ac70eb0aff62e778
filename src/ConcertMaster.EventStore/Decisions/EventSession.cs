using System.Text.Json;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Decisions;

/// <summary>
/// The event store as one actor of one tenant sees it: load, decide, append, and retry when somebody else was
/// faster. Cheap to make; safe for concurrent use.
/// </summary>
public sealed class EventSession(IEventStore store, TenantId tenant, EventMetadata metadata, TimeProvider time)
{
    /// <summary>How often a decision is taken anew after a version conflict before giving up.</summary>
    public const int ConflictRetryCountMax = 8;

    /// <summary>The caller named a version that is no longer the newest.</summary>
    public static readonly Refusal StaleVersion = new("stream.version-conflict", 412,
        "Somebody else has changed this since you loaded it. Load it again and repeat the change; nothing was saved.");

    /// <summary>Every retry met another conflict.</summary>
    public static readonly Refusal Contended = new("stream.contended", 409,
        "Too many changes arrive for this at once. Nothing was saved; try again.");

    /// <summary>The stream takes no more events.</summary>
    public static readonly Refusal Archived = new("stream.archived", 409,
        "This has been archived: it can be read and no longer changed. Nothing was saved.");

    /// <summary>The store it works on.</summary>
    public IEventStore Store => store;

    /// <summary>The tenant of every stream it touches.</summary>
    public TenantId Tenant => tenant;

    /// <summary>What is stored beside every event it appends.</summary>
    public EventMetadata Metadata => metadata;

    /// <summary>The same session with other metadata, for acts on behalf of a run, a schedule or an event.</summary>
    public EventSession With(EventMetadata other) => new(store, tenant, other, time);

    /// <summary>
    /// Loads the stream, lets <paramref name="decide"/> judge, appends what it accepts.
    /// </summary>
    /// <param name="expectedVersion">When given (from <c>If-Match</c>), a stream at another version is refused
    /// with <see cref="StaleVersion"/>; otherwise a conflict loads and decides again.</param>
    public async Task<Outcome<TState>> Transact<TState, TEvent>(
        EventStream<TState, TEvent> stream,
        Func<TState, Decision<TEvent>> decide,
        long? expectedVersion = null,
        CancellationToken ct = default)
        where TEvent : class
    {
        for (var attempt = 0; ; attempt++)
        {
            var (state, version) = await Load(stream, ReadRange.All, ct);
            if (expectedVersion is { } expected && expected != version)
                return new(state, version, 0, StaleVersion);
            switch (decide(state))
            {
                case Decision<TEvent>.Refused refused:
                    return new(state, version, 0, refused.Refusal);
                case Decision<TEvent>.Accepted accepted:
                    if (await TryAppend(stream, version, accepted.Events, ct) is not { } result)
                        return new(state, version, 0, Archived);
                    if (result.Outcome != AppendOutcome.VersionConflict)
                        return new(accepted.Events.Aggregate(state, stream.Decider.Evolve), result.Version,
                            result.LastSequence, null);
                    if (expectedVersion is not null) return new(state, version, 0, StaleVersion);
                    if (attempt == ConflictRetryCountMax) return new(state, version, 0, Contended);
                    break;
                default:
                    return new(state, version, 0, null);
            }
        }
    }

    private async Task<AppendResult?> TryAppend<TState, TEvent>(
        EventStream<TState, TEvent> stream, long version, IReadOnlyList<TEvent> events, CancellationToken ct)
        where TEvent : class
    {
        try
        {
            return await Append(stream, version, events, ct);
        }
        catch (StreamArchivedException)
        {
            return null;
        }
    }

    /// <summary>
    /// The state of a stream now, or as of a version or a time (Marten's <c>AggregateStream</c>). A stream of another kind is
    /// as one that is not there: whoever asks by an id need not know beforehand whose it is.
    /// </summary>
    public async Task<(TState State, long Version)> Load<TState, TEvent>(
        EventStream<TState, TEvent> stream, ReadRange? range = null, CancellationToken ct = default)
        where TEvent : class
    {
        range ??= ReadRange.All;
        var key = new StreamKey(tenant, stream.Id);
        var policy = range.FromVersion == 1 && range.ToTime is null ? stream.Decider.Snapshots : null;
        var (state, version) = policy is null
            ? (stream.Decider.Initial, 0)
            : await LoadSnapshot(stream, key, policy, range.ToVersion, ct);
        var snapshotVersion = version;
        var rest = version == 0 ? range : range with { FromVersion = version + 1 };
        await foreach (var recorded in store.ReadStream(key, rest, ct))
        {
            if (version == 0 && recorded.Data is not TEvent) break;
            state = stream.Decider.Evolve(state, (TEvent)recorded.Data);
            version = recorded.Version;
        }
        if (policy is not null && store is ISnapshots snapshots && version - snapshotVersion >= policy.Every)
            await snapshots.SaveSnapshot(key, SnapshotType(stream.Decider, policy), version,
                JsonSerializer.Serialize(state, policy.Json), ct);
        return (state, version);
    }

    private async Task<(TState State, long Version)> LoadSnapshot<TState, TEvent>(
        EventStream<TState, TEvent> stream, StreamKey key, SnapshotPolicy policy, long versionMax, CancellationToken ct)
        where TEvent : class
    {
        if (store is ISnapshots snapshots && await snapshots.LoadSnapshot(
                key, SnapshotType(stream.Decider, policy), versionMax, ct) is { } found)
            return (JsonSerializer.Deserialize<TState>(found.Json, policy.Json)!, found.Version);
        return (stream.Decider.Initial, 0);
    }

    private static string SnapshotType<TState, TEvent>(Decider<TState, TEvent> decider, SnapshotPolicy policy)
        where TEvent : class => $"{decider.StreamType}:V{policy.Version}";

    /// <summary>Appends at an exact version, without deciding.</summary>
    public Task<AppendResult> Append<TState, TEvent>(
        EventStream<TState, TEvent> stream, long version, IReadOnlyList<TEvent> events, CancellationToken ct = default)
        where TEvent : class
    {
        var now = time.GetUtcNow();
        var added = events.Select(@event => new NewEvent(Guid.CreateVersion7(now), @event)).ToList();
        return store.Append(new StreamAppend(new(tenant, stream.Id), stream.Decider.StreamType,
            ExpectedVersion.Exactly(version), added, metadata, now), ct);
    }
}
