using System.Text.Json;
using ConcertMaster.Reviews;
using ConcertMaster.Reviews.Asking;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

public sealed class PassTimeSpec
{
    private static readonly DateTimeOffset Due = Noon.AddDays(1);

    private static readonly StageSeat Lead = new(SeatKind.Role, "owner");

    private static readonly ReviewRequested Timed = Requested(request => request with
    {
        DueAt = Due,
        RemindBefore = ["PT4H", "PT1H"],
        Stages = [Stage("s", 1, StageRule.Any, Seat(Ana))],
        Escalations = [new("PT0S", [Lead]), new("PT2H", [Seat(Ben)])],
    });

    [Fact]
    public void Nothing_happens_before_its_time() => Pass(Due.AddHours(-5), Timed).ThenNothing();

    [Fact]
    public void A_reminder_is_told_once()
    {
        Pass(Due.AddHours(-4), Timed).Then(new ReviewReminded(Id, 1, Due, Due.AddHours(-4))).AndRepeatingAddsNothing();
        Pass(Due.AddHours(-1), Timed, new ReviewReminded(Id, 1, Due, Due.AddHours(-4)))
            .Then(new ReviewReminded(Id, 2, Due, Due.AddHours(-1)));
    }

    [Fact]
    public void What_is_late_opens_to_the_next_level()
    {
        ReviewEvent[] reminded = [Timed, new ReviewReminded(Id, 1, Due, Noon), new ReviewReminded(Id, 2, Due, Noon)];
        var first = new ReviewEscalated(Id, 1, [Lead], [new("s", "s", ["person:ana@acme.test", "role:owner"])], Due);
        Pass(Due, reminded).Then(first).AndRepeatingAddsNothing();
        Pass(Due.AddHours(2), [.. reminded, first]).Then(new ReviewEscalated(
            Id, 2, [Seat(Ben)], [new("s", "s", ["person:ana@acme.test", "role:owner", "person:ben@acme.test"])], Due.AddHours(2)));
        Given([.. reminded, first, new ReviewEscalated(Id, 2, [Seat(Ben)], [], Due)])
            .When(review => ReviewDecider.Decide(new ApproveReview(Ben, null, Later), review))
            .Then(Approved(Ben) with { Standing = Standing("person:ben@acme.test") with { Stage = "s" } },
                Decided(Verdict.Approved, Ben, null));
    }

    [Fact]
    public void A_node_that_slept_catches_up_in_order() =>
        Pass(Due.AddDays(3), Timed).Then(
            new ReviewReminded(Id, 1, Due, Due.AddDays(3)), new ReviewReminded(Id, 2, Due, Due.AddDays(3)),
            new ReviewEscalated(Id, 1, [Lead], [new("s", "s", ["person:ana@acme.test", "role:owner"])], Due.AddDays(3)),
            new ReviewEscalated(Id, 2, [Seat(Ben)],
                [new("s", "s", ["person:ana@acme.test", "role:owner", "person:ben@acme.test"])], Due.AddDays(3)));

    [Fact]
    public void While_the_sender_has_the_word_nobody_is_late() =>
        Pass(Due.AddDays(3), Timed, new ReviewChangesRequested(Id, Ana.Person, "Again", [], Noon, null, true, Kenya)).ThenNothing();

    [Fact]
    public void The_clock_knows_when_to_look_again()
    {
        Clock(Timed).ShouldBe(Due.AddHours(-4));
        Clock(Timed, new ReviewReminded(Id, 1, Due, Noon)).ShouldBe(Due.AddHours(-1));
        Clock(Timed, Claimed(Ana, Noon)).ShouldBe(Noon + ReviewLimits.ClaimLease);
        Clock(Timed, new ReviewChangesRequested(Id, Ana.Person, "Again", [], Noon, null, true, Kenya)).ShouldBeNull();
        Clock(Timed, Claimed(Ana, Noon), new ReviewAssigned(Id, "s", [Ben.Person], "person", Ana.Person, "Away", [], Noon))
            .ShouldBe(Due.AddHours(-4), "a claim that was taken away runs out no more");
    }

    [Fact]
    public void A_due_time_that_means_never_moves_no_clock_out_of_what_a_time_can_be()
    {
        var never = Requested(request => request with
        {
            DueAt = DateTimeOffset.MaxValue.AddMinutes(-1), RemindBefore = ["P3000000D"], Escalations = [new("P1D", [Lead])],
        });
        Clock(never).ShouldBe(DateTimeOffset.MaxValue);
        Pass(Due, never).ThenNothing();
        StageReading.Escalations(JsonSerializer.SerializeToElement(new[]
        {
            new { after = "PT2H", to = "role:owner" }, new { after = "PT1H", to = "ben@acme.test" },
        }))!.Select(level => level.AfterDue).ShouldBe(["PT1H", "PT2H"]);
    }

    private static DateTimeOffset? Clock(params ReviewEvent[] events) => ProjectionSpec.For(ReviewClocks.Projection)
        .Given(History.Empty.In(Id.Value, events)).Rows[(new("acme"), new(Id.Value))].NextAt;

    private static DecisionSpec<Review, ReviewEvent> Pass(DateTimeOffset now, params ReviewEvent[] events) =>
        Given(events).When(review => ReviewDecider.Decide(new PassTime(now), review));
}
