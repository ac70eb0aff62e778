using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

internal sealed record ReviewComment(Guid Id, ReviewPerson By, string Text, string? Field, DateTimeOffset At);

internal sealed record ReviewOpinion(ReviewPerson By, Verdict Verdict, string? Comment, DateTimeOffset At);

/// <summary>What every requested review has, whatever state it is in.</summary>
internal sealed record ReviewFile(
    ReviewId Id, ReviewRequest Request, DateTimeOffset RequestedAt,
    IReadOnlyList<ReviewOpinion> Opinions, IReadOnlyList<ReviewComment> Comments)
{
    public int ApprovalCount => Opinions.Count(opinion => opinion.Verdict == Verdict.Approved);

    public bool HasOpinionOf(UserId user, Verdict verdict) =>
        Opinions.Any(opinion => opinion.By.Id == user && opinion.Verdict == verdict);

    public ReviewFile With(ReviewOpinion opinion) => this with { Opinions = [.. Opinions, opinion] };
}

internal abstract record Review
{
    private Review() { }

    public sealed record NotRequested : Review;

    /// <summary>Waits in its queue; anybody who may decide may claim it or decide at once.</summary>
    public sealed record Open(ReviewFile File) : Review;

    /// <summary>One person works on it; others may look and comment, not decide.</summary>
    public sealed record Claimed(ReviewFile File, ReviewPerson By, DateTimeOffset At) : Review;

    public sealed record Decided(ReviewFile File, Verdict Verdict, DateTimeOffset At) : Review;

    public sealed record Withdrawn(ReviewFile File, string Reason) : Review;

    public static readonly Decider<Review, ReviewEvent> Decider = new("review", new NotRequested(), Evolve);

    public static EventStream<Review, ReviewEvent> Stream(ReviewId id) => new(id.Value, Decider);

    public static ReviewFile? FileOf(Review review) => review switch
    {
        Open open => open.File,
        Claimed claimed => claimed.File,
        Decided decided => decided.File,
        Withdrawn withdrawn => withdrawn.File,
        _ => null,
    };

    public static Review Evolve(Review review, ReviewEvent @event) => (review, @event) switch
    {
        (NotRequested, ReviewRequested e) => new Open(new(e.ReviewId, e.Request, e.RequestedAt, [], [])),
        (Open open, ReviewClaimed e) => new Claimed(open.File, e.By, e.At),
        (Claimed claimed, ReviewReleased) => new Open(claimed.File),
        // An approval that does not yet decide frees the review for the next approver.
        (Open or Claimed, ReviewApproved e) =>
            new Open(FileOf(review)!.With(new(e.By, Verdict.Approved, e.Comment, e.At))),
        (Open or Claimed, ReviewRejected e) =>
            new Open(FileOf(review)!.With(new(e.By, Verdict.Rejected, e.Comment, e.At))),
        (Open or Claimed, ReviewChangesRequested e) =>
            new Open(FileOf(review)!.With(new(e.By, Verdict.ChangesRequested, e.Comment, e.At))),
        (Open or Claimed, ReviewDecided e) => new Decided(FileOf(review)!, e.Verdict, e.At),
        (Open or Claimed, ReviewWithdrawn e) => new Withdrawn(FileOf(review)!, e.Reason),
        (Open open, ReviewCommented e) => open with { File = Commented(open.File, e) },
        (Claimed claimed, ReviewCommented e) => claimed with { File = Commented(claimed.File, e) },
        (Decided decided, ReviewCommented e) => decided with { File = Commented(decided.File, e) },
        _ => throw new UnexpectedEventException(review, @event),
    };

    private static ReviewFile Commented(ReviewFile file, ReviewCommented e) =>
        file with { Comments = [.. file.Comments, new(e.CommentId, e.By, e.Text, e.Field, e.At)] };
}
