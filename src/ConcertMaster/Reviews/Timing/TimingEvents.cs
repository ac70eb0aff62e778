using ConcertMaster.EventStore.Serialization;

namespace ConcertMaster.Reviews;

/// <summary>Told again that it waits, shortly before it is due.</summary>
/// <param name="Number">1 for the first reminder of the request.</param>
[EventName("review.reminded.v1")]
internal sealed record ReviewReminded(ReviewId ReviewId, int Number, DateTimeOffset DueAt, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => $"reminded of the review that is due {DueAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";
}

/// <summary>It is late: others may decide it too, and are told.</summary>
/// <param name="Level">1 for the first level of the request.</param>
[EventName("review.escalated.v1")]
internal sealed record ReviewEscalated(
    ReviewId ReviewId, int Level, IReadOnlyList<StageSeat> To, IReadOnlyList<WaitingStage> Open, DateTimeOffset At)
    : ReviewEvent
{
    public override string Describe() => $"escalated the review to level {Level}";
}

/// <param name="AfterDue">How long after the due time, as an ISO duration.</param>
internal sealed record EscalationLevel(string AfterDue, IReadOnlyList<StageSeat> To);
