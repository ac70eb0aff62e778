using System.Text.Json;
using System.Text.Json.Serialization;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>Who did something, as it was called at the time.</summary>
internal sealed record ReviewPerson(UserId Id, string Name);

/// <summary>An earlier value of a field, such as that of the year before.</summary>
internal sealed record ReviewFieldHistory(string Label, JsonElement Value);

/// <summary>One field of the data as the reviewer sees it, beside its own history.</summary>
/// <param name="Flag">Such as <c>outlier</c>; null when nothing is remarkable.</param>
internal sealed record ReviewField(
    string Name, string Label, JsonElement Value, string? Unit, string? Flag, IReadOnlyList<ReviewFieldHistory> History);

/// <summary>What is asked of the reviewers.</summary>
/// <param name="Assignees">E-mail addresses of those who may decide; empty: everybody who may decide reviews.</param>
/// <param name="SubmittedBy">E-mail addresses and user ids of those who made the data: they may not decide.</param>
/// <param name="For">The wait that the decision answers.</param>
internal sealed record ReviewRequest(
    string Title,
    string Queue,
    IReadOnlyList<string> Assignees,
    int RequiredApprovals,
    DateTimeOffset? DueAt,
    string? Reason,
    ReviewSubject Subject,
    IReadOnlyList<string> SubmittedBy,
    JsonElement Data,
    IReadOnlyList<ReviewField> Fields,
    string? For)
{
    /// <summary>Null or empty: one stage, made of the assignees and the number of approvals.</summary>
    public IReadOnlyList<ReviewStage>? Stages { get; init; }

    /// <summary>Ids of the stages whose condition the data does not meet.</summary>
    public IReadOnlyList<string>? StagesPassedOver { get; init; }

    /// <summary>SHA-256 of the canonical JSON of the data, in hex.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The hours in which the due time is counted; null: round the clock.</summary>
    public BusinessHours? Calendar { get; init; }

    /// <summary>How long before the due time reviewers are told again, as ISO durations.</summary>
    public IReadOnlyList<string> RemindBefore { get; init; } = [];

    /// <summary>Who may decide too when it is late, level by level.</summary>
    public IReadOnlyList<EscalationLevel> Escalations { get; init; } = [];

    /// <summary>Asking for changes asks the sender and keeps the review; else it is the verdict.</summary>
    public bool AsksSender { get; init; }

    public ReviewPriority Priority { get; init; }

    /// <summary>Verdicts that are given with a reason of the catalogue or not at all, as it was when the review was asked for.</summary>
    public IReadOnlyList<Verdict> ReasonRequiredFor { get; init; } = [];
}

/// <summary>The numbers are stored in the inbox: the higher, the sooner.</summary>
internal enum ReviewPriority { Low = -1, Normal = 0, High = 1, Urgent = 2 }

/// <summary>In which stage, on which seats, for whom and about which content somebody spoke.</summary>
/// <param name="Seats">Keys of the seats of the stage that he or the person he stands in for fills.</param>
/// <param name="OnBehalfOf">The person he stands in for; null when he speaks for himself.</param>
/// <param name="Reasons">Codes of the catalogue of reasons.</param>
internal sealed record ReviewStanding(
    string Stage, IReadOnlyList<string> Seats, ReviewPerson? OnBehalfOf, string ContentHash,
    IReadOnlyList<string> Reasons, ReviewSignature? Signature);

/// <summary>An electronic signature: who signed, when, what it means, and the content that it is bound to.</summary>
/// <param name="Name">The printed name, as typed and checked at the moment of signing.</param>
internal sealed record ReviewSignature(string Name, string Meaning, string ContentHash, DateTimeOffset At);

internal abstract record ReviewEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("review.requested.v1")]
internal sealed record ReviewRequested(ReviewId ReviewId, ReviewRequest Request, DateTimeOffset RequestedAt)
    : ReviewEvent, IReviewAskedFor
{
    public override string Describe() => $"asked for a review: {Request.Title}";

    [JsonIgnore]
    public ReviewSubject Subject => Request.Subject;
}

/// <summary>One approval. The review is decided when <see cref="ReviewDecided"/> follows.</summary>
[EventName("review.approved.v1")]
internal sealed record ReviewApproved(
    ReviewId ReviewId, ReviewPerson By, string? Comment, DateTimeOffset At, ReviewStanding? Standing = null)
    : ReviewEvent
{
    public override string Describe() => $"approved{Standing.Described()}";
}

[EventName("review.rejected.v1")]
internal sealed record ReviewRejected(
    ReviewId ReviewId, ReviewPerson By, string Comment, DateTimeOffset At, ReviewStanding? Standing = null)
    : ReviewEvent
{
    public override string Describe() => $"rejected{Standing.Described()}: {Comment}";
}

[EventName("review.abstained.v1")]
internal sealed record ReviewAbstained(
    ReviewId ReviewId, ReviewPerson By, string? Comment, DateTimeOffset At, ReviewStanding? Standing = null)
    : ReviewEvent
{
    public override string Describe() => $"abstained{Standing.Described()}";
}

/// <param name="Fields">The fields to look at again; empty: all.</param>
/// <param name="AsksSender">The sender is asked and the review rests; else the request is the verdict.</param>
[EventName("review.changes-requested.v1")]
internal sealed record ReviewChangesRequested(
    ReviewId ReviewId, ReviewPerson By, string Comment, IReadOnlyList<string> Fields, DateTimeOffset At,
    ReviewStanding? Standing = null, bool AsksSender = false, ReviewSubject? About = null) : ReviewEvent, IChangesAskedFor
{
    public override string Describe() => $"asked for changes{Standing.Described()}: {Comment}";

    [JsonIgnore]
    public ReviewSubject? Subject => AsksSender ? About : null;

    [JsonIgnore]
    public string Message => Comment;
}

/// <summary>The sender need not answer any more; the review goes on with what there is.</summary>
[EventName("review.changes-recalled.v1")]
internal sealed record ReviewChangesRecalled(
    ReviewId ReviewId, ReviewPerson By, DateTimeOffset? DueAt, DateTimeOffset At, ReviewSubject? About = null)
    : ReviewEvent, IChangesNoLongerAsked
{
    public override string Describe() => "took the request for changes back";

    [JsonIgnore]
    public ReviewSubject? Subject => About;
}

/// <summary>The rule of a stage is met. What follows opens.</summary>
/// <param name="Open">The stages that wait now, and for whom.</param>
[EventName("review.stage-passed.v1")]
internal sealed record ReviewStagePassed(
    ReviewId ReviewId, string Stage, string Name, IReadOnlyList<WaitingStage> Open, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => $"brought the review through the stage {Name}";
}

/// <param name="OpenTo">Keys of seats; empty: everybody who may decide reviews.</param>
internal sealed record WaitingStage(string Id, string Name, IReadOnlyList<string> OpenTo);

/// <summary>What is under review is no longer what it was.</summary>
/// <param name="Changed">Names of the fields that differ.</param>
/// <param name="By">A user's id, an e-mail address, or the name of the part of the system that changed it.</param>
/// <param name="Lapsed">Whose approvals covered a changed field and count no longer.</param>
/// <param name="AskedBy">Who had asked for the change; null when nobody had.</param>
[EventName("review.subject-changed.v1")]
internal sealed record ReviewSubjectChanged(
    ReviewId ReviewId, JsonElement Data, IReadOnlyList<string> Changed, string ContentHash, string By,
    IReadOnlyList<ReviewPerson> Lapsed, IReadOnlyList<string> StagesPassedOver, IReadOnlyList<WaitingStage> Open,
    DateTimeOffset? DueAt, DateTimeOffset At, ReviewPerson? AskedBy = null) : ReviewEvent
{
    public override string Describe() =>
        $"changed what is under review: {(Changed.Count == 0 ? "the whole" : string.Join(", ", Changed))}" +
        (Lapsed.Count == 0 ? "" : $"; approvals lapsed: {string.Join(", ", Lapsed.Select(one => one.Name))}");
}

/// <summary>The verdict stands. Answers the wait of whoever asked.</summary>
[EventName("review.decided.v1")]
internal sealed record ReviewDecided(
    ReviewId ReviewId, ReviewSubject Subject, Verdict Verdict, ReviewPerson By, string? Comment,
    IReadOnlyList<string> Fields, DateTimeOffset At, string? For) : ReviewEvent, IReviewConcluded, IAnswersWait
{
    /// <summary>By the ids of the stages that label; null where none does.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public override string Describe() => $"decided on {Subject.Label}: {ReviewInbox.NameOf(Verdict)}";

    [JsonIgnore]
    public string SignalKind => "review.decided";

    [JsonIgnore]
    public string SignalKey => ReviewId.ToString();

    [JsonIgnore]
    public JsonElement SignalData => Labels is null
        ? AppJson.ToElement(new { id = ReviewId, verdict = Verdict, by = By, comment = Comment, fields = Fields, at = At })
        : AppJson.ToElement(new
        {
            id = ReviewId, verdict = Verdict, by = By, comment = Comment, fields = Fields, at = At,
            labels = Labels, label = Labels.Values.Last(),
        });
}

/// <summary>Nobody needs the decision any more, for example because the run that asked was cancelled.</summary>
/// <param name="About">Named where the sender was still asked for changes.</param>
[EventName("review.withdrawn.v1")]
internal sealed record ReviewWithdrawn(ReviewId ReviewId, string Reason, DateTimeOffset At, ReviewSubject? About = null)
    : ReviewEvent, IChangesNoLongerAsked
{
    public override string Describe() => $"withdrew the review: {Reason}";

    [JsonIgnore]
    public ReviewSubject? Subject => About;
}

/// <summary>The decision is needed after all: the run that had ended was taken up again.</summary>
[EventName("review.reopened.v1")]
internal sealed record ReviewReopened(ReviewId ReviewId, string Reason, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => $"opened the review again: {Reason}";
}

internal static class StandingWords
{
    /// <summary>" for Ana" where somebody stood in, ", signed" where it was signed.</summary>
    public static string Described(this ReviewStanding? standing) =>
        (standing?.OnBehalfOf is { } other ? $" for {other.Name}" : "") + (standing?.Signature is null ? "" : ", signed");
}
