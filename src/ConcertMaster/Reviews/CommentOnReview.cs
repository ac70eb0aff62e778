using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

internal sealed record CommentOnReview(
    Guid CommentId, Reviewer By, string? Text, string? Field, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(CommentOnReview command, Review state)
    {
        if (string.IsNullOrWhiteSpace(command.Text)) return Refuse(ReviewRefusals.CommentRequired);
        if (command.Text.Length > ReviewLimits.CommentLengthMax) return Refuse(ReviewRefusals.CommentTooLong);
        return state switch
        {
            Review.NotRequested => Refuse(ReviewRefusals.NotFound),
            Review.Withdrawn => Refuse(ReviewRefusals.Withdrawn),
            _ when Review.FileOf(state)!.Comments.Any(comment => comment.Id == command.CommentId) => Nothing,
            _ when Review.FileOf(state)!.Comments.Count >= ReviewLimits.CommentCountMax =>
                Refuse(ReviewRefusals.TooManyComments),
            _ => Accept(new ReviewCommented(Review.FileOf(state)!.Id, command.CommentId, command.By.Person,
                command.Text, command.Field, command.At)),
        };
    }
}

internal sealed record CommentOnReviewBody(string? Text, string? Field);

internal static class CommentOnReviewEndpoint
{
    public static void MapCommentOnReview(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/comments", Handle).RequirePermission(Permission.ViewReviews)
            .WithSummary("Comment on a review without deciding it");

    private static async Task<IResult> Handle(
        Guid id, CommentOnReviewBody? body, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var command = new CommentOnReview(
            Guid.CreateVersion7(now), Reviewer.Of(actor), body?.Text, body?.Field, now);
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult(_ => new { id = command.CommentId }, StatusCodes.Status201Created);
    }
}
