using ConcertMaster.Reviews;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

public sealed class HandOnSpec
{
    private static readonly ReviewRequested ForAna = Staged(Stage("s", 1, StageRule.Any, Seat(Ana)));

    private static readonly Reviewer BenForAna = Ben with { StandsInFor = [Ana] };

    [Fact]
    public void A_substitute_decides_for_the_absent_and_it_says_so()
    {
        Given(ForAna).When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .ThenRefused(ReviewRefusals.NotAssigned);
        Given(ForAna).When(review => ReviewDecider.Decide(new ApproveReview(BenForAna, null, Later), review))
            .Then(new ReviewApproved(Id, Ben.Person, null, Later, new("s", ["person:ana@acme.test"], Ana.Person, Hash, [], null)),
                Decided(Verdict.Approved, Ben, null))
            .AndRepeatingAddsNothing();
    }

    [Fact]
    public void The_substitute_of_the_sender_does_not_decide_either() =>
        Given(Requested()).When(review => ReviewDecider.Decide(
                new ApproveReview(Ben with { StandsInFor = [Sender] }, null, Later), review))
            .ThenRefused(ReviewRefusals.SubmitterSubstitute);

    [Fact]
    public void One_person_and_his_substitute_have_one_voice()
    {
        var two = Staged(Stage("s", 1, new(RuleKind.Count, 2), Seat(Ana), Seat(Ben)));
        var forAna = new ReviewApproved(Id, Ben.Person, null, Noon, new("s", ["person:ana@acme.test"], Ana.Person, Hash, [], null));
        Given(two, forAna).When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .ThenRefused(ReviewRefusals.SeatTaken);
        Given(two, forAna).When(review => ReviewDecider.Decide(new RejectReview(BenForAna, "No", Later), review))
            .ThenRefused(ReviewRefusals.AlreadySaid);
    }

    [Fact]
    public void Whoever_has_it_lets_another_decide_in_his_name()
    {
        var delegated = new ReviewDelegated(Id, "s", Ana.Person, Ben.Person, ["person:ana@acme.test"], "On holiday", Later);
        Given(ForAna).When(review => ReviewDecider.Decide(new DelegateReview(Ana, Ben, null, "On holiday", Later), review))
            .Then(delegated).AndRepeatingAddsNothing();
        Given(ForAna).When(review => ReviewDecider.Decide(new DelegateReview(Ana, Ben, null, " ", Later), review))
            .ThenRefused(ReviewRefusals.ReasonRequired);
        Given(ForAna).When(review => ReviewDecider.Decide(new DelegateReview(Ana, Sender, null, "Please", Later), review))
            .ThenRefused(ReviewRefusals.OwnSubmission);
        Given(ForAna, delegated).When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .Then(new ReviewApproved(Id, Ben.Person, null, Later, new("s", ["person:ana@acme.test"], Ana.Person, Hash, [], null)),
                Decided(Verdict.Approved, Ben, null));
    }

    [Fact]
    public void An_assigned_stage_waits_for_these_persons_alone()
    {
        var assigned = new ReviewAssigned(Id, ReviewStage.Single, [Ben.Person], "person", Ana.Person, "Knows Kenya",
            [$"person:{Ben.Id}"], Later);
        Given(Requested()).When(review => ReviewDecider.Decide(
                new AssignReview(ReviewStage.Single, [Ben], "person", Ana.Person, "Knows Kenya", Later), review))
            .Then(assigned).AndRepeatingAddsNothing();
        Given(Requested(), assigned).When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .ThenRefused(ReviewRefusals.NotAssigned);
        Given(Requested(), assigned).When(review => ReviewDecider.Decide(
                new AssignReview(ReviewStage.Single, [], "pool", Ana.Person, "Back", Later), review))
            .Then(new ReviewAssigned(Id, ReviewStage.Single, [], "pool", Ana.Person, "Back", [], Later));
        Given(Requested()).When(review => ReviewDecider.Decide(
                new AssignReview(ReviewStage.Single, [Sender], "person", Ana.Person, "Do it", Later), review))
            .ThenRefused(ReviewRefusals.OwnSubmission);
    }

    [Fact]
    public void Taking_it_away_ends_the_claim() =>
        Given(Requested(), Claimed(Ana, Noon), new ReviewAssigned(
                Id, ReviewStage.Single, [Ben.Person], "person", Ana.Person, "Swap", [], Noon))
            .When(review => ReviewDecider.Decide(new ClaimReview(Ben, Later), review)).Then(Claimed(Ben, Later));
}
