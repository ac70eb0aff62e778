using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Output;
using ConcertMaster.Persons;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Invitations;

/// <summary>One person to be asked.</summary>
/// <param name="Message">Replaces the message of the sending for this person.</param>
internal sealed record InvitedPerson(Recipient Recipient, JsonElement? Prefill, string? Message);

/// <summary>One sending of one form version.</summary>
/// <param name="Id">The same for a repeated attempt, so that nobody is asked twice.</param>
internal sealed record Sending(
    Guid Id, PublishedForm Form, IReadOnlyList<InvitedPerson> People, string? Message, DateTimeOffset? Deadline,
    IReadOnlyList<DateTimeOffset> Reminders, string? For, DateTimeOffset At);

/// <param name="Email">Null for somebody who stays unknown.</param>
internal sealed record ByLink(
    Guid LinkId, PublishedForm Form, string? Email, JsonElement? Prefill, IReadOnlyList<string> Locked,
    DateTimeOffset? Deadline, int? Quota, DateTimeOffset At);

internal sealed record SentInvitation(InvitationId Id, string Token, string Url, Recipient Recipient, string? Bounced);

/// <summary>Issues invitations and mails them. Doing it again finishes what was left undone and repeats nothing.</summary>
internal sealed class Inviting(
    InvitationLinks links, InvitationMail mail, IPersons persons, IProtectedValues values, TimeProvider time)
{
    public async Task<IReadOnlyList<SentInvitation>> Send(EventSession session, Sending sending, CancellationToken ct)
    {
        var sent = new SentInvitation[sending.People.Count];
        var seals = await persons.SealsFor(session.Tenant,
            [.. sending.People.Select(one => new PersonIdentity(one.Recipient.Email, one.Recipient.Name))], ct);
        var protects = ProtectedFields.Of(sending.Form.Definition);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = FormLimits.InvitingAtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(sending.People.Index(), parallel, async (person, stop) =>
            sent[person.Index] = await Invite(session, sending,
                new(person.Item, person.Index, seals[person.Index], protects), stop));
        return sent;
    }

    private async Task<SentInvitation> Invite(
        EventSession session, Sending sending, Asked asked, CancellationToken ct)
    {
        var (person, index, seal, protects) = asked;
        var id = new InvitationId(Shared.StableId.From(
            session.Tenant.Value, "invitation", sending.Id.ToString(), index.ToString(), person.Recipient.Email));
        var prefill = person.Prefill is { } given ? await SealPrefill(session.Tenant, given, seal, protects, ct) : (JsonElement?)null;
        var letter = new InvitationIssued(id, sending.Id, sending.Form.FormId, sending.Form.Version,
            Sealed(person.Recipient, seal), prefill,
            person.Message is { } own ? seal.Seal(own, Protection.Contact) : sending.Message, sending.Deadline,
            sending.Reminders, sending.For, sending.At, seal.Person);
        await links.Remember(session.Tenant, id, seal.Person, ct);
        var issued = await session.Transact(Invitation.Stream(id),
            state => InvitationDecider.Decide(new IssueInvitation(letter), state), ct: ct);
        var token = links.TokenOf(session.Tenant, id);
        var bounced = issued.State is Invitation.Issued { SentAt: null }
            ? await Mail(session, letter, sending.Form.Name, ct)
            : null;
        return new(id, token, links.UrlOf(token), letter.Recipient, bounced);
    }

    /// <summary>
    /// Somebody begins by an open link. Where an address is named, it makes the invitation: the same one gets the same.
    /// </summary>
    public async Task<SentInvitation> InviteByLink(EventSession session, ByLink begun, CancellationToken ct)
    {
        var identity = begun.Email ?? $"anonymous:{Guid.CreateVersion7(begun.At):N}";
        var seal = (await persons.SealsFor(session.Tenant, [new(identity, null)], ct))[0];
        var id = new InvitationId(Shared.StableId.From(
            session.Tenant.Value, "invitation", begun.LinkId.ToString(), seal.Person.ToString()));
        var recipient = begun.Email is { } email ? Sealed(new(email, null, null), seal) : new Recipient("", "Anonymous", null);
        var prefill = begun.Prefill is { } given
            ? await SealPrefill(session.Tenant, given, seal, ProtectedFields.Of(begun.Form.Definition), ct) : (JsonElement?)null;
        var letter = new InvitationIssued(id, begun.LinkId, begun.Form.FormId, begun.Form.Version, recipient, prefill, null,
            begun.Deadline, [], null, begun.At, seal.Person, begun.Locked.Count == 0 ? null : begun.Locked, begun.Quota);
        await links.Remember(session.Tenant, id, seal.Person, ct);
        var issued = await session.Transact(Invitation.Stream(id),
            state => InvitationDecider.Decide(new IssueInvitation(letter), state), ct: ct);
        var bounced = begun.Email is null ? null : issued.State switch
        {
            Invitation.Issued { SentAt: null } => await Mail(session, letter, begun.Form.Name, ct),
            // Asked for again: not so often that a link could be used to pester somebody.
            Invitation.Issued { SentAt: { } sent } again when begun.At - sent > FormLimits.MailAgainAfter =>
                await MailAgain(session, again.Letter, begun.Form.Name, issued.Version, ct),
            _ => null,
        };
        var token = links.TokenOf(session.Tenant, id);
        return new(id, token, links.UrlOf(token), letter.Recipient, bounced);
    }

    private async Task<string?> MailAgain(
        EventSession session, InvitationIssued letter, string form, long version, CancellationToken ct)
    {
        await mail.Resend(session.Tenant, letter, form, version, ct);
        var sent = new InvitationSent(letter.InvitationId, time.GetUtcNow());
        await session.Transact(Invitation.Stream(letter.InvitationId), state => state is Invitation.Issued
            ? Decision<InvitationEvent>.Accept(sent) : Decision<InvitationEvent>.Nothing, ct: ct);
        return null;
    }

    private sealed record Asked(InvitedPerson Person, int Index, PersonSeal Seal, ProtectedFields Protects);

    private static Recipient Sealed(Recipient recipient, PersonSeal seal) => recipient with
    {
        Email = seal.Seal(recipient.Email, Protection.Contact),
        Name = recipient.Name is { } name ? seal.Seal(name, Protection.Contact) : null,
    };

    // A value that was sealed for somebody else is sealed anew where the question is protected, and stays as it is elsewhere.
    private async Task<JsonElement> SealPrefill(
        TenantId tenant, JsonElement prefill, PersonSeal seal, ProtectedFields protects, CancellationToken ct)
    {
        if (protects.ByName.Count == 0) return prefill;
        var opened = await values.Open(tenant, prefill, IProtectedValues.All, ct);
        return protects.Seal(JsonShape.ObjectOf(prefill.EnumerateObject().Select(field => KeyValuePair.Create(
            field.Name, protects.ByName.ContainsKey(field.Name) ? opened.GetProperty(field.Name) : field.Value))), seal);
    }

    private async Task<string?> Mail(EventSession session, InvitationIssued letter, string formName, CancellationToken ct)
    {
        string? bounced = null;
        try
        {
            await mail.Invite(session.Tenant, letter, formName, ct);
        }
        catch (MailRefusedException refused)
        {
            bounced = refused.Message;
        }
        var now = time.GetUtcNow();
        await session.Transact(Invitation.Stream(letter.InvitationId), state => bounced is null
            ? InvitationDecider.Decide(new NoteInvitationSent(now), state)
            : InvitationDecider.Decide(new NoteInvitationBounced(bounced, now), state), ct: ct);
        return bounced;
    }
}
