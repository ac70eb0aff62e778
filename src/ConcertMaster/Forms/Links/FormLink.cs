using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Links;

internal enum OnePerPerson
{
    None,

    /// <summary>Whoever begins names an address, and the personal link is mailed to it.</summary>
    Email,
}

internal abstract record FormLinkEvent : IDescribed
{
    public abstract string Describe();
}

/// <param name="Quota">Most answers; null for any number.</param>
/// <param name="Locked">Questions whose prefilled answer cannot be changed.</param>
[EventName("form-link.opened.v1")]
internal sealed record FormLinkOpened(
    Guid LinkId, FormId FormId, string Name, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, int? Quota,
    OnePerPerson OnePerPerson, bool ProofOfWork, JsonElement? Prefill, IReadOnlyList<string> Locked, UserId By,
    DateTimeOffset At) : FormLinkEvent
{
    public override string Describe() => $"opened the link {Name}";
}

[EventName("form-link.closed.v1")]
internal sealed record FormLinkClosed(Guid LinkId, UserId By, DateTimeOffset At) : FormLinkEvent
{
    public override string Describe() => "closed the link";
}

internal abstract record FormLink
{
    private FormLink() { }

    public sealed record None : FormLink;

    public sealed record Known(FormLinkOpened Terms, bool IsClosed) : FormLink;

    public static readonly Decider<FormLink, FormLinkEvent> Decider = new("form-link", new None(), Evolve);

    public static EventStream<FormLink, FormLinkEvent> Stream(Guid id) => new(id, Decider);

    public static FormLink Evolve(FormLink link, FormLinkEvent @event) => (link, @event) switch
    {
        (None, FormLinkOpened e) => new Known(e, false),
        (Known known, FormLinkClosed) => known with { IsClosed = true },
        _ => throw new UnexpectedEventException(link, @event),
    };
}
