using ConcertMaster.EventStore.Streams;
using Npgsql;

namespace ConcertMaster.EventStore.Projections;

/// <summary>What a shard does with a stretch of the log. It must end by moving the progress.</summary>
/// <param name="shard">Key of the progress, such as <c>ReviewInbox:V2:All</c>.</param>
/// <param name="lease">Key of the lease that allows it to move; a rebuild runs under the lease of the live shard.</param>
internal abstract class ShardWork(EventStoreOptions options, string shard, string lease)
{
    public string Shard => shard;
    public string Lease => lease;
    protected EventStoreOptions Options => options;

    public abstract string Name { get; }
    public abstract ShardKind Kind { get; }
    public virtual int Version => 1;
    public abstract IReadOnlyCollection<string>? EventNames { get; }
    public abstract int BatchCountMax { get; }
    public virtual bool StartsAtEnd => false;

    /// <summary>Whether it may rest between batches, so that the next one is larger.</summary>
    public virtual bool MayRest => false;

    protected abstract bool Concerns(RecordedEvent recorded);

    /// <summary>The events that there is something to do about; those that nobody can read are for <see cref="Run"/>
    /// to refuse.</summary>
    public IReadOnlyList<RecordedEvent> Concerned(IReadOnlyList<RecordedEvent> events)
    {
        var concerned = events.Where(recorded => recorded.Data is UnreadableEvent || ConcernsOrFails(recorded)).ToList();
        return concerned.Count == events.Count ? events : concerned;
    }

    // One that fails on an event fails on it again when it is applied, and is stopped there with the reason.
    private bool ConcernsOrFails(RecordedEvent recorded)
    {
        try
        {
            return Concerns(recorded);
        }
        catch (Exception)
        {
            return true;
        }
    }

    public abstract Task Run(
        IReadOnlyList<RecordedEvent> events, long token, long from, long to, CancellationToken ct);

    protected Task Move(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long token, long from, long to,
        bool flushesLate, CancellationToken ct) =>
        ShardProgress.Move(
            connection, transaction, shard, lease, token, from, to, ProgressChannel(options), flushesLate, ct);

    public static string ProgressChannel(EventStoreOptions options) => options.NotificationChannel + "_progress";

    protected static void RefuseUnreadable(IReadOnlyList<RecordedEvent> events)
    {
        foreach (var recorded in events)
            if (recorded.Data is UnreadableEvent unreadable)
                throw new PoisonedEventException(recorded, unreadable.Reason);
    }
}
