using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Persons;

public readonly record struct PersonId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>Who may see a value in the clear.</summary>
public enum Protection
{
    /// <summary>Name and address of somebody who was written to: everybody who is signed in.</summary>
    Contact,

    /// <summary>Those with <see cref="Permission.ViewPersonal"/>.</summary>
    Personal,

    /// <summary>Those with <see cref="Permission.ViewSecret"/>.</summary>
    Secret,
}

/// <summary>The one place that says who may see what in the clear.</summary>
public static class PersonPermissions
{
    public static Func<Protection, bool> Of(Actor actor) => protection => protection switch
    {
        Protection.Contact => true,
        Protection.Personal => actor.May(Permission.ViewPersonal),
        _ => actor.May(Permission.ViewSecret),
    };
}

/// <summary>Somebody, as known when they are written to.</summary>
/// <param name="Email">Makes the person: the same address is the same person.</param>
public sealed record PersonIdentity(string Email, string? Name);

/// <summary>Seals values of one person. Holds the key: make it for one act and let it go.</summary>
public sealed class PersonSeal
{
    private readonly Func<JsonElement, Protection, string> _seal;

    internal PersonSeal(PersonId person, Func<JsonElement, Protection, string> seal) => (Person, _seal) = (person, seal);

    public PersonId Person { get; }

    /// <summary>A text that stands for the value wherever it goes, until the person is erased.</summary>
    public string Seal(JsonElement value, Protection protection) => _seal(value, protection);

    public string Seal(string text, Protection protection) => _seal(AppJson.ToElement(text), protection);
}

/// <summary>People and the keys their values are sealed with.</summary>
public interface IPersons
{
    /// <summary>In the order of the identities; whoever is not known yet is from now on.</summary>
    Task<IReadOnlyList<PersonSeal>> SealsFor(
        TenantId tenant, IReadOnlyList<PersonIdentity> identities, CancellationToken ct);

    /// <summary>Who has this address; null when nobody was written to by it.</summary>
    Task<PersonId?> Find(TenantId tenant, string email, CancellationToken ct);

    /// <summary>Null when the person is not known or was erased.</summary>
    Task<PersonSeal?> SealOf(TenantId tenant, PersonId person, CancellationToken ct);

    /// <summary>Null when the person was not erased.</summary>
    Task<DateTimeOffset?> ErasedAt(TenantId tenant, PersonId person, CancellationToken ct);
}

/// <summary>
/// Sealed values in any text. What was masked reads <see cref="Mask"/>, what was erased <c>erased on 2026-01-31</c>.
/// </summary>
public interface IProtectedValues
{
    public const string Mask = "•••";

    /// <summary>Every class.</summary>
    public static readonly Func<Protection, bool> All = _ => true;

    /// <summary>Opens what may be opened in a text.</summary>
    ValueTask<string> Open(TenantId tenant, string text, Func<Protection, bool> may, CancellationToken ct);

    /// <summary>Opens what may be opened in HTML, escaped.</summary>
    ValueTask<string> OpenHtml(TenantId tenant, string html, Func<Protection, bool> may, CancellationToken ct);

    /// <summary>Opens what may be opened in JSON: a text that is one sealed value becomes that value.</summary>
    ValueTask<JsonElement> Open(TenantId tenant, JsonElement json, Func<Protection, bool> may, CancellationToken ct);
}

/// <summary>Where a slice keeps something of persons outside of the log; asked to forget it when one is erased.</summary>
public interface IPersonData
{
    /// <param name="email">Null when it is known no more.</param>
    /// <param name="by">Who has erased the person: what has to be noted for it is their act.</param>
    Task Forget(TenantId tenant, PersonId person, string? email, UserId by, CancellationToken ct);
}

/// <summary>Consents as facts about a person.</summary>
public interface IConsents
{
    Task NoteGiven(TenantId tenant, ConsentNote consent, CancellationToken ct);

    /// <summary>Names of the consents that hold now.</summary>
    Task<IReadOnlyList<string>> Held(TenantId tenant, PersonId person, CancellationToken ct);

    /// <returns>False when this person has given no such consent.</returns>
    Task<bool> NoteWithdrawn(
        TenantId tenant, PersonId person, string consentId, string by, string? reason, CancellationToken ct);
}

public sealed record ConsentNote(
    PersonId Person, string ConsentId, string TextVersion, string TextSha256, string Source, DateTimeOffset At);
