using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>Limits of this slice.</summary>
internal static class ReviewLimits
{
    /// <summary>Longest comment, in characters.</summary>
    public const int CommentLengthMax = 10_000;

    /// <summary>Most comments on one review.</summary>
    public const int CommentCountMax = 500;

    /// <summary>Most reviews in one bulk decision.</summary>
    public const int BulkCountMax = 100;

    public const int RequiredApprovalsMax = 20;

    /// <summary>Most persons a review can be assigned to.</summary>
    public const int AssigneeCountMax = 50;

    /// <summary>Most fields laid out for the reviewer; the data itself is shown whole.</summary>
    public const int FieldCountMax = 500;

    /// <summary>Earlier values shown beside one field, newest kept.</summary>
    public const int HistoryPerFieldMax = 50;
}

internal static class ReviewRefusals
{
    public static readonly Refusal NotFound = new("review.not-found", 404,
        "There is no such review. It may belong to another organisation; look in the inbox.");
    public static readonly Refusal AlreadyDecided = new("review.already-decided", 409,
        "This review is decided already. Reload to see the verdict.");
    public static readonly Refusal Withdrawn = new("review.withdrawn", 409,
        "This review is no longer needed: the run that asked for it has ended.");
    public static readonly Refusal OwnSubmission = new("review.own-submission", 403,
        "You submitted this yourself. Somebody else has to decide.");
    public static readonly Refusal NotAssigned = new("review.not-assigned", 403,
        "This review is assigned to others. Ask one of them, or have it reassigned.");
    public static readonly Refusal CommentRequired = new("review.comment-required", 422,
        "Say why: the sender has to know what to do.")
    {
        Faults = [new("/comment", "required", "Write a comment.")],
    };
    public static readonly Refusal CommentTooLong = new("review.comment-too-long", 422,
        $"A comment has at most {ReviewLimits.CommentLengthMax} characters.")
    {
        Faults = [new("/comment", "maxLength", $"At most {ReviewLimits.CommentLengthMax} characters.")],
    };
    public static readonly Refusal TooManyComments = new("review.too-many-comments", 409,
        $"A review holds at most {ReviewLimits.CommentCountMax} comments.");
    public static readonly Refusal NotClaimed = new("review.not-claimed", 409,
        "You have not claimed this review.");

    public static Refusal ClaimedByAnother(string name) => new("review.claimed-by-another", 409,
        $"{name} has claimed this review. Ask {name} to release it.");
}

/// <summary>Who acts on a review. The address is compared, never stored with the decision.</summary>
internal sealed record Reviewer(UserId Id, string Name, string Email)
{
    public static Reviewer Of(Actor actor) => new(actor.UserId, actor.Name, actor.Email);

    public ReviewPerson Person => new(Id, Name);

    public bool IsAmong(IEnumerable<string> people) => people.Any(one =>
        string.Equals(one, Email, StringComparison.OrdinalIgnoreCase)
        || string.Equals(one, Id.ToString(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>The rules that hold for every way of deciding; each use case adds only what is its own.</summary>
internal static partial class ReviewDecider
{
    /// <summary>Why this person may not decide this review whatever its state; null when he may.</summary>
    private static Refusal? Bar(ReviewFile file, Reviewer by) =>
        by.IsAmong(file.Request.SubmittedBy) ? ReviewRefusals.OwnSubmission
        : file.Request.Assignees.Count > 0 && !by.IsAmong(file.Request.Assignees) ? ReviewRefusals.NotAssigned
        : null;

    /// <summary>The review as this person may decide it now, or why not; both null: it was done before.</summary>
    private static (ReviewFile? File, Refusal? Refusal) ForDecision(Review review, Reviewer by, Verdict verdict) =>
        review switch
        {
            Review.NotRequested => (null, ReviewRefusals.NotFound),
            Review.Decided decided when decided.File.HasOpinionOf(by.Id, verdict) => (null, null),
            Review.Decided => (null, ReviewRefusals.AlreadyDecided),
            Review.Withdrawn => (null, ReviewRefusals.Withdrawn),
            _ when Bar(Review.FileOf(review)!, by) is { } bar => (null, bar),
            Review.Claimed claimed when claimed.By.Id != by.Id =>
                (null, ReviewRefusals.ClaimedByAnother(claimed.By.Name)),
            _ when Review.FileOf(review)!.HasOpinionOf(by.Id, verdict) => (null, null),
            _ => (Review.FileOf(review)!, null),
        };

    private static Decision<ReviewEvent> Conclude(
        Review review, Reviewer by, Verdict verdict, string? comment, Func<ReviewFile, IReadOnlyList<ReviewEvent>> accept)
    {
        if (comment?.Length > ReviewLimits.CommentLengthMax)
            return Decision<ReviewEvent>.Refuse(ReviewRefusals.CommentTooLong);
        if (verdict != Verdict.Approved && string.IsNullOrWhiteSpace(comment))
            return Decision<ReviewEvent>.Refuse(ReviewRefusals.CommentRequired);
        var (file, refusal) = ForDecision(review, by, verdict);
        if (refusal is not null) return Decision<ReviewEvent>.Refuse(refusal);
        return file is null ? Decision<ReviewEvent>.Nothing : Decision<ReviewEvent>.Accept(accept(file));
    }

    private static ReviewDecided Verdicted(
        ReviewFile file, Verdict verdict, Reviewer by, string? comment, IReadOnlyList<string> fields,
        DateTimeOffset at) =>
        new(file.Id, file.Request.Subject, verdict, by.Person, comment, fields, at, file.Request.For);
}
