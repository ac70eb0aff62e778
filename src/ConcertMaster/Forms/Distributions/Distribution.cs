using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Distributions;

internal abstract record DistributionEvent : IDescribed
{
    public abstract string Describe();
}

/// <summary>
/// A part of those who are to be asked. Parts come before <see cref="DistributionAccepted"/>: a sending whose parts did
/// not all arrive was never accepted, and nobody hears of it.
/// </summary>
/// <param name="From">The place of the first of them in the whole sending.</param>
[EventName("distribution.recipients.v1")]
internal sealed record RecipientsTaken(Guid DistributionId, int From, IReadOnlyList<Addressee> People) : DistributionEvent
{
    public override string Describe() => People.Count == 1
        ? $"listed recipient {From + 1} of a sending" : $"listed recipients {From + 1} to {From + People.Count} of a sending";
}

/// <param name="OpensAt">When people are told, and can answer from then on; null: at once.</param>
/// <param name="Locked">Questions whose filled-in answer cannot be changed; null for none.</param>
[EventName("distribution.accepted.v1")]
internal sealed record DistributionAccepted(
    Guid DistributionId, FormId FormId, int FormVersion, string FormName, int Count, Channel Channel, string? Message,
    DateTimeOffset? Deadline, IReadOnlyList<DateTimeOffset> Reminders, UserId By, DateTimeOffset At,
    DateTimeOffset? OpensAt = null, IReadOnlyList<string>? Locked = null) : DistributionEvent
{
    public override string Describe() => $"sends {FormName} to {Count} {(Count == 1 ? "person" : "people")}"
        + (OpensAt is { } opens ? $" from {opens.ToUniversalTime():yyyy-MM-dd HH:mm} UTC on" : "");
}

/// <summary>Everybody was told, or could not be.</summary>
[EventName("distribution.finished.v1")]
internal sealed record DistributionFinished(Guid DistributionId, int Sent, int Undelivered, DateTimeOffset At) : DistributionEvent
{
    public override string Describe() => $"finished the sending: told {Sent} {(Sent == 1 ? "person" : "people")}"
        + (Undelivered == 0 ? "" : $", could not reach {Undelivered}");
}

/// <summary>Whoever was not told yet will not be.</summary>
[EventName("distribution.stopped.v1")]
internal sealed record DistributionStopped(Guid DistributionId, UserId By, DateTimeOffset At) : DistributionEvent
{
    public override string Describe() => "stopped the sending";
}

/// <summary>One sending of a form by hand.</summary>
internal abstract record Distribution
{
    private Distribution() { }

    /// <param name="Parts">How many parts of recipients have come in.</param>
    public sealed record Arriving(int Parts) : Distribution;

    public sealed record Under(DistributionAccepted Terms, int Parts) : Distribution;

    public sealed record Ended(DistributionAccepted Terms, bool IsStopped) : Distribution;

    public static readonly Decider<Distribution, DistributionEvent> Decider = new("distribution", new Arriving(0), Evolve);

    public static EventStream<Distribution, DistributionEvent> Stream(Guid id) => new(id, Decider);

    public static Distribution Evolve(Distribution distribution, DistributionEvent @event) => (distribution, @event) switch
    {
        (Arriving arriving, RecipientsTaken) => new Arriving(arriving.Parts + 1),
        (Arriving arriving, DistributionAccepted e) => new Under(e, arriving.Parts),
        (Under under, DistributionFinished) => new Ended(under.Terms, false),
        (Under under, DistributionStopped) => new Ended(under.Terms, true),
        _ => throw new UnexpectedEventException(distribution, @event),
    };
}
