using System.Net.Mail;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Persons;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Responses;

/// <summary>
/// Whom answers are about: who was asked, or, where an open link has asked nobody, the address in the field that the form
/// names for it. Erasing that person reaches the answers then, and the receipt has somewhere to go.
/// </summary>
internal sealed class AnswerPerson(IPersons persons)
{
    /// <param name="Seal">Null when the person was erased.</param>
    /// <param name="Named">As somebody says who they are in the form; null where it was known before.</param>
    public sealed record Found(PersonSeal? Seal, Recipient? Named);

    public async Task<Found> Of(FoundForm found, CompiledForm form, JsonElement answers, string? language, CancellationToken ct)
    {
        if (NamedIn(found.Letter, form.Form.Definition, answers) is { } email)
        {
            var seal = await SealFor(found.Tenant, new(email, null), ct);
            return new(seal, Addressing.Sealed(new(email, null, null, null, language), seal));
        }
        // Letters of old name nobody; the address makes the person.
        var recipient = found.Letter.Recipient;
        return new(found.Letter.PersonId is { } person ? await persons.SealOf(found.Tenant, person, ct)
            : await SealFor(found.Tenant, new(recipient.Email, recipient.Name), ct), null);
    }

    /// <summary>Whether the answers name somebody that the letter does not.</summary>
    public static string? NamedIn(InvitationIssued letter, FormDefinition definition, JsonElement answers)
    {
        var isAnonymous = letter.Recipient is { Email: "", Phone: null };
        // What was filled in for nobody in particular is sealed for nobody: it could not be erased with who is named now.
        var isFilledIn = letter.Prefill?.GetRawText().Contains("sealed.v1.", StringComparison.Ordinal) == true;
        return isAnonymous && !isFilledIn && definition.Ui.FindText("personField") is { } field
            && answers.FindText(field)?.Trim() is { Length: <= 254 } email
            && MailAddress.TryCreate(email, out var address) && address.Address == email ? email : null;
    }

    private async Task<PersonSeal> SealFor(TenantId tenant, PersonIdentity identity, CancellationToken ct) =>
        (await persons.SealsFor(tenant, [identity], ct))[0];
}
