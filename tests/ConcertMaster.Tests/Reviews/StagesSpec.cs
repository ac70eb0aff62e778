using System.Text.Json;
using ConcertMaster.Reviews;
using ConcertMaster.Reviews.Asking;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

public sealed class StagesSpec
{
    private static readonly ReviewRequested TwoSteps =
        Staged(Stage("check", 1, StageRule.Any, Seat(Ana)), Stage("release", 2, StageRule.Any, Seat(Ben)));

    private static readonly ReviewStanding InCheck = Standing("person:ana@acme.test") with { Stage = "check" };

    private static readonly ReviewStanding InRelease = Standing("person:ben@acme.test") with { Stage = "release" };

    [Fact]
    public void The_second_stage_waits_for_the_first()
    {
        Given(TwoSteps).When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .ThenRefused(ReviewRefusals.NotAssigned);
        Given(TwoSteps).When(review => ReviewDecider.Decide(
                new ApproveReview(Ben, null, Later) { Terms = new("release") }, review))
            .ThenRefused(ReviewRefusals.StageNotOpen);
        Given(TwoSteps).When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .Then(new ReviewApproved(Id, Ana.Person, null, Later, InCheck),
                new ReviewStagePassed(Id, "check", "check", [new("release", "release", ["person:ben@acme.test"])], Later))
            .AndRepeatingAddsNothing();
    }

    [Fact]
    public void The_last_stage_decides() =>
        Given(TwoSteps, new ReviewApproved(Id, Ana.Person, null, Noon, InCheck))
            .When(review => ReviewDecider.Decide(new ApproveReview(Ben, "Fine", Later), review))
            .Then(new ReviewApproved(Id, Ben.Person, "Fine", Later, InRelease), Decided(Verdict.Approved, Ben, "Fine"))
            .AndRepeatingAddsNothing();

    [Fact]
    public void Nobody_decides_in_two_stages_unless_the_stage_allows_it()
    {
        var second = Stage("release", 2, StageRule.Any);
        var passed = new ReviewApproved(Id, Ana.Person, null, Noon, InCheck);
        Given(Staged(Stage("check", 1, StageRule.Any, Seat(Ana)), second), passed)
            .When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later) { Terms = new("release") }, review))
            .ThenRefused(ReviewRefusals.OtherStage);
        var lenient = Given(Staged(Stage("check", 1, StageRule.Any, Seat(Ana)), second with { MayRepeat = true }), passed);
        // A second click in the first stage is no approval in the second.
        lenient.When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review)).ThenNothing();
        lenient.When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later) { Terms = new("release") }, review))
            .Decision.ShouldBeOfType<ConcertMaster.EventStore.Decisions.Decision<ReviewEvent>.Accepted>();
    }

    [Fact]
    public void Stages_side_by_side_are_decided_in_any_order()
    {
        var both = Given(Staged(Stage("law", 1, StageRule.Any, Seat(Ana)), Stage("tax", 1, StageRule.Any, Seat(Ben))));
        both.When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .Then(new ReviewApproved(Id, Ben.Person, null, Later, Standing("person:ben@acme.test") with { Stage = "tax" }),
                new ReviewStagePassed(Id, "tax", "tax", [new("law", "law", ["person:ana@acme.test"])], Later));
        // A claim holds one of them and not the other.
        Given(Staged(Stage("law", 1, StageRule.Any, Seat(Ana)), Stage("tax", 1, StageRule.Any, Seat(Ben))),
                new ReviewClaimed(Id, Ana.Person, Noon, "law", Later.AddDays(1)))
            .When(review => ReviewDecider.Decide(new ClaimReview(Ben, Noon), review))
            .Then(new ReviewClaimed(Id, Ben.Person, Noon, "tax", Noon + ReviewLimits.ClaimLease));
    }

    [Fact]
    public void A_stage_that_the_data_does_not_call_for_is_passed_over()
    {
        ReviewStage[] stages = [Stage("a", 1, StageRule.Any), Stage("b", 2, StageRule.Any) with { When = "total > 100000" }];
        StageConditions.PassedOver(stages, Data).ShouldBe(["b"]);
        StageConditions.PassedOver(stages, JsonSerializer.SerializeToElement(new { total = 200_000 })).ShouldBeEmpty();
        StageConditions.PassedOver([stages[1]], Data).ShouldBeEmpty(); // somebody looks at it
        StageConditions.PassedOver([stages[0], stages[1] with { When = "$error('no')" }], Data).ShouldBeEmpty();
    }

    [Fact]
    public void A_signed_stage_takes_no_decision_without_a_signature_of_this_content()
    {
        var signed = Given(Staged(Stage("release", 1, StageRule.Any) with { Signature = "approved for release" }));
        var signature = new ReviewSignature("Ana", "approved for release", Hash, Later);
        signed.When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .ThenRefused(ReviewRefusals.SignatureRequired);
        signed.When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later)
            {
                Terms = new(null, null, null, signature with { ContentHash = "of something else" }),
            }, review)).ThenRefused(ReviewRefusals.SignatureNotBound);
        signed.When(review => ReviewDecider.Decide(
                new ApproveReview(Ana, null, Later) { Terms = new(null, Hash, null, signature) }, review))
            .Then(new ReviewApproved(Id, Ana.Person, null, Later, Standing() with { Stage = "release", Signature = signature }),
                Decided(Verdict.Approved, Ana, null));
    }

    [Fact]
    public void Stages_are_read_as_people_write_them()
    {
        var (stages, faults) = StageReading.Read(Json("""
            [{ "name": "Check", "rule": "weight", "needed": 2,
               "reviewers": ["ana@acme.test", { "team": "T1", "weight": 2, "veto": true }] },
             { "name": "Tax", "parallel": true, "reviewers": { "expression": "owner" }, "signature": "seen" },
             { "name": "Release", "rule": "count", "needed": 2, "when": "total > 5", "assign": "leastLoaded" }]
            """), Json("""{ "owner": ["ben@acme.test"] }"""));
        faults.ShouldBeEmpty();
        stages.Select(one => one.Stage.Step).ShouldBe([1, 1, 2]);
        stages[0].Stage.Seats.ShouldBe([new(SeatKind.Person, "ana@acme.test"), new(SeatKind.Team, "T1", 2, true)]);
        stages[1].Stage.Seats.ShouldBe([new(SeatKind.Person, "ben@acme.test")]);
        (stages[2].Assign, stages[2].Stage.When, stages[2].Stage.Rule)
            .ShouldBe(("leastLoaded", "total > 5", new(RuleKind.Count, 2)));
    }

    [Fact]
    public void What_cannot_work_is_named_with_its_place() =>
        StageReading.Read(Json("""
            [{ "rule": "most", "when": "total >" }, { "rule": "count", "needed": 3, "reviewers": ["a@x.test", 7] },
             { "rule": "onePerGroup" }, { "needed": 0 }, { "assign": "loudest" }]
            """), null).Faults.Select(fault => fault.Path)
            .ShouldBe(["/stages/0/rule", "/stages/0/when", "/stages/1/reviewers/1", "/stages/1/needed", "/stages/2/reviewers",
                "/stages/3/needed", "/stages/4/assign"]);

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
