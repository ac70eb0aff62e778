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

    private static ReviewInboxRow Row(params ReviewEvent[] events) => ProjectionSpec.For(ReviewInbox.Projection)
        .Given(History.Empty.In(Id.Value, events)).Rows[(new("acme"), Key)];
}
