using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

/// <param name="Open">Opens it again instead.</param>
internal sealed record ResolveComment(Guid CommentId, Reviewer By, bool Open, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(ResolveComment command, Review state)
    {
        if (state is Review.NotRequested) return Refuse(ReviewRefusals.NotFound);
        if (state is Review.Withdrawn) return Refuse(ReviewRefusals.Withdrawn);
        var file = Review.FileOf(state)!;
        if (file.Comments.FirstOrDefault(one => one.Id == command.CommentId && one.ReplyTo is null) is not { } comment)
            return Refuse(ReviewRefusals.CommentUnknown);
        // Whoever is asked about his own figures does not say that the question is answered.
        if (comment.IsQuery && comment.By.Id != command.By.Id && Table.Bar(file, command.By) is { } bar) return Refuse(bar);
        return (comment.ResolvedBy, command.Open) switch
        {
            (null, false) => Accept(new ReviewCommentResolved(
                file.Id, comment.Id, comment.IsQuery, command.By.Person, command.At)),
            (not null, true) => Accept(new ReviewCommentReopened(
                file.Id, comment.Id, comment.IsQuery, command.By.Person, command.At)),
            _ => Nothing,
        };
    }
}

internal static class ResolveCommentEndpoints
{
    public static void MapResolveComment(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/comments/{commentId:guid}/resolve", Resolve).RequirePermission(Permission.ViewReviews)
            .WithSummary("Resolve a comment or a query");
        group.MapPost("/{id:guid}/comments/{commentId:guid}/reopen", Reopen).RequirePermission(Permission.ViewReviews)
            .WithSummary("Open a resolved comment or query again");
    }

    private static Task<IResult> Resolve(
        Guid id, Guid commentId, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct) => Handle(id, commentId, false, reviewers, actor, time, session, ct);

    private static Task<IResult> Reopen(
        Guid id, Guid commentId, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct) => Handle(id, commentId, true, reviewers, actor, time, session, ct);

    private static async Task<IResult> Handle(
        Guid id, Guid commentId, bool open, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        var command = new ResolveComment(commentId, await reviewers.Of(actor, ct), open, time.GetUtcNow());
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
