using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using Npgsql;

namespace ConcertMaster.EventStore.Projections;

/// <summary>What a shard does with a stretch of the log. It must end by moving the progress.</summary>
internal abstract class ShardWork(EventStoreOptions options, string name, string shard)
{
    /// <summary>Name of the projection or subscription.</summary>
    public string Name => name;

    /// <summary>Key of the progress, such as <c>ReviewInbox:V2:All</c>.</summary>
    public string Shard => shard;

    protected EventStoreOptions Options => options;

    public abstract IReadOnlyCollection<string>? EventNames { get; }
    public abstract int BatchCountMax { get; }
    public virtual bool StartsAtEnd => false;

    public abstract Task Run(
        IReadOnlyList<RecordedEvent> events, long token, long from, long to, CancellationToken ct);

    protected Task Move(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long token, long from, long to,
        CancellationToken ct) =>
        ShardProgress.Move(connection, transaction, shard, token, from, to, ProgressChannel(options), ct);

    public static string ProgressChannel(EventStoreOptions options) => options.NotificationChannel + "_progress";

    protected static void RefuseUnreadable(IReadOnlyList<RecordedEvent> events)
    {
        foreach (var recorded in events)
            if (recorded.Data is UnreadableEvent unreadable)
                throw new PoisonedEventException(recorded, unreadable.Reason);
    }
}

/// <summary>Rows and progress in one transaction: each event takes effect exactly once.</summary>
internal sealed class ProjectionWork(EventStoreOptions options, IProjection projection)
    : ShardWork(options, projection.Name, ShardOf(projection))
{
    public static string ShardOf(IProjection projection) => projection.Version == 1
        ? $"{projection.Name}:All"
        : $"{projection.Name}:V{projection.Version}:All";

    public override IReadOnlyCollection<string>? EventNames { get; } =
        options.Catalogue.NamesOf(projection.EventTypes);

    public override int BatchCountMax => Options.ProjectionBatchCount;

    public override async Task Run(
        IReadOnlyList<RecordedEvent> events, long token, long from, long to, CancellationToken ct)
    {
        RefuseUnreadable(events);
        await using var connection = await Options.System.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (events.Count > 0)
            await projection.Apply(new(events, connection, transaction, table => table), ct);
        await Move(connection, transaction, token, from, to, ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>First the deed, then the checkpoint: at least once each.</summary>
internal sealed class SubscriptionWork(EventStoreOptions options, ISubscription subscription)
    : ShardWork(options, subscription.Name, $"{subscription.Name}:All")
{
    public override IReadOnlyCollection<string>? EventNames { get; } =
        options.Catalogue.NamesOf(subscription.EventTypes);

    public override int BatchCountMax => subscription.BatchCountMax;
    public override bool StartsAtEnd => subscription.StartsAtEnd;

    public override async Task Run(
        IReadOnlyList<RecordedEvent> events, long token, long from, long to, CancellationToken ct)
    {
        RefuseUnreadable(events);
        if (events.Count > 0) await subscription.Handle(events, ct);
        await using var connection = await Options.System.OpenConnectionAsync(ct);
        await Move(connection, null, token, from, to, ct);
    }
}
