using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

internal sealed record ApproveReview(Reviewer By, string? Comment, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(ApproveReview command, Review state) =>
        Conclude(state, command.By, Verdict.Approved, command.Comment, file =>
        {
            var approved = new ReviewApproved(file.Id, command.By.Person, command.Comment, command.At);
            return file.ApprovalCount + 1 < file.Request.RequiredApprovals
                ? [approved]
                : [approved, Verdicted(file, Verdict.Approved, command.By, command.Comment, [], command.At)];
        });
}

internal sealed record ApproveReviewBody(string? Comment);

internal static class ApproveReviewEndpoint
{
    public static void MapApproveReview(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/approve", Handle).RequirePermission(Permission.DecideReviews)
            .WithSummary("Approve a review");

    private static async Task<IResult> Handle(
        Guid id, ApproveReviewBody? body, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new ApproveReview(Reviewer.Of(actor), body?.Comment, time.GetUtcNow());
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
