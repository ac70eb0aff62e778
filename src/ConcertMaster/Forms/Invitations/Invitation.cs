using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Forms.Invitations;

internal abstract record Invitation
{
    private Invitation() { }

    public sealed record NotIssued : Invitation;

    /// <param name="Letter">What was written when it was issued.</param>
    /// <param name="ReminderCount">Those of the schedule.</param>
    /// <param name="LastAsk">The last reminder that was asked for by hand.</param>
    /// <param name="IsBounced">The last letter did not arrive; nobody is reminded at such an address.</param>
    public sealed record Issued(
        InvitationIssued Letter, DateTimeOffset? SentAt, DateTimeOffset? OpenedAt, int ReminderCount,
        DateTimeOffset? StartedAt = null, Guid? LastAsk = null, bool IsBounced = false) : Invitation;

    /// <param name="Before">What it was; a revocation with its run can be taken back.</param>
    public sealed record Revoked(InvitationIssued Letter, Issued Before, bool WithRun) : Invitation;

    public static readonly Decider<Invitation, InvitationEvent> Decider = new("invitation", new NotIssued(), Evolve);

    public static EventStream<Invitation, InvitationEvent> Stream(InvitationId id) => new(id.Value, Decider);

    public static Invitation Evolve(Invitation invitation, InvitationEvent @event) => (invitation, @event) switch
    {
        (NotIssued, InvitationIssued e) => new Issued(e, null, null, 0),
        (Issued issued, InvitationSent e) => issued with { SentAt = e.At, IsBounced = false },
        (Issued issued, InvitationBounced) => issued with { SentAt = null, IsBounced = true },
        (Issued issued, InvitationOpened e) => issued with { OpenedAt = e.At },
        (Issued issued, InvitationStarted e) => issued with { StartedAt = e.At },
        (_, InvitationResumed) => invitation, // on another device, which changes nothing
        (Issued issued, InvitationReminded { Ask: { } ask }) => issued with { LastAsk = ask },
        (Issued issued, InvitationReminded e) => issued with { ReminderCount = e.Number },
        (Issued issued, InvitationRevoked e) => new Revoked(issued.Letter, issued, e.WithRun == true),
        (Revoked revoked, InvitationReinstated) => revoked.Before,
        _ => throw new UnexpectedEventException(invitation, @event),
    };
}
