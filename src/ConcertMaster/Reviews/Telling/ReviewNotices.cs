using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Notifications;
using ConcertMaster.Shared;
using ConcertMaster.Teams;

namespace ConcertMaster.Reviews;

/// <summary>
/// Tells those whom an event of a review is for. Nobody in particular is told of what is open to every reviewer: that
/// is what the inbox counts.
/// </summary>
internal sealed class ReviewNotices(
    IEventStore store, INotifier notifier, NoticeAddresses addresses, ReviewLinks links, TimeProvider time) : ISubscription
{
    public string Name => "review notices";

    public bool StartsAtEnd => true;

    public IReadOnlyCollection<Type>? EventTypes { get; } =
    [
        typeof(ReviewRequested), typeof(ReviewStagePassed), typeof(ReviewAssigned), typeof(ReviewDelegated),
        typeof(ReviewCommented), typeof(ReviewReminded), typeof(ReviewEscalated), typeof(ReviewSubjectChanged),
        typeof(ReviewDecided), typeof(ReviewChangesRequested), typeof(ReviewDisputed),
    ];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        foreach (var recorded in events)
        {
            var (kind, words, keys) = Told((ReviewEvent)recorded.Data);
            var mayConcernSomebody = keys.Count > 0
                || recorded.Data is ReviewDecided or ReviewReminded or ReviewChangesRequested { AsksSender: true };
            if (!mayConcernSomebody) continue;
            var session = new EventSession(store, recorded.Tenant, EventMetadata.None, time);
            var (review, _) = await session.Load(Review.Stream(new(recorded.StreamId)), ct: ct);
            if (Review.FileOf(review) is not { } file) continue;
            var to = recorded.Data switch
            {
                ReviewDecided or ReviewChangesRequested { AsksSender: true } => Askers(file),
                ReviewReminded => Holders(file),
                _ => keys,
            };
            var people = await addresses.Of(recorded.Tenant, to, recorded.Sequence, ct);
            var path = $"/reviews/{file.Id}";
            var mayDecide = kind is "review.waiting" or "review.assigned" or "review.delegated" or "review.due" or "review.late"
                or "review.answered";
            await notifier.Tell(recorded.Tenant, new(recorded.EventId.ToString(), kind, $"{words}: {file.Request.Title}",
                file.Request.Reason ?? "", path),
                [
                    .. people.Where(user => user.ToString() != recorded.Metadata.UserName).Select(user => new NoticeRecipient(
                        user, mayDecide ? links.PathFor(recorded.Tenant, file.Id, user, recorded.Timestamp) : null)),
                ], ct);
        }
    }

    private static (string Kind, string Words, IReadOnlyList<string> Keys) Told(ReviewEvent @event) => @event switch
    {
        ReviewRequested e => ("review.waiting", "A review waits for you", Keys(Table.Waiting(ReviewFile.From(e)))),
        ReviewDisputed e => ("review.waiting", "Readers disagree, and you settle it", Keys(e.Open)),
        ReviewStagePassed e => ("review.waiting", "A review waits for you", Keys(e.Open)),
        ReviewAssigned e => ("review.assigned", "A review was assigned to you", [.. e.To.Select(KeyOf)]),
        ReviewDelegated e => ("review.delegated", $"{e.From.Name} lets you decide", [KeyOf(e.To)]),
        ReviewCommented e => ("review.mentioned", $"{e.By.Name} mentions you", [.. e.Mentions.Select(KeyOf)]),
        ReviewSubjectChanged { Lapsed.Count: > 0 } e =>
            ("review.lapsed", "Your approval lapsed, the content has changed", [.. e.Lapsed.Select(KeyOf)]),
        ReviewSubjectChanged { AskedBy: { } asker } => ("review.answered", "The sender has answered", [KeyOf(asker)]),
        ReviewEscalated e => ("review.late", "A review is late", Keys(e.Open)),
        ReviewChangesRequested { AsksSender: true } e => ("review.changes", $"Changes are asked for ({e.Comment})", []),
        ReviewReminded => ("review.due", "A review is due soon", []),
        ReviewDecided e => ("review.decided", $"Decided: {WordOf(e.Verdict)}", []),
        _ => ("", "", []),
    };

    private static string WordOf(Verdict verdict) =>
        verdict == Verdict.ChangesRequested ? "changes requested" : ReviewInbox.NameOf(verdict);

    private static IReadOnlyList<string> Keys(IReadOnlyList<WaitingStage> open) => [.. open.SelectMany(stage => stage.OpenTo).Distinct()];

    private static string KeyOf(ReviewPerson person) => StageSeat.KeyOf(SeatKind.Person, person.Id.ToString());

    /// <summary>Whoever has claimed it; else everybody whom it waits for by name or group.</summary>
    private static IReadOnlyList<string> Holders(ReviewFile file) => file.Claims.Count > 0
        ? [.. file.Claims.Select(claim => KeyOf(claim.By))]
        : Keys(Table.Waiting(file));

    private static IReadOnlyList<string> Askers(ReviewFile file) =>
        [.. file.Request.SubmittedBy.Select(one => StageSeat.KeyOf(SeatKind.Person, one))];
}
