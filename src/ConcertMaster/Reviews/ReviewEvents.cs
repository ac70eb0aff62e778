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

/// <summary>What is asked of the reviewers. Fixed when the review is requested.</summary>
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
    string? For);

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

[EventName("review.claimed.v1")]
internal sealed record ReviewClaimed(ReviewId ReviewId, ReviewPerson By, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => "claimed the review";
}

[EventName("review.released.v1")]
internal sealed record ReviewReleased(ReviewId ReviewId, ReviewPerson By, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => "released the review";
}

/// <summary>One approval. The review is decided when <see cref="ReviewDecided"/> follows.</summary>
[EventName("review.approved.v1")]
internal sealed record ReviewApproved(ReviewId ReviewId, ReviewPerson By, string? Comment, DateTimeOffset At)
    : ReviewEvent
{
    public override string Describe() => "approved";
}

[EventName("review.rejected.v1")]
internal sealed record ReviewRejected(ReviewId ReviewId, ReviewPerson By, string Comment, DateTimeOffset At)
    : ReviewEvent
{
    public override string Describe() => $"rejected: {Comment}";
}

/// <param name="Fields">The fields to look at again; empty: all.</param>
[EventName("review.changes-requested.v1")]
internal sealed record ReviewChangesRequested(
    ReviewId ReviewId, ReviewPerson By, string Comment, IReadOnlyList<string> Fields, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => $"asked for changes: {Comment}";
}

/// <param name="Field">The field that the comment is about; null: the whole.</param>
[EventName("review.commented.v1")]
internal sealed record ReviewCommented(
    ReviewId ReviewId, Guid CommentId, ReviewPerson By, string Text, string? Field, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => $"commented: {Text}";
}

/// <summary>The verdict stands. Answers the wait of whoever asked.</summary>
[EventName("review.decided.v1")]
internal sealed record ReviewDecided(
    ReviewId ReviewId, ReviewSubject Subject, Verdict Verdict, ReviewPerson By, string? Comment,
    IReadOnlyList<string> Fields, DateTimeOffset At, string? For) : ReviewEvent, IReviewConcluded, IAnswersWait
{
    public override string Describe() => $"decided on {Subject.Label}: {ReviewInbox.NameOf(Verdict)}";

    [JsonIgnore]
    public string SignalKind => "review.decided";

    [JsonIgnore]
    public string SignalKey => ReviewId.ToString();

    [JsonIgnore]
    public JsonElement SignalData => AppJson.ToElement(new
    {
        id = ReviewId, verdict = Verdict, by = By, comment = Comment, fields = Fields, at = At,
    });
}

/// <summary>Nobody needs the decision any more, for example because the run that asked was cancelled.</summary>
[EventName("review.withdrawn.v1")]
internal sealed record ReviewWithdrawn(ReviewId ReviewId, string Reason, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => $"withdrew the review: {Reason}";
}
