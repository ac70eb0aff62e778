using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Persons;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Invitations;

/// <summary>
/// Who is asked; name, address and telephone number are sealed for the person. The reference is the sender's own key, such
/// as a supplier number.
/// </summary>
/// <param name="Email">Empty for somebody who has none.</param>
/// <param name="Language">That letters are written in, such as <c>de</c>; null: the form's own.</param>
internal sealed record Recipient(
    string Email, string? Name, string? Reference, string? Phone = null, string? Language = null)
{
    [JsonIgnore]
    public string DisplayName => Name ?? (Email.Length > 0 ? Email : Phone ?? "");
}

/// <summary>How somebody hears of an invitation.</summary>
internal enum Channel
{
    Mail,

    /// <summary>A text message.</summary>
    Sms,

    /// <summary>In the application, for those who sign in to it.</summary>
    Portal,
}

internal abstract record InvitationEvent : IDescribed
{
    public abstract string Describe();
}

/// <param name="Reminders">When to remind, as long as there is no answer.</param>
/// <param name="For">The wait that the answer belongs to.</param>
/// <param name="Locked">Questions whose prefilled answer cannot be changed; null for none.</param>
/// <param name="Quota">Most answers of the link that it was begun by, which is its distribution; null for no limit.</param>
/// <param name="PersonId">For whom name, address and protected values are sealed; null in letters of old.</param>
/// <param name="Channel">Null for mail.</param>
[EventName("invitation.issued.v1")]
internal sealed record InvitationIssued(
    InvitationId InvitationId, Guid DistributionId, FormId FormId, int FormVersion, Recipient Recipient,
    JsonElement? Prefill, string? Message, DateTimeOffset? Deadline, IReadOnlyList<DateTimeOffset> Reminders,
    string? For, DateTimeOffset At, PersonId? PersonId = null, IReadOnlyList<string>? Locked = null,
    int? Quota = null, Channel? Channel = null) : InvitationEvent
{
    public override string Describe() => $"invited {Recipient.DisplayName}";
}

/// <param name="Reminders">The schedule, where a bounce had ended it and some of it is still to come; null otherwise.</param>
/// <param name="RemindersPast">How many of it were sent, or fell into the time when nobody could be reached.</param>
[EventName("invitation.sent.v1")]
internal sealed record InvitationSent(
    InvitationId InvitationId, DateTimeOffset At, IReadOnlyList<DateTimeOffset>? Reminders = null, int? RemindersPast = null)
    : InvitationEvent
{
    public override string Describe() => "sent the invitation";
}

/// <summary>The mail could not be delivered to this address.</summary>
[EventName("invitation.bounced.v1")]
internal sealed record InvitationBounced(InvitationId InvitationId, string Reason, DateTimeOffset At) : InvitationEvent
{
    public override string Describe() => $"could not deliver the invitation: {Reason}";
}

[EventName("invitation.opened.v1")]
internal sealed record InvitationOpened(InvitationId InvitationId, DateTimeOffset At) : InvitationEvent
{
    public override string Describe() => "opened the form for the first time";
}

/// <summary>The first answers were kept as a draft.</summary>
[EventName("invitation.started.v1")]
internal sealed record InvitationStarted(InvitationId InvitationId, DateTimeOffset At) : InvitationEvent
{
    public override string Describe() => "began to fill in the form";
}

/// <summary>The draft is gone on with, by a link for another device.</summary>
[EventName("invitation.resumed.v1")]
internal sealed record InvitationResumed(InvitationId InvitationId, DateTimeOffset At) : InvitationEvent
{
    public override string Describe() => "took the draft to another device";
}

/// <param name="Number">1 for the first reminder of the schedule; 0 for one that was asked for by hand.</param>
/// <param name="Ask">Names the time that somebody asked for it by hand; null for those of the schedule.</param>
[EventName("invitation.reminded.v1")]
internal sealed record InvitationReminded(InvitationId InvitationId, int Number, DateTimeOffset At, Guid? Ask = null)
    : InvitationEvent
{
    public override string Describe() => Ask is null ? $"sent reminder {Number}" : "sent a reminder beside the schedule";
}

/// <param name="WithRun">Not by a person: the run that asked has ended.</param>
[EventName("invitation.revoked.v1")]
internal sealed record InvitationRevoked(InvitationId InvitationId, DateTimeOffset At, bool? WithRun = null)
    : InvitationEvent
{
    public override string Describe() => WithRun == true
        ? "revoked the invitation: the run that asked has ended"
        : "revoked the invitation";
}

/// <summary>The run that had asked goes on: the link it had sent is good again.</summary>
/// <param name="Reminders">The schedule, where some of it is still to come; null otherwise, and in events of old.</param>
/// <param name="RemindersPast">How many of it were sent, or fell into the time when the link led nowhere.</param>
[EventName("invitation.reinstated.v1")]
internal sealed record InvitationReinstated(
    InvitationId InvitationId, DateTimeOffset At, IReadOnlyList<DateTimeOffset>? Reminders = null, int? RemindersPast = null)
    : InvitationEvent
{
    public override string Describe() => "reinstated the invitation: the run that asked goes on";
}
