using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;
using ConcertMaster.Reviews.Asking;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

/// <summary>Two read the same item blind; a third settles what they disagree on.</summary>
public sealed class LabellingSpec
{
    private static readonly Reviewer Cleo = new(new(new Guid("0198a000-0000-7000-8000-00000000000d")), "Cleo", "cleo@acme.test");

    private static readonly ReviewStage Tone =
        Stage("tone", 1, new(RuleKind.Count, 2)) with { Labels = ["praise", "complaint"], IsBlind = true };

    private static readonly ReviewRequested Twice = Staged(Tone);

    [Fact]
    public void Readers_who_agree_decide()
    {
        Given(Twice).When(Label(Ana, "praise")).Then(Chose(Ana, "praise")).AndRepeatingAddsNothing();
        Given(Twice, Chose(Ana, "praise")).When(Label(Ben, "praise")).Then(Chose(Ben, "praise"),
            Decided(Verdict.Approved, Ben, null) with { Labels = new Dictionary<string, string> { ["tone"] = "praise" } });
    }

    [Fact]
    public void A_dispute_is_settled_by_somebody_who_has_not_read_it()
    {
        var disputed = new ReviewDisputed(Id, "tone", "tone", [new("tone", "tone", [])], Later);
        Given(Twice, Chose(Ana, "praise")).When(Label(Ben, "complaint")).Then(Chose(Ben, "complaint"), disputed)
            .AndRepeatingAddsNothing();
        var atOdds = Given(Twice, Chose(Ana, "praise"), Chose(Ben, "complaint"), disputed);
        atOdds.When(Label(Ana, "complaint")).ThenRefused(ReviewRefusals.AlreadySaid);
        atOdds.When(Label(Cleo, "complaint")).Then(Chose(Cleo, "complaint") with { Adjudicates = true },
            Decided(Verdict.Approved, Cleo, null) with { Labels = new Dictionary<string, string> { ["tone"] = "complaint" } });
    }

    [Fact]
    public void Where_somebody_is_named_to_settle_nobody_else_does()
    {
        var stage = Tone with { Seats = [Seat(Ana), Seat(Ben)], Adjudicators = [Seat(Cleo)] };
        var atOdds = Given(Staged(stage), Chose(Ana, "praise"), Chose(Ben, "complaint"));
        atOdds.When(Label(Cleo, "praise")).Decision.ShouldBeOfType<Decision<ReviewEvent>.Accepted>();
        // Nor does she read before there is something to settle.
        Given(Staged(stage)).When(Label(Cleo, "praise")).ThenRefused(ReviewRefusals.NotAssigned);
        Given(Staged(stage with { Seats = [] }), Chose(Ana, "praise"), Chose(Ben, "complaint"))
            .When(Label(Sender with { Email = "other@acme.test", Id = new(Guid.NewGuid()) }, "praise"))
            .ThenRefused(ReviewRefusals.NotAssigned);
    }

    [Fact]
    public void It_is_labelled_and_neither_approved_nor_called_what_it_cannot_be()
    {
        Given(Twice).When(review => ReviewDecider.Decide(new ApproveReview(Ana, null, Later), review))
            .ThenRefused(ReviewRefusals.LabelWanted);
        Given(Twice).When(review => ReviewDecider.Decide(new RejectReview(Ana, "No", Later), review))
            .ThenRefused(ReviewRefusals.LabelWanted);
        Given(Twice).When(Label(Ana, "poem")).ThenRefused(ReviewRefusals.LabelUnknown);
        Given(Requested()).When(Label(Ana, "praise")).ThenRefused(ReviewRefusals.NothingToLabel);
        Given(Twice).When(Label(Sender, "praise")).ThenRefused(ReviewRefusals.OwnSubmission);
    }

    [Fact]
    public void Both_hold_it_at_once_and_a_change_of_what_they_read_begins_anew()
    {
        var claims = Given(Twice, new ReviewClaimed(Id, Ana.Person, Noon, "tone", Later.AddDays(1)));
        claims.When(review => ReviewDecider.Decide(new ClaimReview(Ben, Noon), review))
            .Then(new ReviewClaimed(Id, Ben.Person, Noon, "tone", Noon + ReviewLimits.ClaimLease));
        var other = System.Text.Json.JsonSerializer.SerializeToElement(new { total = 1 });
        var changed = ReviewDecider.Decide(new ChangeSubject(other, "editor@acme.test", [], Later),
            Given(Twice, Chose(Ana, "praise")).State);
        ((Decision<ReviewEvent>.Accepted)changed).Events.OfType<ReviewSubjectChanged>().Single().Lapsed.ShouldBe([Ana.Person]);
    }

    [Fact]
    public void The_inbox_keeps_the_labels_and_that_readers_disagreed()
    {
        var row = Row(Twice, Chose(Ana, "praise"), Chose(Ben, "complaint"),
            new ReviewDisputed(Id, "tone", "tone", [new("tone", "tone", ["person:cleo@acme.test"])], Later));
        (row.Disputed, row.Approvals, row.Label).ShouldBe((true, 2, null));
        row.OpenTo.ShouldBe(["person:cleo@acme.test"]);
        row.Labels.GetRawText().ShouldContain("complaint");
    }

    [Fact]
    public void Labels_are_read_as_people_write_them()
    {
        var (stages, faults) = StageReading.Read(System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(
            """
            [{ "labels": ["a", "b"], "adjudicators": [{ "skill": "senior" }] }, { "labels": ["only"] },
             { "labels": ["a", "b"], "rule": "all" }]
            """), null);
        (stages[0].Stage.Rule.Needed, stages[0].Stage.IsBlind).ShouldBe((2, true));
        stages[0].Stage.Adjudicators.ShouldBe([new StageSeat(SeatKind.Skill, "senior")]);
        faults.Select(fault => fault.Path).ShouldBe(["/stages/1/labels", "/stages/2/rule"]);
    }

    private static Func<Review, Decision<ReviewEvent>> Label(Reviewer by, string label) => review =>
        ReviewDecider.Decide(new LabelReview(by, null, Later) { Terms = new(Label: label) }, review);

    private static ReviewLabelled Chose(Reviewer by, string label) =>
        new(Id, by.Person, label, null, Later, Standing() with { Stage = "tone" }, false);

    private static ReviewInboxRow Row(params ReviewEvent[] events) => ProjectionSpec.For(ReviewInbox.Projection)
        .Given(History.Empty.In(Id.Value, events)).Rows[(new("acme"), new(Id.Value))];
}
