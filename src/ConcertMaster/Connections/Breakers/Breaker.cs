using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Connections.Breakers;

using static Decision<BreakerEvent>;

/// <summary>What the cluster knows of whether the other side of a connection answers.</summary>
internal abstract record BreakerEvent : IDescribed
{
    public abstract string Describe();
}

/// <summary>The other side fails again and again: steps wait instead of trying.</summary>
/// <param name="Times">How often it was found failing, one after another; the pause doubles with each.</param>
[EventName("breaker.opened.v1")]
internal sealed record BreakerOpened(
    ConnectionId ConnectionId, string Reason, int Times, DateTimeOffset Until, DateTimeOffset At) : BreakerEvent
{
    public override string Describe() => $"stopped using the connection for a while: {Reason}";
}

/// <summary>The pause is over: one step tries, all others go on waiting.</summary>
[EventName("breaker.half-opened.v1")]
internal sealed record BreakerHalfOpened(ConnectionId ConnectionId, DateTimeOffset At) : BreakerEvent
{
    public override string Describe() => "tried whether the connection works again";
}

[EventName("breaker.closed.v1")]
internal sealed record BreakerClosed(ConnectionId ConnectionId, DateTimeOffset At) : BreakerEvent
{
    public override string Describe() => "found the connection working again";
}

/// <summary>Somebody changed the connection, so what failed before says nothing of it any more.</summary>
[EventName("breaker.reset.v1")]
internal sealed record BreakerReset(ConnectionId ConnectionId, DateTimeOffset At) : BreakerEvent
{
    public override string Describe() => "had the connection tried again at once, since it was changed";
}

internal abstract record Breaker
{
    private Breaker() { }

    public sealed record Closed : Breaker;

    public sealed record Open(int Times, DateTimeOffset Until) : Breaker;

    public sealed record HalfOpen(int Times, DateTimeOffset Since) : Breaker;

    public static readonly Decider<Breaker, BreakerEvent> Decider = new("breaker", new Closed(), Evolve);

    public static EventStream<Breaker, BreakerEvent> Stream(ConnectionId id) =>
        new(StableId.From("breaker", id.ToString()), Decider);

    public static Breaker Evolve(Breaker breaker, BreakerEvent @event) => (breaker, @event) switch
    {
        (Closed or HalfOpen, BreakerOpened e) => new Open(e.Times, e.Until),
        (Open open, BreakerHalfOpened e) => new HalfOpen(open.Times, e.At),
        (HalfOpen half, BreakerHalfOpened e) => half with { Since = e.At },
        (Open or HalfOpen, BreakerClosed or BreakerReset) => new Closed(),
        _ => throw new UnexpectedEventException(breaker, @event),
    };

    /// <summary>When to ask again; null when the connection may be used.</summary>
    public static DateTimeOffset? BlockedUntil(Breaker breaker) => breaker switch
    {
        Open open => open.Until,
        HalfOpen half => half.Since + BreakerLimits.TrialTimeMax,
        _ => null,
    };
}

internal static class BreakerLimits
{
    /// <summary>Transient failures in a row, on one node, after which steps stop trying a connection.</summary>
    public const int FailuresInARow = 5;

    /// <summary>First pause before a connection is tried again; doubled each time it still fails.</summary>
    public static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause before a connection is tried again.</summary>
    public static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(10);

    /// <summary>How long the one step that tries may take before another one may.</summary>
    public static readonly TimeSpan TrialTimeMax = TimeSpan.FromMinutes(1);
}

internal sealed record TryConnection(ConnectionId Id, DateTimeOffset At);

internal sealed record NoteConnectionFailed(ConnectionId Id, string Reason, DateTimeOffset At);

internal sealed record NoteConnectionWorks(ConnectionId Id, DateTimeOffset At);

internal sealed record ResetBreaker(ConnectionId Id, DateTimeOffset At);

internal static class BreakerDecider
{
    /// <summary>Accepted for one caller alone: that one may try.</summary>
    public static Decision<BreakerEvent> Decide(TryConnection command, Breaker state) =>
        Breaker.BlockedUntil(state) <= command.At ? Accept(new BreakerHalfOpened(command.Id, command.At)) : Nothing;

    public static Decision<BreakerEvent> Decide(NoteConnectionFailed command, Breaker state) => state switch
    {
        Breaker.Closed => Accept(Opened(command, 1)),
        Breaker.HalfOpen half => Accept(Opened(command, half.Times + 1)),
        _ => Nothing, // known, from a call that began before
    };

    public static Decision<BreakerEvent> Decide(NoteConnectionWorks command, Breaker state) =>
        state is Breaker.Closed ? Nothing : Accept(new BreakerClosed(command.Id, command.At));

    public static Decision<BreakerEvent> Decide(ResetBreaker command, Breaker state) =>
        state is Breaker.Closed ? Nothing : Accept(new BreakerReset(command.Id, command.At));

    private static BreakerOpened Opened(NoteConnectionFailed command, int times)
    {
        var pause = BreakerLimits.PauseMin * Math.Pow(2, Math.Min(times - 1, 20));
        var until = command.At + (pause < BreakerLimits.PauseMax ? pause : BreakerLimits.PauseMax);
        return new(command.Id, command.Reason, times, until, command.At);
    }
}
