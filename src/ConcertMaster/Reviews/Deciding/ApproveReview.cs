using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

internal sealed record ApproveReview(Reviewer By, string? Comment, DateTimeOffset At)
{
    public DecisionTerms Terms { get; init; } = DecisionTerms.None;
}

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(ApproveReview command, Review state) =>
        Conclude(state, command.By, Stance.Approved, command.Comment, command.Terms, command.At, (file, standing) =>
            new ReviewApproved(file.Id, command.By.Person, command.Comment, command.At, standing));
}

/// <summary>What every way of deciding may carry.</summary>
/// <param name="ContentHash">Of what was seen; refused when it is no longer so.</param>
internal record DecisionBody(
    string? Comment, string? Stage, string? ContentHash, IReadOnlyList<string>? Reasons, SignatureBody? Signature);

internal static class ApproveReviewEndpoint
{
    public static void MapApproveReview(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/approve", Handle).RequirePermission(Permission.DecideReviews)
            .WithSummary("Approve a review");

    private static async Task<IResult> Handle(
        Guid id, DecisionBody? body, HttpContext http, Reviewers reviewers, Signing signing, Actor actor,
        TimeProvider time, EventSession session, CancellationToken ct)
    {
        var (terms, refusal) = await signing.Terms(body, actor, http, ct);
        if (refusal is not null) return refusal.ToProblem();
        var by = await reviewers.Of(actor, ct);
        var command = new ApproveReview(by, body?.Comment, time.GetUtcNow()) { Terms = terms };
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
