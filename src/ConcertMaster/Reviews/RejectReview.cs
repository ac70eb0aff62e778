using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

internal sealed record RejectReview(Reviewer By, string? Comment, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(RejectReview command, Review state) =>
        Conclude(state, command.By, Verdict.Rejected, command.Comment, file =>
        [
            new ReviewRejected(file.Id, command.By.Person, command.Comment!, command.At),
            Verdicted(file, Verdict.Rejected, command.By, command.Comment, [], command.At),
        ]);
}

internal sealed record RejectReviewBody(string? Comment);

internal static class RejectReviewEndpoint
{
    public static void MapRejectReview(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/reject", Handle).RequirePermission(Permission.DecideReviews)
            .WithSummary("Reject a review, saying why");

    private static async Task<IResult> Handle(
        Guid id, RejectReviewBody? body, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new RejectReview(Reviewer.Of(actor), body?.Comment, time.GetUtcNow());
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
