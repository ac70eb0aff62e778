using ConcertMaster.EventStore.Serialization;

namespace ConcertMaster.Reviews;

/// <summary>A file that came with a comment.</summary>
/// <param name="Name">Null: the name is kept with the file, and forgotten with it. The first of these events hold it.</param>
/// <param name="Sha256">Of its content, in hex.</param>
internal sealed record CommentFile(Guid Id, string? Name, long Size, string Sha256);

/// <param name="Field">The field that the comment is about; null: the whole.</param>
/// <param name="ReplyTo">The first comment of the thread that it answers.</param>
/// <param name="IsQuery">Nothing is decided before it is resolved.</param>
[EventName("review.commented.v1")]
internal sealed record ReviewCommented(
    ReviewId ReviewId, Guid CommentId, ReviewPerson By, string Text, string? Field, DateTimeOffset At,
    Guid? ReplyTo = null, bool IsQuery = false) : ReviewEvent
{
    public IReadOnlyList<ReviewPerson> Mentions { get; init; } = [];

    public IReadOnlyList<CommentFile> Files { get; init; } = [];

    public override string Describe() => $"{(IsQuery ? "raised a query" : "commented")}: {Text}"
        + (Files.Count == 0 ? "" : Files.Count == 1 ? " [1 file]" : $" [{Files.Count} files]");
}

[EventName("review.comment-resolved.v1")]
internal sealed record ReviewCommentResolved(
    ReviewId ReviewId, Guid CommentId, bool IsQuery, ReviewPerson By, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => "resolved a comment";
}

[EventName("review.comment-reopened.v1")]
internal sealed record ReviewCommentReopened(
    ReviewId ReviewId, Guid CommentId, bool IsQuery, ReviewPerson By, DateTimeOffset At) : ReviewEvent
{
    public override string Describe() => "opened a comment again";
}
