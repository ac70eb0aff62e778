using System.Collections.Immutable;
using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Persons;

internal abstract record Person
{
    private Person() { }

    /// <param name="Consents">Version of the text agreed to, by consent; withdrawn ones are not among them.</param>
    public sealed record Known(ImmutableDictionary<string, string> Consents) : Person;

    public sealed record Erased(DateTimeOffset At) : Person;

    public static readonly Decider<Person, PersonEvent> Decider =
        new("person", new Known(ImmutableDictionary<string, string>.Empty), Evolve);

    public static EventStream<Person, PersonEvent> Stream(PersonId id) => new(id.Value, Decider);

    public static Person Evolve(Person person, PersonEvent @event) => (person, @event) switch
    {
        (Known, PersonErased e) => new Erased(e.At),
        (Known known, ConsentGiven e) => known with { Consents = known.Consents.SetItem(e.ConsentId, e.TextVersion) },
        (Known known, ConsentWithdrawn e) => known with { Consents = known.Consents.Remove(e.ConsentId) },
        _ => throw new UnexpectedEventException(person, @event),
    };
}
