using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Output;

namespace ConcertMaster.Forms.Invitations;

/// <summary>One person to be asked.</summary>
/// <param name="Message">Replaces the message of the sending for this person.</param>
internal sealed record InvitedPerson(Recipient Recipient, JsonElement? Prefill, string? Message);

/// <summary>One sending of one form version.</summary>
/// <param name="Id">The same for a repeated attempt, so that nobody is asked twice.</param>
internal sealed record Sending(
    Guid Id, PublishedForm Form, IReadOnlyList<InvitedPerson> People, string? Message, DateTimeOffset? Deadline,
    IReadOnlyList<DateTimeOffset> Reminders, string? For, DateTimeOffset At);

internal sealed record SentInvitation(InvitationId Id, string Token, string Url, Recipient Recipient, string? Bounced);

/// <summary>Issues invitations and mails them. Doing it again finishes what was left undone and repeats nothing.</summary>
internal sealed class Inviting(InvitationLinks links, InvitationMail mail, TimeProvider time)
{
    public async Task<IReadOnlyList<SentInvitation>> Send(EventSession session, Sending sending, CancellationToken ct)
    {
        var sent = new SentInvitation[sending.People.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = FormLimits.InvitingAtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(sending.People.Index(), parallel, async (person, stop) =>
            sent[person.Index] = await Invite(session, sending, person.Item, person.Index, stop));
        return sent;
    }

    private async Task<SentInvitation> Invite(
        EventSession session, Sending sending, InvitedPerson person, int index, CancellationToken ct)
    {
        var id = new InvitationId(Shared.StableId.From(
            session.Tenant.Value, "invitation", sending.Id.ToString(), index.ToString(), person.Recipient.Email));
        var letter = new InvitationIssued(id, sending.Id, sending.Form.FormId, sending.Form.Version, person.Recipient,
            person.Prefill, person.Message ?? sending.Message, sending.Deadline, sending.Reminders, sending.For, sending.At);
        await links.Remember(session.Tenant, id, ct);
        var issued = await session.Transact(Invitation.Stream(id),
            state => InvitationDecider.Decide(new IssueInvitation(letter), state), ct: ct);
        var token = links.TokenOf(session.Tenant, id);
        var bounced = issued.State is Invitation.Issued { SentAt: null }
            ? await Mail(session, letter, sending.Form.Name, ct)
            : null;
        return new(id, token, links.UrlOf(token), person.Recipient, bounced);
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
