using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

internal sealed record RequestReview(ReviewId ReviewId, ReviewRequest Request, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(RequestReview command, Review state) => state switch
    {
        Review.NotRequested => Accept(new ReviewRequested(command.ReviewId, command.Request, command.At)),
        _ => Nothing, // the step that asked was tried again after a crash
    };
}
