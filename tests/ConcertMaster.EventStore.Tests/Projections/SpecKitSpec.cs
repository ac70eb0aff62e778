using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Tests.Fixtures;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.EventStore.Tests.Projections;

public sealed class SpecKitSpec
{
    private static readonly Guid Id = new("0198c0de-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Refusal AlreadyClosed = new("counter.closed", 409, "It is closed.");

    private static Decision<CounterEvent> Close(Counter state) =>
        state.Closed ? Decision<CounterEvent>.Nothing : Decision<CounterEvent>.Accept(new CounterClosed());

    private static Decision<CounterEvent> Add(Counter state) => state.Closed
        ? Decision<CounterEvent>.Refuse(AlreadyClosed)
        : Decision<CounterEvent>.Accept(new CounterAdded(1));

    [Fact]
    public void A_decision_is_compared_with_its_events_refusal_or_nothing()
    {
        var open = Spec.For(Counter.Decider).Given(new CounterOpened("a"));

        open.When(Close).Then(new CounterClosed()).AndRepeatingAddsNothing();
        open.Given(new CounterClosed()).When(Close).ThenNothing();
        open.Given(new CounterClosed()).When(Add).ThenRefused(AlreadyClosed);
        Should.Throw<ShouldAssertException>(() => open.When(Add).AndRepeatingAddsNothing());
        Should.Throw<ShouldAssertException>(() => open.When(Add).ThenRefused(AlreadyClosed));
    }

    [Fact]
    public void A_projection_is_compared_with_its_rows() =>
        ProjectionSpec.For<CounterKey, CounterRow>(CounterRows.Projection())
            .Given(History.Empty.At(Noon)
                .In(Id, new CounterOpened("a"), new CounterAdded(2))
                .Of("other").In(Id, new CounterOpened("b"), new CounterClosed()))
            .Then(new(Id), new("a", 2, 2, Noon))
            .ThenNoRow(new(Id), tenant: "other");
}
