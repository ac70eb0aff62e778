using ConcertMaster.EventStore.Serialization;

namespace ConcertMaster.Reviews;

/// <param name="Adjudicates">Settles what the readers disagreed on.</param>
[EventName("review.labelled.v1")]
internal sealed record ReviewLabelled(
    ReviewId ReviewId, ReviewPerson By, string Label, string? Comment, DateTimeOffset At, ReviewStanding Standing,
    bool Adjudicates) : ReviewEvent
{
    public override string Describe() =>
        $"{(Adjudicates ? "settled it as" : "labelled it")} {Label}{Standing.Described()}";
}

/// <summary>Its readers have chosen different labels. Somebody else settles it.</summary>
/// <param name="Open">The stages that wait now, and for whom.</param>
[EventName("review.disputed.v1")]
internal sealed record ReviewDisputed(
    ReviewId ReviewId, string Stage, string Name, IReadOnlyList<WaitingStage> Open, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => $"found the readers of the stage {Name} at odds";
}
