using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

internal sealed record ClaimReview(Reviewer By, DateTimeOffset At);

internal sealed record ReleaseReview(Reviewer By, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(ClaimReview command, Review state) => state switch
    {
        Review.NotRequested => Refuse(ReviewRefusals.NotFound),
        Review.Decided => Refuse(ReviewRefusals.AlreadyDecided),
        Review.Withdrawn => Refuse(ReviewRefusals.Withdrawn),
        Review.Claimed claimed when claimed.By.Id == command.By.Id => Nothing,
        Review.Claimed claimed => Refuse(ReviewRefusals.ClaimedByAnother(claimed.By.Name)),
        Review.Open open when Bar(open.File, command.By) is { } bar => Refuse(bar),
        Review.Open open => Accept(new ReviewClaimed(open.File.Id, command.By.Person, command.At)),
        _ => throw new InvalidOperationException($"Unhandled state {state}."),
    };

    public static Decision<ReviewEvent> Decide(ReleaseReview command, Review state) => state switch
    {
        Review.NotRequested => Refuse(ReviewRefusals.NotFound),
        Review.Decided => Refuse(ReviewRefusals.AlreadyDecided),
        Review.Withdrawn => Refuse(ReviewRefusals.Withdrawn),
        Review.Open => Nothing,
        Review.Claimed claimed when claimed.By.Id == command.By.Id =>
            Accept(new ReviewReleased(claimed.File.Id, command.By.Person, command.At)),
        Review.Claimed claimed => Refuse(ReviewRefusals.ClaimedByAnother(claimed.By.Name)),
        _ => throw new InvalidOperationException($"Unhandled state {state}."),
    };
}

internal static class ClaimReviewEndpoints
{
    public static void MapClaimReview(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/claim", Claim).RequirePermission(Permission.DecideReviews)
            .WithSummary("Claim a review, so that nobody else decides it meanwhile");
        group.MapPost("/{id:guid}/release", Release).RequirePermission(Permission.DecideReviews)
            .WithSummary("Give a claimed review back to its queue");
    }

    private static async Task<IResult> Claim(
        Guid id, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new ClaimReview(Reviewer.Of(actor), time.GetUtcNow());
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Release(
        Guid id, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new ReleaseReview(Reviewer.Of(actor), time.GetUtcNow());
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
