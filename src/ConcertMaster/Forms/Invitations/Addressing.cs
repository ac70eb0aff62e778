using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Persons;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Invitations;

/// <summary>One person to be asked, as the sender wrote it.</summary>
/// <param name="Message">Replaces the message of the sending for this person.</param>
internal sealed record InvitedPerson(Recipient Recipient, JsonElement? Prefill, string? Message);

/// <summary>One person to be asked, with all that is theirs sealed.</summary>
internal sealed record Addressee(PersonId PersonId, Recipient Recipient, JsonElement? Prefill = null, string? Message = null);

/// <summary>Makes addressees of people: from here on nothing can be read once the person was erased.</summary>
internal sealed class Addressing(IPersons persons, IProtectedValues values)
{
    public async Task<IReadOnlyList<Addressee>> Seal(
        TenantId tenant, IReadOnlyList<InvitedPerson> people, ProtectedFields protects, CancellationToken ct)
    {
        var seals = await persons.SealsFor(tenant, [.. people.Select(one => IdentityOf(one.Recipient))], ct);
        var addressees = new Addressee[people.Count];
        foreach (var (index, person) in people.Index())
            addressees[index] = new(seals[index].Person, Sealed(person.Recipient, seals[index]),
                person.Prefill is { } given ? await SealPrefill(tenant, given, seals[index], protects, ct) : null,
                person.Message is { } own ? seals[index].Seal(own, Protection.Contact) : null);
        return addressees;
    }

    public static Recipient Sealed(Recipient recipient, PersonSeal seal)
    {
        string? Text(string? text) => text is { Length: > 0 } given ? seal.Seal(given, Protection.Contact) : text;
        return recipient with { Email = Text(recipient.Email)!, Name = Text(recipient.Name), Phone = Text(recipient.Phone) };
    }

    // A value that was sealed for somebody else is sealed anew where the question is protected, and stays as it is elsewhere.
    public async Task<JsonElement> SealPrefill(
        TenantId tenant, JsonElement prefill, PersonSeal seal, ProtectedFields protects, CancellationToken ct)
    {
        if (protects.ByName.Count == 0) return prefill;
        var opened = await values.Open(tenant, prefill, IProtectedValues.All, ct);
        return protects.Seal(JsonShape.ObjectOf(prefill.EnumerateObject().Select(field => KeyValuePair.Create(
            field.Name, protects.ByName.ContainsKey(field.Name) ? opened.GetProperty(field.Name) : field.Value))), seal);
    }

    private static PersonIdentity IdentityOf(Recipient recipient) =>
        new(recipient.Email.Length > 0 ? recipient.Email : $"tel:{recipient.Phone}", recipient.Name);
}
