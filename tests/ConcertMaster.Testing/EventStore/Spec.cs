using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using Shouldly;

namespace ConcertMaster.Testing.EventStore;

/// <summary>
/// Given facts, when asked, then facts: <c>Spec.For(Review.Decider).Given(…).When(state => Decide(command, state)).Then(…)</c>.
/// </summary>
public static class Spec
{
    /// <summary>Begins with an empty history.</summary>
    public static DeciderSpec<TState, TEvent> For<TState, TEvent>(Decider<TState, TEvent> decider)
        where TEvent : class => new(decider, []);
}

/// <summary>The history that a decision is taken after.</summary>
public sealed class DeciderSpec<TState, TEvent>(Decider<TState, TEvent> decider, IReadOnlyList<TEvent> history)
    where TEvent : class
{
    /// <summary>The same, after these events too.</summary>
    public DeciderSpec<TState, TEvent> Given(params IReadOnlyList<TEvent> events) =>
        new(decider, [.. history, .. events]);

    /// <summary>The state that the history folds to.</summary>
    public TState State => history.Aggregate(decider.Initial, decider.Evolve);

    /// <summary>Takes the decision on the state that the history folds to.</summary>
    public DecisionSpec<TState, TEvent> When(Func<TState, Decision<TEvent>> decide) =>
        new(decider, State, decide, decide(State));

    /// <summary>For histories alone: what they amount to.</summary>
    public void ThenState(TState expected) => State.ShouldBe(expected);
}

/// <summary>A decision taken, to be compared with what was expected.</summary>
public sealed class DecisionSpec<TState, TEvent>(
    Decider<TState, TEvent> decider, TState before, Func<TState, Decision<TEvent>> decide, Decision<TEvent> decision)
    where TEvent : class
{
    /// <summary>What was decided, for what these methods do not ask.</summary>
    public Decision<TEvent> Decision => decision;

    /// <summary>Accepted, with exactly these events.</summary>
    public DecisionSpec<TState, TEvent> Then(params IReadOnlyList<TEvent> events)
    {
        Accepted().Select(AsStored).ShouldBe(events.Select(AsStored));
        return this;
    }

    // Compared as they would be stored: equality of records stops at JSON values and lists.
    private static string AsStored(TEvent @event) => $"{@event.GetType().Name} " +
        System.Text.Json.JsonSerializer.Serialize(@event, @event.GetType(), EventCatalogue.DefaultJson);

    /// <summary>Refused, with the code of this refusal.</summary>
    public DecisionSpec<TState, TEvent> ThenRefused(Refusal refusal)
    {
        Refused().Code.ShouldBe(refusal.Code);
        return this;
    }

    /// <inheritdoc cref="ThenRefused(Refusal)"/>
    public DecisionSpec<TState, TEvent> ThenRefused(string code)
    {
        Refused().Code.ShouldBe(code);
        return this;
    }

    /// <summary>There was nothing to do, and it was not refused.</summary>
    public DecisionSpec<TState, TEvent> ThenNothing()
    {
        decision.ShouldBeOfType<Decision<TEvent>.Unchanged>(Told());
        return this;
    }

    /// <summary>What history and new events amount to together.</summary>
    public DecisionSpec<TState, TEvent> ThenState(TState expected)
    {
        After().ShouldBe(expected);
        return this;
    }

    /// <summary>A repeated command adds no event.</summary>
    public DecisionSpec<TState, TEvent> AndRepeatingAddsNothing()
    {
        var again = decide(After());
        if (again is Decision<TEvent>.Accepted repeated)
            throw new ShouldAssertException($"The repeated command added {string.Join(", ", repeated.Events)}.");
        return this;
    }

    private TState After() => decision is Decision<TEvent>.Accepted accepted
        ? accepted.Events.Aggregate(before, decider.Evolve)
        : before;

    private IReadOnlyList<TEvent> Accepted() => decision is Decision<TEvent>.Accepted accepted
        ? accepted.Events
        : throw new ShouldAssertException($"Expected events, but {Told()}");

    private Refusal Refused() => decision is Decision<TEvent>.Refused refused
        ? refused.Refusal
        : throw new ShouldAssertException($"Expected a refusal, but {Told()}");

    private string Told() => decision switch
    {
        Decision<TEvent>.Refused refused => $"it was refused: {refused.Refusal.Code}, {refused.Refusal.Message}",
        Decision<TEvent>.Accepted accepted => $"it was accepted with {string.Join(", ", accepted.Events)}",
        _ => "nothing was to be done.",
    };
}
