using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;

namespace ConcertMaster.EventStore.Projections;

/// <summary>First the deed, then the checkpoint: at least once each.</summary>
internal sealed class SubscriptionWork(EventStoreOptions options, ISubscription subscription)
    : ShardWork(options, $"{subscription.Name}:All", $"{subscription.Name}:All")
{
    public override string Name => subscription.Name;
    public override ShardKind Kind => ShardKind.Subscription;
    public override IReadOnlyCollection<string>? EventNames { get; } =
        options.Catalogue.NamesOf(subscription.EventTypes);

    public override int BatchCountMax => subscription.BatchCountMax;
    public override bool MayRest => subscription.MayRest;
    public override bool StartsAtEnd => subscription.StartsAtEnd;

    public override async Task Run(
        IReadOnlyList<RecordedEvent> events, long token, long from, long to, CancellationToken ct)
    {
        RefuseUnreadable(events);
        if (events.Count > 0) await subscription.Handle(events, ct);
        await using var connection = await Options.System.OpenConnectionAsync(ct);
        await Move(connection, null, token, from, to, flushesLate: false, ct);
    }

    protected override bool Concerns(RecordedEvent recorded) => subscription.Concerns(recorded);
}
