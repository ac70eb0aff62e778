using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

/// <summary>What is this review about, what was said, and may I decide it?</summary>
internal static class ReviewDetail
{
    public static void MapReviewDetail(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}", Get).RequirePermission(Permission.ViewReviews)
            .WithSummary("A review with its data, comments and decisions");

    private static async Task<IResult> Get(
        Guid id, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var (review, version) = await session.Load(Review.Stream(new(id)), ct: ct);
        if (Review.FileOf(review) is not { } file) return ReviewRefusals.NotFound.ToProblem();
        var bar = WhyNot(review, actor, time.GetUtcNow());
        return CommandResults.Versioned(Describe(review, file, bar, version), version);
    }

    /// <summary>Asked of the decision itself, so that the page and the act never disagree.</summary>
    private static string? WhyNot(Review review, Actor actor, DateTimeOffset now)
    {
        if (!actor.May(Permission.DecideReviews)) return CommonRefusals.AccessDenied.Message;
        return ReviewDecider.Decide(new ApproveReview(Reviewer.Of(actor), null, now), review) switch
        {
            Decision<ReviewEvent>.Refused refused => refused.Refusal.Message,
            Decision<ReviewEvent>.Unchanged => "You have decided this already.",
            _ => null,
        };
    }

    private static object Describe(Review review, ReviewFile file, string? bar, long version) => new
    {
        file.Id,
        file.Request.Title,
        file.Request.Queue,
        State = StateOf(review),
        file.RequestedAt,
        file.Request.DueAt,
        ClaimedBy = (review as Review.Claimed)?.By,
        file.Request.Assignees,
        file.Request.RequiredApprovals,
        Approvals = file.ApprovalCount,
        file.Request.Reason,
        file.Request.Subject,
        file.Request.Data,
        file.Request.Fields,
        file.Comments,
        Decisions = file.Opinions,
        DecidedAt = (review as Review.Decided)?.At,
        CanDecide = bar is null,
        CannotDecideBecause = bar,
        Version = version,
    };

    private static string StateOf(Review review) => review switch
    {
        Review.Open => "open",
        Review.Claimed => "claimed",
        Review.Decided decided => ReviewInbox.NameOf(decided.Verdict),
        Review.Withdrawn => "withdrawn",
        _ => throw new InvalidOperationException($"Unhandled state {review}."),
    };
}
