namespace ConcertMaster.EventStore.Streams;

/// <summary>Where a store keeps states of streams; all of it may be deleted at any time.</summary>
internal interface ISnapshots
{
    /// <summary>The snapshot of a stream, unless it is newer than <paramref name="versionMax"/>.</summary>
    Task<(long Version, string Json)?> LoadSnapshot(
        StreamKey stream, string type, long versionMax, CancellationToken ct);

    Task SaveSnapshot(StreamKey stream, string type, long version, string json, CancellationToken ct);
}
