using ConcertMaster.EventStore.Serialization;

namespace ConcertMaster.Reviews;

/// <param name="Until">When the claim lapses by itself; null for those made before claims had an end.</param>
[EventName("review.claimed.v1")]
internal sealed record ReviewClaimed(
    ReviewId ReviewId, ReviewPerson By, DateTimeOffset At, string? Stage = null, DateTimeOffset? Until = null) : ReviewEvent
{
    public override string Describe() => "claimed the review";
}

[EventName("review.released.v1")]
internal sealed record ReviewReleased(
    ReviewId ReviewId, ReviewPerson By, DateTimeOffset At, string? Stage = null) : ReviewEvent
{
    public override string Describe() => "released the review";
}

/// <summary>The claim was held for as long as one may be.</summary>
[EventName("review.claim-lapsed.v1")]
internal sealed record ReviewClaimLapsed(ReviewId ReviewId, ReviewPerson By, string Stage, DateTimeOffset At)
    : ReviewEvent
{
    public override string Describe() => $"gave the review back: the claim of {By.Name} had run out";
}

/// <summary>A stage waits for these persons alone; for its whole pool when there are none.</summary>
/// <param name="Method">person, roundRobin, leastLoaded or pool.</param>
/// <param name="By">Null when the system assigned.</param>
[EventName("review.assigned.v1")]
internal sealed record ReviewAssigned(
    ReviewId ReviewId, string Stage, IReadOnlyList<ReviewPerson> To, string Method, ReviewPerson? By, string? Reason,
    IReadOnlyList<string> OpenTo, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => To.Count == 0
        ? "gave the review back to its pool"
        : $"assigned the review to {string.Join(", ", To.Select(one => one.Name))}" +
          (string.IsNullOrWhiteSpace(Reason) ? "" : $": {Reason}");
}

/// <param name="Seats">The seats that the delegate fills now.</param>
[EventName("review.delegated.v1")]
internal sealed record ReviewDelegated(
    ReviewId ReviewId, string Stage, ReviewPerson From, ReviewPerson To, IReadOnlyList<string> Seats, string Reason,
    DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => $"delegated the review to {To.Name}: {Reason}";
}
