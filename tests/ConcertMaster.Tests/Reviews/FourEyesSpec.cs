using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

/// <summary>Whatever is asked in whatever order, no history that comes out breaks these rules.</summary>
public sealed class FourEyesSpec
{
    private static readonly Reviewer[] People = [Ana, Ben, Sender];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_sequence_of_commands_breaks_four_eyes_claims_or_the_number_of_approvals(int required)
    {
        var random = new Random(20260105 + required);
        for (var round = 0; round < 2_000; round++)
        {
            var history = new List<ReviewEvent> { Requested(request => request with { RequiredApprovals = required }) };
            Review review = history.Aggregate(Review.Decider.Initial, Review.Evolve);
            for (var step = 0; step < 12; step++)
            {
                var by = People[random.Next(People.Length)];
                if (Ask(random.Next(6), by, review) is not Decision<ReviewEvent>.Accepted accepted) continue;
                if (review is Review.Claimed claimed) claimed.By.Id.ShouldBe(by.Id);
                review.ShouldNotBeOfType<Review.Decided>();
                history.AddRange(accepted.Events);
                review = accepted.Events.Aggregate(review, Review.Evolve);
            }
            Judge(history, required);
        }
    }

    private static Decision<ReviewEvent> Ask(int what, Reviewer by, Review review) => what switch
    {
        0 => ReviewDecider.Decide(new ApproveReview(by, null, Later), review),
        1 => ReviewDecider.Decide(new RejectReview(by, "No", Later), review),
        2 => ReviewDecider.Decide(new RequestChanges(by, "Again", [], Later), review),
        3 => ReviewDecider.Decide(new ClaimReview(by, Later), review),
        4 => ReviewDecider.Decide(new ReleaseReview(by, Later), review),
        _ => ReviewDecider.Decide(new ApproveReview(by, "Fine", Later), review),
    };

    private static void Judge(List<ReviewEvent> history, int required)
    {
        var approvals = history.OfType<ReviewApproved>().Select(e => e.By.Id).ToList();
        approvals.ShouldNotContain(Sender.Id);
        approvals.ShouldBeUnique();
        history.OfType<ReviewRejected>().ShouldAllBe(e => e.By.Id != Sender.Id);
        history.OfType<ReviewDecided>().Count().ShouldBeLessThanOrEqualTo(1);
        if (history.OfType<ReviewDecided>().SingleOrDefault() is { Verdict: Verdict.Approved })
            approvals.Count.ShouldBe(required);
    }
}
