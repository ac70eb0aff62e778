using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Persons;

internal abstract record PersonEvent : IDescribed
{
    public abstract string Describe();
}

/// <summary>From now on nothing that was sealed for this person can be read.</summary>
[EventName("person.erased.v1")]
internal sealed record PersonErased(PersonId PersonId, string Reason, UserId By, DateTimeOffset At) : PersonEvent
{
    public override string Describe() => "erased a person";
}

/// <param name="TextSha256">Of the text that was agreed to, in hex.</param>
/// <param name="Source">Where it was given, such as the number of a response.</param>
[EventName("consent.given.v1")]
internal sealed record ConsentGiven(
    PersonId PersonId, string ConsentId, string TextVersion, string TextSha256, string Source, DateTimeOffset At) : PersonEvent
{
    public override string Describe() => $"consented to {ConsentId}, version {TextVersion}";
}

/// <param name="By">A user's id, or the name of the part of the system by which the person did it.</param>
[EventName("consent.withdrawn.v1")]
internal sealed record ConsentWithdrawn(PersonId PersonId, string ConsentId, string By, string? Reason, DateTimeOffset At)
    : PersonEvent
{
    public override string Describe() => $"withdrew the consent to {ConsentId}";
}
