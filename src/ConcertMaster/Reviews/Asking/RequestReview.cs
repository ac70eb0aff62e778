using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

/// <param name="Assigned">The stages for which the system has chosen somebody, by turns or by load.</param>
internal sealed record RequestReview(ReviewId ReviewId, ReviewRequest Request, DateTimeOffset At)
{
    public IReadOnlyList<AssignReview> Assigned { get; init; } = [];
}

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(RequestReview command, Review state)
    {
        // The step that asked was tried again after a crash.
        if (state is not Review.NotRequested) return Nothing;
        var events = new List<ReviewEvent> { new ReviewRequested(command.ReviewId, command.Request, command.At) };
        var review = Review.Evolve(state, events[0]);
        foreach (var assign in command.Assigned)
        {
            if (Decide(assign, review) is not Decision<ReviewEvent>.Accepted accepted) continue;
            events.AddRange(accepted.Events);
            review = accepted.Events.Aggregate(review, Review.Evolve);
        }
        return Accept(events);
    }
}
