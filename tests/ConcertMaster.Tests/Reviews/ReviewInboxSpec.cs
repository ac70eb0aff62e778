using ConcertMaster.Reviews;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

public sealed class ReviewInboxSpec
{
    private static readonly ReviewInboxKey Key = new(Id.Value);

    [Fact]
    public void A_requested_review_waits_in_its_queue() => Row(Requested()).State.ShouldBe("open");

    [Fact]
    public void A_claim_shows_who_has_it()
    {
        var row = Row(Requested(), new ReviewClaimed(Id, Ana.Person, Noon));
        (row.State, row.ClaimedByName).ShouldBe(("claimed", "Ana"));
    }

    [Fact]
    public void A_first_approval_of_two_counts_and_frees_the_review()
    {
        var row = Row(Requested(request => request with { RequiredApprovals = 2 }),
            new ReviewClaimed(Id, Ana.Person, Noon), Approved(Ana, at: Noon));
        (row.State, row.Approvals, row.ClaimedByName).ShouldBe(("open", 1, null));
    }

    [Fact]
    public void A_decision_ends_it()
    {
        var row = Row(Requested(), new ReviewRejected(Id, Ana.Person, "No", Later), Decided(Verdict.Rejected, Ana, "No"));
        (row.State, row.DecidedAt).ShouldBe(("rejected", Later));
    }

    [Fact]
    public void The_next_stage_opens_to_others()
    {
        ReviewEvent[] events =
        [
            Staged(Stage("a", 1, StageRule.Any, Seat(Ana)), Stage("b", 2, StageRule.Any, new StageSeat(SeatKind.Team, "T1"))),
            new ReviewApproved(Id, Ana.Person, null, Noon, Standing() with { Stage = "a" }),
            new ReviewStagePassed(Id, "a", "a", [new("b", "b", ["team:t1"])], Noon),
        ];
        Row(events[..1]).OpenTo.ShouldBe(["person:ana@acme.test"]);
        var row = Row(events);
        (row.Stage, row.State).ShouldBe(("b", "open"));
        row.OpenTo.ShouldBe(["team:t1"]);
        row.SpokenBy.ShouldBe([Ana.Id.ToString()]);
    }

    [Fact]
    public void A_query_counts_until_it_is_resolved()
    {
        var query = new Guid("0198a000-0000-7000-8000-0000000000c1");
        var raised = new ReviewCommented(Id, query, Ana.Person, "Which unit?", "total", Noon, null, true);
        Row(Requested(), raised).OpenQueries.ShouldBe(1);
        Row(Requested(), raised, new ReviewCommentResolved(Id, query, true, Ana.Person, Later)).OpenQueries.ShouldBe(0);
    }

    [Fact]
    public void What_was_said_in_a_blind_stage_counts_when_it_is_over_and_not_before()
    {
        var blind = Stage("a", 1, new(RuleKind.Count, 2)) with { IsBlind = true };
        var said = Standing() with { Stage = "a", Reasons = ["evidence-missing"] };
        ReviewEvent[] events =
        [
            Staged(blind, Stage("b", 2, StageRule.Any)),
            new ReviewApproved(Id, Ana.Person, null, Noon, said),
            new ReviewApproved(Id, Ben.Person, null, Noon, said),
            new ReviewStagePassed(Id, "a", "a", [new("b", "b", [])], Noon),
        ];
        var waiting = Row(events[..2]);
        (waiting.Approvals, waiting.Reasons.Length).ShouldBe((0, 0));
        waiting.SpokenBy.ShouldBe([Ana.Id.ToString()]);
        var passed = Row(events);
        passed.Approvals.ShouldBe(2);
        passed.Reasons.ShouldBe(["evidence-missing"]);
        var rejected = new ReviewRejected(Id, Ana.Person, "No", Noon, said);
        Row(events[0], rejected).Reasons.ShouldBeEmpty();
        Row(events[0], rejected, Decided(Verdict.Rejected, Ana, "No")).Reasons.ShouldBe(["evidence-missing"]);
        Row(Staged(blind with { IsBlind = false }), events[1]).Reasons.ShouldBe(["evidence-missing"]);
    }

    [Fact]
    public void An_approval_that_lapsed_counts_no_longer_and_the_review_waits_for_them_again()
    {
        var requested = Requested(request => request with { RequiredApprovals = 2 });
        var changed = new ReviewSubjectChanged(Id, Data, ["total"], "other", "editor@acme.test", [Ana.Person], [], [], null, Later);
        var row = Row(requested, Approved(Ana, at: Noon), changed);
        (row.Approvals, row.SpokenBy.Length).ShouldBe((0, 0));
        var blind = Staged(Stage("a", 1, new(RuleKind.Count, 2)) with { IsBlind = true });
        var unseen = Row(blind, new ReviewApproved(Id, Ana.Person, null, Noon, Standing() with { Stage = "a" }),
            changed with { Open = [new("a", "a", [])] });
        (unseen.Approvals, unseen.SpokenBy.Length).ShouldBe((0, 0));
    }

    private static ReviewInboxRow Row(params ReviewEvent[] events) => ProjectionSpec.For(ReviewInbox.Projection)
        .Given(History.Empty.In(Id.Value, events)).Rows[(new("acme"), Key)];
}
