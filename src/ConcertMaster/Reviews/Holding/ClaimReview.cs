using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

internal sealed record ClaimReview(Reviewer By, DateTimeOffset At, string? Stage = null);

internal sealed record ReleaseReview(Reviewer By, DateTimeOffset At);

/// <summary>The lease of a claim has run out, says the clock.</summary>
internal sealed record LapseClaim(UserId Holder, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(ClaimReview command, Review state) => state switch
    {
        Review.NotRequested => Refuse(ReviewRefusals.NotFound),
        Review.Decided => Refuse(ReviewRefusals.AlreadyDecided),
        Review.Withdrawn => Refuse(ReviewRefusals.Withdrawn),
        Review.Open open => Claim(command, open.File),
        _ => throw new InvalidOperationException($"Unhandled state {state}."),
    };

    private static Decision<ReviewEvent> Claim(ClaimReview command, ReviewFile file)
    {
        var (seating, refusal) = Table.Find(file, command.By, command.Stage);
        if (seating is null) return Refuse(refusal!);
        if (Table.HeldByAnother(file, seating.Stage, command.By, command.At) is { } claim)
            return Refuse(ReviewRefusals.ClaimedByAnother(claim.By.Name));
        var isHeld = file.Claims.Any(one => one.Stage == seating.Stage.Id && one.By.Id == command.By.Id
            && one.HoldsAt(command.At));
        return isHeld
            ? Nothing
            : Accept(new ReviewClaimed(file.Id, command.By.Person, command.At, seating.Stage.Id,
                command.At + ReviewLimits.ClaimLease));
    }

    public static Decision<ReviewEvent> Decide(ReleaseReview command, Review state) => state switch
    {
        Review.NotRequested => Refuse(ReviewRefusals.NotFound),
        Review.Decided => Refuse(ReviewRefusals.AlreadyDecided),
        Review.Withdrawn => Refuse(ReviewRefusals.Withdrawn),
        Review.Open open when open.File.Claims.Any(claim => claim.By.Id == command.By.Id) =>
            Accept(new ReviewReleased(open.File.Id, command.By.Person, command.At)),
        Review.Open open when open.File.Claims.FirstOrDefault(claim => claim.HoldsAt(command.At)) is { } other =>
            Refuse(ReviewRefusals.ClaimedByAnother(other.By.Name)),
        Review.Open => Nothing,
        _ => throw new InvalidOperationException($"Unhandled state {state}."),
    };

    public static Decision<ReviewEvent> Decide(LapseClaim command, Review state) =>
        state is Review.Open open
        && open.File.Claims.FirstOrDefault(claim => claim.By.Id == command.Holder && !claim.HoldsAt(command.At)) is { } claim
            ? Accept(new ReviewClaimLapsed(open.File.Id, claim.By, claim.Stage, command.At))
            : Nothing;
}

internal sealed record ClaimReviewBody(string? Stage);

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
        Guid id, ClaimReviewBody? body, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        var command = new ClaimReview(await reviewers.Of(actor, ct), time.GetUtcNow(), body?.Stage);
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Release(
        Guid id, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new ReleaseReview(await reviewers.Of(actor, ct), time.GetUtcNow());
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
