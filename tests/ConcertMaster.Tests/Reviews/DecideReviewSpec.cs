using ConcertMaster.Reviews;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

public sealed class DecideReviewSpec
{
    [Fact]
    public void An_open_review_can_be_approved() =>
        Given(Requested()).When(review => ReviewDecider.Decide(new ApproveReview(Ana, "Fits", Later), review))
            .Then(Approved(Ana, "Fits"), Decided(Verdict.Approved, Ana, "Fits"))
            .AndRepeatingAddsNothing();

    [Fact]
    public void A_rejection_needs_a_comment() =>
        Given(Requested()).When(review => ReviewDecider.Decide(new RejectReview(Ana, " ", Later), review))
            .ThenRefused("review.comment-required");

    [Fact]
    public void A_rejection_with_a_comment_decides() =>
        Given(Requested()).When(review => ReviewDecider.Decide(new RejectReview(Ana, "Wrong year", Later), review))
            .Then(new ReviewRejected(Id, Ana.Person, "Wrong year", Later, Standing()), Decided(Verdict.Rejected, Ana, "Wrong year"))
            .AndRepeatingAddsNothing();

    [Fact]
    public void Requested_changes_name_the_fields() =>
        Given(Requested())
            .When(review => ReviewDecider.Decide(new RequestChanges(Ana, "Look again", ["total"], Later), review))
            .Then(new ReviewChangesRequested(Id, Ana.Person, "Look again", ["total"], Later, Standing(), false, Kenya),
                Decided(Verdict.ChangesRequested, Ana, "Look again") with { Fields = ["total"] })
            .AndRepeatingAddsNothing();

    [Fact]
    public void Nobody_decides_on_what_he_submitted_whatever_the_case_of_his_address()
    {
        var open = Given(Requested());
        open.When(review => ReviewDecider.Decide(new ApproveReview(Sender, null, Later), review))
            .ThenRefused(ReviewRefusals.OwnSubmission);
        open.When(review => ReviewDecider.Decide(new RejectReview(Sender, "No", Later), review))
            .ThenRefused(ReviewRefusals.OwnSubmission);
        open.When(review => ReviewDecider.Decide(new RequestChanges(Sender, "No", [], Later), review))
            .ThenRefused(ReviewRefusals.OwnSubmission);
        open.When(review => ReviewDecider.Decide(new ClaimReview(Sender, Later), review))
            .ThenRefused(ReviewRefusals.OwnSubmission);
    }

    [Fact]
    public void A_submitter_is_known_by_his_user_id_too() =>
        Given(Requested(request => request with { SubmittedBy = [Ana.Id.ToString()] }))
            .When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .ThenRefused(ReviewRefusals.OwnSubmission);

    [Fact]
    public void Only_assignees_decide_where_some_are_named()
    {
        var assigned = Given(Requested(request => request with { Assignees = ["ANA@acme.test"] }));
        assigned.When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .ThenRefused(ReviewRefusals.NotAssigned);
        assigned.When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .Then(Approved(Ana) with { Standing = Standing("person:ana@acme.test") }, Decided(Verdict.Approved, Ana, null));
    }

    [Fact]
    public void Two_approvals_are_two_persons()
    {
        var first = Given(Requested(request => request with { RequiredApprovals = 2 }));
        first.When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .Then(Approved(Ana))
            .AndRepeatingAddsNothing();
        var second = Given(
            Requested(request => request with { RequiredApprovals = 2 }), Approved(Ana, at: Noon));
        second.When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review)).ThenNothing();
        second.When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .Then(Approved(Ben), Decided(Verdict.Approved, Ben, null));
    }

    [Fact]
    public void A_decided_review_stays_decided()
    {
        var decided = Given(Requested(), Approved(Ana, at: Noon), Decided(Verdict.Approved, Ana, null));
        decided.When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review)).ThenNothing();
        decided.When(review => ReviewDecider.Decide(new RejectReview(Ana, "Changed my mind", Later), review))
            .ThenRefused(ReviewRefusals.AlreadyDecided);
        decided.When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .ThenRefused(ReviewRefusals.AlreadyDecided);
        decided.When(review => ReviewDecider.Decide(new ClaimReview(Ben, Later), review))
            .ThenRefused(ReviewRefusals.AlreadyDecided);
    }

    [Fact]
    public void What_was_never_requested_cannot_be_decided() =>
        Given().When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .ThenRefused(ReviewRefusals.NotFound);

    [Fact]
    public void A_comment_has_an_end() =>
        Given(Requested())
            .When(review => ReviewDecider.Decide(
                new ApproveReview(Ana, new string('x', ReviewLimits.CommentLengthMax + 1), Later), review))
            .ThenRefused(ReviewRefusals.CommentTooLong);

    [Fact]
    public void The_decision_answers_the_wait_that_asked()
    {
        var decided = Decided(Verdict.ChangesRequested, Ana, "Look again");
        decided.For.ShouldBe("run:1:review:0");
        decided.SignalKind.ShouldBe("review.decided");
        decided.SignalData.GetProperty("verdict").GetString().ShouldBe("changesRequested");
        decided.SignalData.GetProperty("by").GetProperty("name").GetString().ShouldBe("Ana");
    }
}
