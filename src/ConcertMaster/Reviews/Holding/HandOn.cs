using ConcertMaster.Shared;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

/// <param name="To">Ids of the persons; none gives the stage back to its pool.</param>
internal sealed record AssignReviewBody(string? Stage, IReadOnlyList<Guid>? To, string? Reason);

internal sealed record DelegateReviewBody(string? Stage, Guid To, string? Reason);

/// <summary>Two ways of handing a review on: by somebody in charge, and by whoever has it, in his own name.</summary>
internal static class HandOnEndpoints
{
    public static void MapHandOn(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/assign", Assign).RequirePermission(Permission.AssignReviews)
            .WithSummary("Assign a stage of a review to persons, saying why");
        group.MapPost("/{id:guid}/delegate", Delegate).RequirePermission(Permission.DecideReviews)
            .WithSummary("Let somebody else decide in your name, saying why");
    }

    private static async Task<IResult> Assign(
        Guid id, AssignReviewBody body, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        var to = new List<Reviewer>();
        foreach (var user in (body.To ?? []).Distinct().Take(ReviewLimits.AssigneeCountMax))
        {
            if (await reviewers.Find(actor.Tenant, new(user), ct) is not { } reviewer)
                return ReviewRefusals.NobodyToAssign.ToProblem();
            to.Add(reviewer);
        }
        var by = new ReviewPerson(actor.UserId, actor.Name);
        var outcome = await session.Transact(Review.Stream(new(id)), review => ReviewDecider.Decide(
            new AssignReview(body.Stage ?? FirstOpen(review), to, to.Count == 0 ? "pool" : "person", by, body.Reason,
                time.GetUtcNow()), review), ct: ct);
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Delegate(
        Guid id, DelegateReviewBody body, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        if (await reviewers.Find(actor.Tenant, new(body.To), ct) is not { } to) return ReviewRefusals.NobodyToAssign.ToProblem();
        var command = new DelegateReview(await reviewers.Of(actor, ct), to, body.Stage, body.Reason, time.GetUtcNow());
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }

    private static string FirstOpen(Review review) =>
        Review.FileOf(review)?.OpenStages.FirstOrDefault()?.Id ?? ReviewStage.Single;
}
