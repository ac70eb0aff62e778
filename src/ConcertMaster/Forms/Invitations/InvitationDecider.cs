using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Forms.Invitations;

using static Decision<InvitationEvent>;

internal sealed record IssueInvitation(InvitationIssued Letter);

internal sealed record NoteInvitationSent(DateTimeOffset At);

/// <summary>The letter went out once more, asked for by hand or by whoever began at an open link.</summary>
internal sealed record NoteInvitationResent(DateTimeOffset At);

internal sealed record NoteInvitationBounced(string Reason, DateTimeOffset At);

/// <summary>A letter that had left came back.</summary>
internal sealed record NoteInvitationReturned(string Reason, DateTimeOffset At);

internal sealed record NoteInvitationOpened(DateTimeOffset At);

internal sealed record NoteInvitationStarted(DateTimeOffset At);

internal sealed record NoteInvitationResumed(DateTimeOffset At);

/// <param name="Ask">By hand; then the number is 0.</param>
internal sealed record NoteInvitationReminded(int Number, DateTimeOffset At, Guid? Ask = null);

/// <param name="WithRun">The run that asked has ended; it may be taken up again.</param>
internal sealed record RevokeInvitation(DateTimeOffset At, bool? WithRun = null);

internal sealed record ReinstateInvitation(DateTimeOffset At);

/// <summary>The life of one personal link, from the mail to the answer (which is a stream of its own).</summary>
internal static class InvitationDecider
{
    public static Decision<InvitationEvent> Decide(IssueInvitation command, Invitation state) => state switch
    {
        Invitation.NotIssued => Accept(command.Letter),
        _ => Nothing, // the sending was tried again after a crash
    };

    public static Decision<InvitationEvent> Decide(NoteInvitationSent command, Invitation state) => state switch
    {
        Invitation.Issued { SentAt: null } issued => Accept(Sent(issued, command.At)),
        _ => Nothing,
    };

    public static Decision<InvitationEvent> Decide(NoteInvitationResent command, Invitation state) => state switch
    {
        Invitation.Issued issued => Accept(Sent(issued, command.At)),
        _ => Nothing,
    };

    public static Decision<InvitationEvent> Decide(NoteInvitationBounced command, Invitation state) => state switch
    {
        Invitation.Issued issued =>
            Accept(new InvitationBounced(issued.Letter.InvitationId, command.Reason, command.At)),
        _ => Nothing,
    };

    public static Decision<InvitationEvent> Decide(NoteInvitationReturned command, Invitation state) => state switch
    {
        // Who has opened it has got it: what came back was another letter, or another mailbox of theirs.
        Invitation.Issued { SentAt: not null, OpenedAt: null } issued =>
            Accept(new InvitationBounced(issued.Letter.InvitationId, command.Reason, command.At)),
        _ => Nothing,
    };

    public static Decision<InvitationEvent> Decide(NoteInvitationOpened command, Invitation state) => state switch
    {
        Invitation.Issued { OpenedAt: null } issued =>
            Accept(new InvitationOpened(issued.Letter.InvitationId, command.At)),
        _ => Nothing, // only the first look is news
    };

    public static Decision<InvitationEvent> Decide(NoteInvitationStarted command, Invitation state) => state switch
    {
        Invitation.Issued { StartedAt: null } issued =>
            Accept(new InvitationStarted(issued.Letter.InvitationId, command.At)),
        _ => Nothing,
    };

    public static Decision<InvitationEvent> Decide(NoteInvitationResumed command, Invitation state) => state switch
    {
        Invitation.Issued issued => Accept(new InvitationResumed(issued.Letter.InvitationId, command.At)),
        _ => Nothing,
    };

    public static Decision<InvitationEvent> Decide(NoteInvitationReminded command, Invitation state) => state switch
    {
        Invitation.Issued issued when (command.Ask is null ? issued.ReminderCount < command.Number : issued.LastAsk != command.Ask) =>
            Accept(new InvitationReminded(issued.Letter.InvitationId, command.Number, command.At, command.Ask)),
        _ => Nothing,
    };

    public static Decision<InvitationEvent> Decide(RevokeInvitation command, Invitation state) => state switch
    {
        Invitation.NotIssued => Refuse(InvitationRefusals.NotFound),
        Invitation.Issued issued => Accept(new InvitationRevoked(issued.Letter.InvitationId, command.At, command.WithRun)),
        _ => Nothing,
    };

    public static Decision<InvitationEvent> Decide(ReinstateInvitation command, Invitation state) => state switch
    {
        Invitation.Revoked { WithRun: true } revoked => Accept(Reinstated(revoked.Before, command.At)),
        _ => Nothing, // what a person has revoked stays revoked
    };

    private static InvitationSent Sent(Invitation.Issued issued, DateTimeOffset at) =>
        issued.IsBounced && PastReminders(issued, at) is { } past
            ? new(issued.Letter.InvitationId, at, issued.Letter.Reminders, past) : new(issued.Letter.InvitationId, at);

    private static InvitationReinstated Reinstated(Invitation.Issued issued, DateTimeOffset at) =>
        !issued.IsBounced && PastReminders(issued, at) is { } past
            ? new(issued.Letter.InvitationId, at, issued.Letter.Reminders, past) : new(issued.Letter.InvitationId, at);

    /// <returns>How many reminders of the schedule are sent or missed; null when none is still to come.</returns>
    private static int? PastReminders(Invitation.Issued issued, DateTimeOffset at)
    {
        var schedule = issued.Letter.Reminders;
        var past = Math.Max(issued.ReminderCount, schedule.Count(due => due <= at));
        return past < schedule.Count ? past : null;
    }
}

internal static class InvitationRefusals
{
    public static readonly Refusal MailUnavailable = new("mail.unavailable", 503,
        "The mail server cannot be used at the moment. Try again later.");
    public static readonly Refusal NotFound = new("invitation.not-found", 404,
        "There is no such invitation. Look at the sendings of the form.");
}
