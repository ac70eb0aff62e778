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
            new ReviewClaimed(Id, Ana.Person, Noon), new ReviewApproved(Id, Ana.Person, null, Noon));
        (row.State, row.Approvals, row.ClaimedByName).ShouldBe(("open", 1, null));
    }

    [Fact]
    public void A_decision_ends_it()
    {
        var row = Row(Requested(), new ReviewRejected(Id, Ana.Person, "No", Later), Decided(Verdict.Rejected, Ana, "No"));
        (row.State, row.DecidedAt).ShouldBe(("rejected", Later));
    }

    private static ReviewInboxRow Row(params ReviewEvent[] events) => ProjectionSpec.For(ReviewInbox.Projection)
        .Given(History.Empty.In(Id.Value, events)).Rows[(new("acme"), Key)];
}
