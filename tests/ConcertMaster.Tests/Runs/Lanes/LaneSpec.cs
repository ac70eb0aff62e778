using ConcertMaster.Runs.Lanes;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Runs.Lanes;

public sealed class LaneSpec
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid A = new(1, 0, 0, new byte[8]), B = new(2, 0, 0, new byte[8]), C = new(3, 0, 0, new byte[8]);

    [Fact]
    public void The_first_goes_ahead_and_the_next_stands_in_line()
    {
        Given().When(Enter(A)).Then(Entered(A), new LaneAdmitted(A, 1, Noon)).AndRepeatingAddsNothing();
        Given(Entered(A), new LaneAdmitted(A, 1, Noon)).When(Enter(B)).Then(Entered(B)).AndRepeatingAddsNothing();
    }

    [Fact]
    public void A_place_that_is_free_goes_to_the_highest_priority_and_among_equals_to_the_first() =>
        Given(Entered(A), new LaneAdmitted(A, 1, Noon), Entered(B), Entered(C, priority: 5)).When(Leave(A))
            .Then(new LaneLeft(A, 1, Noon), new LaneAdmitted(C, 1, Noon)).AndRepeatingAddsNothing();

    [Fact]
    public void One_that_is_cancelled_in_line_is_passed_over() =>
        Given(Entered(A), new LaneAdmitted(A, 1, Noon), Entered(B), Entered(C)).When(Leave(B)).Then(new LaneLeft(B, 1, Noon));

    [Fact]
    public void Whoever_left_before_a_late_message_came_does_not_come_back()
    {
        Given(new LaneLeft(A, 1, Noon)).When(Enter(A)).ThenNothing();
        Given(new LaneLeft(A, 1, Noon)).When(lane => LaneDecider.Decide(new EnterLane(new(A, 2, 0), 1, Noon), lane))
            .Then(new LaneEntered(A, 2, 0, 1, Noon), new LaneAdmitted(A, 2, Noon));
    }

    [Fact]
    public void A_higher_limit_lets_those_in_line_go_ahead_at_once() =>
        Given(Entered(A), new LaneAdmitted(A, 1, Noon), Entered(B), Entered(C))
            .When(lane => LaneDecider.Decide(new LimitLane(3, "ona", Noon), lane))
            .Then(new LaneLimited(3, "ona", Noon), new LaneAdmitted(B, 1, Noon), new LaneAdmitted(C, 1, Noon))
            .AndRepeatingAddsNothing();

    [Theory]
    [InlineData(0)]
    [InlineData(LaneLimits.RunsAtOnceMax + 1)]
    public void A_limit_has_its_limits(int max) =>
        Given().When(lane => LaneDecider.Decide(new LimitLane(max, "ona", Noon), lane)).ThenRefused(LaneRefusals.LimitInvalid);

    [Fact]
    public void A_line_does_not_grow_without_end()
    {
        var queue = Enumerable.Range(0, LaneLimits.QueuedCountMax).Select(i => new LaneEntry(new Guid(i, 9, 9, new byte[8]), 1, 0));
        var full = Lane.Empty with { Max = 1, Running = [new(A, 1, 0)], Queue = [.. queue] };
        LaneDecider.Decide(new EnterLane(new(B, 1, 0), 1, Noon), full)
            .ShouldBe(ConcertMaster.EventStore.Decisions.Decision<LaneEvent>.Refuse(LaneRefusals.Full));
    }

    private static LaneEntered Entered(Guid run, int priority = 0) => new(run, 1, priority, 1, Noon);

    private static Func<Lane, ConcertMaster.EventStore.Decisions.Decision<LaneEvent>> Enter(Guid run) =>
        lane => LaneDecider.Decide(new EnterLane(new(run, 1, 0), 1, Noon), lane);

    private static Func<Lane, ConcertMaster.EventStore.Decisions.Decision<LaneEvent>> Leave(Guid run) =>
        lane => LaneDecider.Decide(new LeaveLane(run, 1, Noon), lane);

    private static DeciderSpec<Lane, LaneEvent> Given(params IReadOnlyList<LaneEvent> events) =>
        Spec.For(Lane.Decider).Given(events);
}
