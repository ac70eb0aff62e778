using ConcertMaster.Reviews;
using ConcertMaster.Reviews.Asking;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

public sealed class ClaimReviewSpec
{
    private static readonly ReviewClaimed ClaimedByAna = Claimed(Ana, Noon);

    [Fact]
    public void A_review_is_requested_once() =>
        Given().When(review => ReviewDecider.Decide(new RequestReview(Id, Request, Noon), review))
            .Then(Requested()).AndRepeatingAddsNothing();

    [Fact]
    public void An_open_review_can_be_claimed() =>
        Given(Requested()).When(review => ReviewDecider.Decide(new ClaimReview(Ana, Noon), review))
            .Then(ClaimedByAna).AndRepeatingAddsNothing();

    [Fact]
    public void A_claimed_review_is_left_alone_by_others()
    {
        var claimed = Given(Requested(), ClaimedByAna);
        claimed.When(review => ReviewDecider.Decide(new ClaimReview(Ben, Later), review))
            .ThenRefused("review.claimed-by-another");
        claimed.When(review => ReviewDecider.Decide(new ReleaseReview(Ben, Later), review))
            .ThenRefused("review.claimed-by-another");
        claimed.When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .ThenRefused("review.claimed-by-another");
    }

    [Fact]
    public void The_one_who_claimed_decides() =>
        Given(Requested(), ClaimedByAna).When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .Then(Approved(Ana), Decided(Verdict.Approved, Ana, null))
            .AndRepeatingAddsNothing();

    [Fact]
    public void A_claim_whose_lease_has_run_out_keeps_nobody_out()
    {
        var after = Noon + ReviewLimits.ClaimLease;
        var claimed = Given(Requested(), ClaimedByAna);
        claimed.When(review => ReviewDecider.Decide(new LapseClaim(Ana.Id, after.AddSeconds(-1)), review)).ThenNothing();
        claimed.When(review => ReviewDecider.Decide(new LapseClaim(Ana.Id, after), review))
            .Then(new ReviewClaimLapsed(Id, Ana.Person, ReviewStage.Single, after)).AndRepeatingAddsNothing();
        claimed.When(review => ReviewDecider.Decide(new ClaimReview(Ben, after), review)).Then(Claimed(Ben, after));
    }

    [Fact]
    public void A_claim_made_before_claims_had_an_end_still_holds() =>
        Given(Requested(), new ReviewClaimed(Id, Ana.Person, Noon))
            .When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later.AddDays(9)), review))
            .ThenRefused("review.claimed-by-another");

    [Fact]
    public void A_released_review_is_open_again()
    {
        Given(Requested(), ClaimedByAna).When(review => ReviewDecider.Decide(new ReleaseReview(Ana, Later), review))
            .Then(new ReviewReleased(Id, Ana.Person, Later)).AndRepeatingAddsNothing();
        Given(Requested(), ClaimedByAna, new ReviewReleased(Id, Ana.Person, Later))
            .When(review => ReviewDecider.Decide(new ClaimReview(Ben, Later), review))
            .Then(Claimed(Ben, Later));
    }

    [Fact]
    public void Anybody_who_may_look_may_comment_but_not_say_nothing()
    {
        var comment = new Guid("0198a000-0000-7000-8000-0000000000c1");
        Given(Requested(), ClaimedByAna)
            .When(review => ReviewDecider.Decide(new CommentOnReview(comment, Ben, "Seen this?", "total", Later), review))
            .Then(new ReviewCommented(Id, comment, Ben.Person, "Seen this?", "total", Later)).AndRepeatingAddsNothing();
        Given(Requested())
            .When(review => ReviewDecider.Decide(new CommentOnReview(comment, Ben, " ", null, Later), review))
            .ThenRefused(ReviewRefusals.CommentRequired);
        var file = new CommentFile(new("0198a000-0000-7000-8000-0000000000f1"), null, 3, "00");
        Given(Requested())
            .When(review => ReviewDecider.Decide(new CommentOnReview(comment, Ben, null, null, Later) { Files = [file] }, review))
            .Then(new ReviewCommented(Id, comment, Ben.Person, "", null, Later) { Files = [file] }).AndRepeatingAddsNothing();
        Given(Requested())
            .When(review => ReviewDecider.Decide(
                new CommentOnReview(comment, Ben, "Many", null, Later) { Files = [.. Enumerable.Repeat(file, 11)] }, review))
            .ThenRefused(ReviewRefusals.FileUnknown);
    }

    [Fact]
    public void A_withdrawn_review_takes_no_decision() =>
        Given(Requested(), new ReviewWithdrawn(Id, "The run was cancelled.", Noon))
            .When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .ThenRefused(ReviewRefusals.Withdrawn);
}
