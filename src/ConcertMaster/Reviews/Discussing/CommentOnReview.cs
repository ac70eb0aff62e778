using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

internal sealed record CommentOnReview(
    Guid CommentId, Reviewer By, string? Text, string? Field, DateTimeOffset At)
{
    public Guid? ReplyTo { get; init; }
    public bool IsQuery { get; init; }
    public IReadOnlyList<ReviewPerson> Mentions { get; init; } = [];
    public IReadOnlyList<CommentFile> Files { get; init; } = [];
}

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(CommentOnReview command, Review state)
    {
        if (string.IsNullOrWhiteSpace(command.Text) && command.Files.Count == 0) return Refuse(ReviewRefusals.CommentRequired);
        if (command.Files.Count > ReviewLimits.CommentFileCountMax) return Refuse(ReviewRefusals.FileUnknown);
        var text = command.Text ?? "";
        if (text.Length > ReviewLimits.CommentLengthMax) return Refuse(ReviewRefusals.CommentTooLong);
        if (state is Review.NotRequested) return Refuse(ReviewRefusals.NotFound);
        if (state is Review.Withdrawn) return Refuse(ReviewRefusals.Withdrawn);
        if (command.IsQuery && state is Review.Decided) return Refuse(ReviewRefusals.AlreadyDecided);
        var file = Review.FileOf(state)!;
        if (file.Comments.Any(comment => comment.Id == command.CommentId)) return Nothing;
        if (file.Comments.Count >= ReviewLimits.CommentCountMax) return Refuse(ReviewRefusals.TooManyComments);
        var first = file.Comments.FirstOrDefault(comment => comment.Id == command.ReplyTo);
        if (command.ReplyTo is not null && first is null) return Refuse(ReviewRefusals.CommentUnknown);
        return Accept(new ReviewCommented(file.Id, command.CommentId, command.By.Person, text,
            first?.Field ?? command.Field, command.At, first?.ReplyTo ?? first?.Id, command.IsQuery && first is null)
        {
            Mentions = [.. command.Mentions.DistinctBy(one => one.Id).Take(ReviewLimits.MentionCountMax)],
            Files = command.Files,
        });
    }
}

/// <param name="ReplyTo">The comment that this one answers.</param>
/// <param name="Query">Whether it blocks the decision until it is resolved.</param>
/// <param name="Mentions">Ids of the people who shall be told.</param>
/// <param name="Files">Ids of files that were sent to the review before.</param>
internal sealed record CommentOnReviewBody(
    string? Text, string? Field, Guid? ReplyTo, bool? Query, IReadOnlyList<Guid>? Mentions, IReadOnlyList<Guid>? Files);

internal static class CommentOnReviewEndpoint
{
    public static void MapCommentOnReview(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/comments", Handle).RequirePermission(Permission.ViewReviews)
            .WithSummary("Comment on a review without deciding it, or raise a query that blocks the decision");

    private static async Task<IResult> Handle(
        Guid id, CommentOnReviewBody? body, Reviewers reviewers, IFileKeeper keeper, Actor actor, TimeProvider time,
        EventSession session, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        IReadOnlyList<Guid> named = [.. (body?.Files ?? []).Distinct()];
        // Nobody shows others what he may not see himself: only what he sent in can be named.
        var files = await keeper.KeptBy(actor.Tenant, actor.UserId.ToString(), named, ct);
        if (files.Count != named.Count) return ReviewRefusals.FileUnknown.ToProblem();
        if (files.FirstOrDefault(file => file.State == FileStates.Rejected) is { } rejected)
            return ReviewRefusals.FileRefused(rejected.Because).ToProblem();
        var command = new CommentOnReview(
            Guid.CreateVersion7(now), await reviewers.Of(actor, ct), body?.Text, body?.Field, now)
        {
            ReplyTo = body?.ReplyTo,
            IsQuery = body?.Query ?? false,
            Mentions = await reviewers.Named(actor.Tenant, body?.Mentions ?? [], ct),
            Files = [.. files.Select(file => new CommentFile(file.Id, null, file.Size, file.Sha256))],
        };
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult(_ => new { id = command.CommentId }, StatusCodes.Status201Created);
    }
}
