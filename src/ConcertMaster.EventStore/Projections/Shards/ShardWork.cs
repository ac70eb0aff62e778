using ConcertMaster.EventStore.Streams;
using Npgsql;

namespace ConcertMaster.EventStore.Projections;

/// <summary>What a shard does with a stretch of the log. It must end by moving the progress.</summary>
/// <param name="shard">Key of the progress, such as <c>ReviewInbox:V2:All</c>.</param>
/// <param name="lease">Key of the lease that allows it to move; a rebuild runs under the lease of the live shard.</param>
internal abstract class ShardWork(EventStoreOptions options, string shard, string lease)
{
    public string Shard => shard;
    protected EventStoreOptions Options => options;

    public abstract string Name { get; }
    public abstract ShardKind Kind { get; }
    public virtual int Version => 1;
    public abstract IReadOnlyCollection<string>? EventNames { get; }
    public abstract int BatchCountMax { get; }
    public virtual bool StartsAtEnd => false;

    public abstract Task Run(
        IReadOnlyList<RecordedEvent> events, long token, long from, long to, CancellationToken ct);

    protected Task Move(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long token, long from, long to,
        CancellationToken ct) =>
        ShardProgress.Move(
            connection, transaction, shard, lease, token, from, to, ProgressChannel(options), ct);

    public static string ProgressChannel(EventStoreOptions options) => options.NotificationChannel + "_progress";

    protected static void RefuseUnreadable(IReadOnlyList<RecordedEvent> events)
    {
        foreach (var recorded in events)
            if (recorded.Data is UnreadableEvent unreadable)
                throw new PoisonedEventException(recorded, unreadable.Reason);
    }
}
