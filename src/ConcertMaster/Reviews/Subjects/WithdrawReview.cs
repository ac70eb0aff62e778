using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

internal sealed record WithdrawReview(string Reason, DateTimeOffset At);

internal sealed record ReopenReview(string Reason, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(WithdrawReview command, Review state) => state is Review.Open open
        ? Accept(new ReviewWithdrawn(open.File.Id, command.Reason, command.At,
            open.File.Awaited is null ? null : open.File.Request.Subject))
        : Nothing; // what is decided stays decided, and nothing is withdrawn twice

    public static Decision<ReviewEvent> Decide(ReopenReview command, Review state) => state is Review.Withdrawn withdrawn
        ? Accept(new ReviewReopened(withdrawn.File.Id, command.Reason, command.At))
        : Nothing;
}
