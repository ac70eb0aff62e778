using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Output;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Correcting;

/// <summary>What a reviewer wants changed in a response becomes a letter to its sender, with the link that he has.</summary>
internal sealed class CorrectionsFromReviews(
    IEventStore store, PublishedForms forms, CorrectionMail mail, Drafts drafts, TimeProvider time) : ISubscription
{
    private static readonly TimeSpan WorthSending = TimeSpan.FromDays(2);

    public string Name => "corrections asked for by reviews";

    public bool StartsAtEnd => true;

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(IChangesAskedFor), typeof(IChangesNoLongerAsked)];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        foreach (var recorded in events)
        {
            if (recorded.Data is IChangesAskedFor { Subject: { } asked } request && IdOf(asked) is { } id)
                await Ask(recorded, id, request, ct);
            if (recorded.Data is IChangesNoLongerAsked { Subject: { } settled } && IdOf(settled) is { } answered)
                await Recall(recorded, answered, ct);
        }
    }

    private async Task Recall(RecordedEvent recorded, ResponseId id, CancellationToken ct)
    {
        var outcome = await SessionFor(recorded).Transact(Response.Stream(id),
            state => CorrectionDecider.Decide(new RecallCorrection(recorded.Timestamp), state), ct: ct);
        // What was written for it so far nobody waits for.
        if (outcome.State is Response.Submitted { Asked: null, Receipt: var receipt })
            await drafts.Drop(recorded.Tenant, receipt.InvitationId, ct);
    }

    private async Task Ask(RecordedEvent recorded, ResponseId id, IChangesAskedFor request, CancellationToken ct)
    {
        var session = SessionFor(recorded);
        var command = new AskCorrection(request.Fields, request.Message, recorded.Timestamp);
        var outcome = await session.Transact(Response.Stream(id), state => CorrectionDecider.Decide(command, state), ct: ct);
        // A review may name a response that is not there, or was withdrawn meanwhile: nobody is asked.
        if (outcome is not { Refusal: null, State: Response.Submitted { Receipt: var receipt } }) return;
        var (invitation, _) = await session.Load(Invitation.Stream(receipt.InvitationId), ct: ct);
        // Whoever answered by an open link without an address can only be told by the page itself.
        if (invitation is not Invitation.Issued { Letter: { Recipient.Email.Length: > 0 } letter }) return;
        if (!mail.CanSend || recorded.Timestamp + WorthSending < time.GetUtcNow()) return;
        var form = (await forms.Load(recorded.Tenant, receipt.FormId, ct)).Versions[receipt.FormVersion].Form;
        try
        {
            await mail.Send(recorded.Tenant, letter, receipt, form, request.Message, recorded.EventId.ToString(), ct);
        }
        catch (MailUnavailableException away)
        {
            throw new TryAgainLaterException(away.Message, away);
        }
        catch (MailRefusedException refused)
        {
            await session.Transact(Invitation.Stream(letter.InvitationId), state =>
                InvitationDecider.Decide(new NoteInvitationBounced(refused.Message, time.GetUtcNow()), state), ct: ct);
        }
    }

    private EventSession SessionFor(RecordedEvent because) => new(store, because.Tenant, new EventMetadata
    {
        UserName = because.Metadata.UserName,
        CorrelationId = because.Metadata.CorrelationId,
        CausationId = because.EventId.ToString(),
    }, time);

    private static ResponseId? IdOf(ReviewSubject subject) =>
        subject.Kind == "response" && Guid.TryParse(subject.Id, out var id) ? new(id) : null;
}
