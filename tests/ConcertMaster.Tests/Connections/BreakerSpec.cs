using ConcertMaster.Connections;
using ConcertMaster.Connections.Breakers;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Connections;

public sealed class BreakerSpec
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConnectionId Id = new(new Guid(1, 0, 0, new byte[8]));

    private static readonly BreakerOpened Opened = new(Id, "No answer", 1, Noon.AddSeconds(30), Noon);

    [Fact]
    public void A_failing_connection_rests_for_half_a_minute() =>
        Given().When(state => BreakerDecider.Decide(new NoteConnectionFailed(Id, "No answer", Noon), state))
            .Then(Opened).AndRepeatingAddsNothing();

    [Fact]
    public void Nobody_tries_before_the_pause_is_over_and_then_one_alone()
    {
        Given(Opened).When(Try(Noon.AddSeconds(29))).ThenNothing();
        Given(Opened).When(Try(Noon.AddSeconds(30))).Then(new BreakerHalfOpened(Id, Noon.AddSeconds(30))).AndRepeatingAddsNothing();
    }

    [Fact]
    public void One_that_tried_and_was_never_heard_of_again_is_followed_by_another() =>
        Given(Opened, new BreakerHalfOpened(Id, Noon.AddSeconds(30))).When(Try(Noon.AddSeconds(90)))
            .Then(new BreakerHalfOpened(Id, Noon.AddSeconds(90)));

    [Theory]
    [InlineData(1, 60)]
    [InlineData(4, 480)]
    [InlineData(5, 600)]
    [InlineData(60, 600)]
    public void While_it_still_fails_the_pause_doubles_up_to_ten_minutes(int times, int seconds) =>
        Given(Opened with { Times = times }, new BreakerHalfOpened(Id, Noon))
            .When(state => BreakerDecider.Decide(new NoteConnectionFailed(Id, "Still none", Noon), state))
            .Then(new BreakerOpened(Id, "Still none", times + 1, Noon.AddSeconds(seconds), Noon));

    [Fact]
    public void One_success_closes_it() =>
        Given(Opened, new BreakerHalfOpened(Id, Noon))
            .When(state => BreakerDecider.Decide(new NoteConnectionWorks(Id, Noon), state))
            .Then(new BreakerClosed(Id, Noon)).AndRepeatingAddsNothing();

    [Fact]
    public void A_change_of_the_connection_closes_it() =>
        Given(Opened).When(state => BreakerDecider.Decide(new ResetBreaker(Id, Noon), state))
            .Then(new BreakerReset(Id, Noon)).AndRepeatingAddsNothing();

    private static Func<Breaker, ConcertMaster.EventStore.Decisions.Decision<BreakerEvent>> Try(DateTimeOffset at) =>
        state => BreakerDecider.Decide(new TryConnection(Id, at), state);

    private static DeciderSpec<Breaker, BreakerEvent> Given(params IReadOnlyList<BreakerEvent> events) =>
        Spec.For(Breaker.Decider).Given(events);
}
