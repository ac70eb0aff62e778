using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Persons;

namespace ConcertMaster.Forms.Invitations;

/// <summary>What all invitations of one sending have in common.</summary>
/// <param name="Id">The same for a repeated attempt, so that nobody is asked twice.</param>
/// <param name="Locked">Questions whose filled-in answer cannot be changed; null for none.</param>
internal sealed record Sending(
    Guid Id, FormId FormId, int FormVersion, string FormName, Channel Channel, string? Message, DateTimeOffset? Deadline,
    IReadOnlyList<DateTimeOffset> Reminders, string? For, DateTimeOffset At, IReadOnlyList<string>? Locked = null);

/// <param name="Email">Null for somebody who stays unknown.</param>
/// <param name="Language">In which the form was read before it was begun.</param>
internal sealed record ByLink(
    Guid LinkId, PublishedForm Form, string? Email, JsonElement? Prefill, IReadOnlyList<string> Locked,
    DateTimeOffset? Deadline, int? Quota, DateTimeOffset At, string? Language = null);

/// <param name="Bounced">Why it could not be delivered; null when it is out.</param>
internal sealed record SentInvitation(InvitationId Id, string Token, string Url, Recipient Recipient, string? Bounced);

/// <summary>
/// Issues invitations and tells people, a part at a time: an act for the whole part costs as much as one for one person.
/// Doing it again finishes what was left undone and repeats nothing.
/// </summary>
internal sealed class Inviting(
    InvitationLinks links, InvitationLetters letters, IPersons persons, Addressing addressing, TimeProvider time)
{
    /// <param name="from">The place of the first of these people in the whole sending.</param>
    /// <exception cref="Output.MailUnavailableException">Some may be out already; do it again later.</exception>
    public async Task<IReadOnlyList<SentInvitation>> Send(
        EventSession session, Sending sending, int from, IReadOnlyList<Addressee> people, CancellationToken ct)
    {
        var sent = new List<SentInvitation>(people.Count);
        foreach (var part in people.Index().Chunk(FormLimits.SendingPartCountMax))
            sent.AddRange(await SendPart(session, [.. part.Select(one => InvitationOf(
                session.Tenant, sending, from + one.Index, one.Item))], sending.FormName, ct));
        return sent;
    }

    /// <summary>The links that people of a sending get, whether or not they were issued yet.</summary>
    public IReadOnlyList<SentInvitation> LinksOf(
        TenantId tenant, Sending sending, int from, IReadOnlyList<Addressee> people) =>
        [.. people.Select((one, index) => Described(tenant, InvitationOf(tenant, sending, from + index, one), null))];

    private async Task<IEnumerable<SentInvitation>> SendPart(
        EventSession session, IReadOnlyList<InvitationIssued> part, string form, CancellationToken ct)
    {
        await links.Remember(session.Tenant, [.. part.Select(one => (one.InvitationId, one.PersonId!.Value))], ct);
        var versions = new long?[part.Count];
        await ForEach(part, async (invitation, index, stop) => versions[index] = await Issue(session, invitation, stop), ct);
        var open = part.Index().Where(one => versions[one.Index] is not null).ToList();
        var refusals = await letters.Invite(session.Tenant, [.. open.Select(one => one.Item)], form, ct);
        // Not to be cancelled: they are out.
        await ForEach(open, (one, index, stop) => Note(
            session, one.Item, versions[one.Index]!.Value, refusals[index], stop), CancellationToken.None);
        var bounced = open.Zip(refusals).ToDictionary(one => one.First.Index, one => one.Second);
        return part.Select((one, index) => Described(session.Tenant, one, bounced.GetValueOrDefault(index)));
    }

    /// <returns>The version of its stream; null when it was sent already or is no longer to be.</returns>
    private static async Task<long?> Issue(EventSession session, InvitationIssued invitation, CancellationToken ct)
    {
        var stream = Invitation.Stream(invitation.InvitationId);
        var appended = await session.Append(stream, 0, [invitation], ct);
        if (appended.Outcome != AppendOutcome.VersionConflict) return appended.Version;
        var (state, version) = await session.Load(stream, ct: ct);
        return state is Invitation.Issued { SentAt: null } ? version : null;
    }

    private async Task Note(
        EventSession session, InvitationIssued invitation, long version, string? bounced, CancellationToken ct)
    {
        var (stream, now) = (Invitation.Stream(invitation.InvitationId), time.GetUtcNow());
        InvitationEvent noted = bounced is null ? new InvitationSent(invitation.InvitationId, now)
            : new InvitationBounced(invitation.InvitationId, bounced, now);
        // It was tried before, or somebody was very quick to open it, or it was revoked.
        if (version > 1 || (await session.Append(stream, version, [noted], ct)).Outcome == AppendOutcome.VersionConflict)
            await session.Transact(stream, state => bounced is null
                ? InvitationDecider.Decide(new NoteInvitationSent(now), state)
                : InvitationDecider.Decide(new NoteInvitationBounced(bounced, now), state), ct: ct);
    }

    private static InvitationIssued InvitationOf(TenantId tenant, Sending sending, int number, Addressee person) => new(
        new(Shared.StableId.From(tenant.Value, "invitation", sending.Id.ToString(), number.ToString(), person.PersonId.ToString())),
        sending.Id, sending.FormId, sending.FormVersion, person.Recipient, person.Prefill, person.Message ?? sending.Message,
        sending.Deadline, sending.Reminders, sending.For, sending.At, person.PersonId, sending.Locked,
        Channel: ChannelOf(sending.Channel, person.Recipient));

    // Whoever has no address hears by the telephone. Mail goes without saying, as it did before there were other ways.
    private static Channel? ChannelOf(Channel wanted, Recipient recipient) =>
        wanted != Channel.Mail ? wanted : recipient.Email.Length == 0 ? Channel.Sms : null;

    private SentInvitation Described(TenantId tenant, InvitationIssued invitation, string? bounced)
    {
        var token = links.TokenOf(tenant, invitation.InvitationId);
        return new(invitation.InvitationId, token, links.UrlOf(token), invitation.Recipient, bounced);
    }

    // Appends that wait together share a commit.
    private static Task ForEach<T>(
        IReadOnlyList<T> items, Func<T, int, CancellationToken, Task> act, CancellationToken ct) =>
        Parallel.ForEachAsync(items.Index(), new ParallelOptions
        {
            MaxDegreeOfParallelism = FormLimits.InvitingAtOnce, CancellationToken = ct,
        }, async (one, stop) => await act(one.Item, one.Index, stop));

    /// <summary>
    /// Somebody begins by an open link. Where an address is named, it makes the invitation: the same one gets the same.
    /// </summary>
    public async Task<SentInvitation> InviteByLink(EventSession session, ByLink begun, CancellationToken ct)
    {
        var identity = begun.Email ?? $"anonymous:{Guid.CreateVersion7(begun.At):N}";
        var seal = (await persons.SealsFor(session.Tenant, [new(identity, null)], ct))[0];
        var id = new InvitationId(Shared.StableId.From(
            session.Tenant.Value, "invitation", begun.LinkId.ToString(), seal.Person.ToString()));
        var recipient = begun.Email is { } email
            ? Addressing.Sealed(new(email, null, null, null, begun.Language), seal) : new Recipient("", "Anonymous", null);
        var prefill = begun.Prefill is { } given ? await addressing.SealPrefill(
            session.Tenant, given, seal, ProtectedFields.Of(begun.Form.Definition), ct) : (JsonElement?)null;
        var letter = new InvitationIssued(id, begun.LinkId, begun.Form.FormId, begun.Form.Version, recipient, prefill, null,
            begun.Deadline, [], null, begun.At, seal.Person, begun.Locked.Count == 0 ? null : begun.Locked, begun.Quota);
        await links.Remember(session.Tenant, [(id, seal.Person)], ct);
        var issued = await session.Transact(Invitation.Stream(id),
            state => InvitationDecider.Decide(new IssueInvitation(letter), state), ct: ct);
        var bounced = begun.Email is null ? null : issued.State switch
        {
            Invitation.Issued { SentAt: null } => await MailFirst(session, letter, begun.Form.Name, issued.Version, ct),
            // Asked for again: not so often that a link could be used to pester somebody.
            Invitation.Issued { SentAt: { } sent } again when begun.At - sent > FormLimits.MailAgainAfter =>
                await MailAgain(session, again.Letter, begun.Form.Name, issued.Version, ct),
            _ => null,
        };
        return Described(session.Tenant, letter, bounced);
    }

    private async Task<string?> MailFirst(
        EventSession session, InvitationIssued letter, string form, long version, CancellationToken ct)
    {
        var bounced = (await letters.Invite(session.Tenant, [letter], form, ct))[0];
        await Note(session, letter, version, bounced, CancellationToken.None);
        return bounced;
    }

    private async Task<string?> MailAgain(
        EventSession session, InvitationIssued letter, string form, long version, CancellationToken ct)
    {
        if (await letters.Resend(session.Tenant, letter, form, version, ct) is { } refused) return refused;
        await session.Transact(Invitation.Stream(letter.InvitationId),
            state => InvitationDecider.Decide(new NoteInvitationResent(time.GetUtcNow()), state), ct: ct);
        return null;
    }
}
