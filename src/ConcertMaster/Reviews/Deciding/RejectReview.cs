using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

internal sealed record RejectReview(Reviewer By, string? Comment, DateTimeOffset At)
{
    public DecisionTerms Terms { get; init; } = DecisionTerms.None;
}

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(RejectReview command, Review state) =>
        Conclude(state, command.By, Stance.Rejected, command.Comment, command.Terms, command.At, (file, standing) =>
            new ReviewRejected(file.Id, command.By.Person, command.Comment!, command.At, standing));
}

internal static class RejectReviewEndpoint
{
    public static void MapRejectReview(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/reject", Handle).RequirePermission(Permission.DecideReviews)
            .WithSummary("Reject a review, saying why");

    private static async Task<IResult> Handle(
        Guid id, DecisionBody? body, HttpContext http, Reviewers reviewers, Signing signing, Actor actor,
        TimeProvider time, EventSession session, CancellationToken ct)
    {
        var (terms, refusal) = await signing.Terms(body, actor, http, ct);
        if (refusal is not null) return refusal.ToProblem();
        var by = await reviewers.Of(actor, ct);
        var command = new RejectReview(by, body?.Comment, time.GetUtcNow()) { Terms = terms };
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
