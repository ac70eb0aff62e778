using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Output;
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
            .WithSummary("A review with its data, stages, comments and decisions");

    private static async Task<IResult> Get(
        Guid id, Actor actor, Reviewers reviewers, IFileKeeper files, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        var (review, version) = await session.Load(Review.Stream(new(id)), ct: ct);
        if (Review.FileOf(review) is not { } file) return ReviewRefusals.NotFound.ToProblem();
        var me = await reviewers.Of(actor, ct);
        var bar = WhyNot(review, file, actor, me, time.GetUtcNow());
        var comments = await CommentFiles.Show(files, actor.Tenant, CommentsFor(me, review, file), ct);
        return CommandResults.Versioned(Describe(review, file, me, bar, comments, time.GetUtcNow(), version), version);
    }

    /// <summary>Asked of the decision itself, so that the page and the act never disagree.</summary>
    private static string? WhyNot(Review review, ReviewFile file, Actor actor, Reviewer me, DateTimeOffset now)
    {
        if (!actor.May(Permission.DecideReviews)) return CommonRefusals.AccessDenied.Message;
        // Whether it has to be signed is no bar: the page asks for the signature.
        var signature = new ReviewSignature(me.Name, "", file.ContentHash, now);
        // Who sits in several stages may have spoken in one of them: the stage that waits is asked about.
        var stage = Table.Find(file, me, null).Seating?.Stage.Id;
        var labels = file.Stages.FirstOrDefault(one => one.Id == stage)?.Labels ?? [];
        // Nor is a reason that is yet to be picked.
        var terms = new DecisionTerms(stage, null, ["?"], signature, labels.FirstOrDefault());
        var attempt = labels.Count > 0
            ? ReviewDecider.Decide(new LabelReview(me, null, now) { Terms = terms }, review)
            : ReviewDecider.Decide(new ApproveReview(me, null, now) { Terms = terms }, review);
        return attempt switch
        {
            Decision<ReviewEvent>.Refused refused => refused.Refusal.Message,
            Decision<ReviewEvent>.Unchanged => "You have decided this already.",
            _ => null,
        };
    }

    private static object Describe(
        Review review, ReviewFile file, Reviewer me, string? bar, IReadOnlyList<object> comments, DateTimeOffset now,
        long version)
    {
        var seating = review is Review.Open ? Table.Find(file, me, null).Seating : null;
        var hidden = file.Stages.Where(stage => IsHiddenFrom(file, stage, me, review)).Select(stage => stage.Id).ToHashSet();
        var claim = file.Claims.FirstOrDefault(one => one.HoldsAt(now));
        return new
        {
            file.Id,
            file.Request.Title,
            file.Request.Queue,
            file.Request.Priority,
            State = StateOf(review, claim),
            file.RequestedAt,
            file.DueAt,
            ClaimedBy = claim?.By,
            ClaimedUntil = claim?.Until,
            file.Request.Assignees,
            file.Request.RequiredApprovals,
            Approvals = file.Standing.Count(one => one.Verdict == Stance.Approved && !hidden.Contains(one.Stage)),
            file.Request.Reason,
            file.Request.Subject,
            file.Request.Data,
            file.Request.Fields,
            file.ContentHash,
            file.Request.AsksSender,
            file.Request.ReasonRequiredFor,
            file.EscalatedTo,
            Stages = file.Stages.Select(stage => StageOf(review, file, stage)),
            Seat = seating is null ? null : new
            {
                Stage = seating.Stage.Id, seating.Stage.Name, seating.OnBehalfOf, seating.Stage.Signature,
                seating.Stage.Labels, Settles = file.IsDisputed(seating.Stage),
            },
            Comments = comments,
            Decisions = file.Opinions.Where(one => one.By.Id == me.Id || !hidden.Contains(one.Stage)),
            file.Awaited,
            file.Revisions,
            file.Delegations,
            file.Labels,
            DecidedAt = (review as Review.Decided)?.At,
            WithdrawnBecause = (review as Review.Withdrawn)?.Reason,
            CanDecide = bar is null,
            CannotDecideBecause = bar,
            Version = version,
        };
    }

    /// <summary>Comments that somebody may read: whoever reads blind has his own alone.</summary>
    public static IReadOnlyList<ReviewComment> CommentsFor(Reviewer me, Review review, ReviewFile file) =>
        file.Stages.Any(stage => IsHiddenFrom(file, stage, me, review))
            ? [.. file.Comments.Where(one => one.By.Id == me.Id)] : file.Comments;

    /// <summary>Whether this opinion is kept from somebody who has yet to give his own.</summary>
    public static bool IsHidden(ReviewFile file, ReviewOpinion opinion, Reviewer from, Review review) =>
        opinion.By.Id != from.Id && file.Stages.FirstOrDefault(stage => stage.Id == opinion.Stage) is { } stage
        && IsHiddenFrom(file, stage, from, review);

    // Blind reviewers learn of each other when both have spoken; whoever settles their dispute sees what it is about.
    private static bool IsHiddenFrom(ReviewFile file, ReviewStage stage, Reviewer me, Review review) =>
        stage.IsBlind && review is Review.Open && file.OutcomeOf(stage) == StageOutcome.Pending
        && !file.IsDisputed(stage) && file.OpinionsIn(stage).All(one => one.By.Id != me.Id);

    private static object StageOf(Review review, ReviewFile file, ReviewStage stage) => new
    {
        stage.Id,
        stage.Name,
        stage.Step,
        stage.Rule,
        stage.Seats,
        stage.When,
        stage.Fields,
        stage.Signature,
        Blind = stage.IsBlind,
        stage.Labels,
        stage.Adjudicators,
        Disputed = file.IsDisputed(stage),
        AssignedTo = file.AssignedTo(stage),
        State = file.StagesPassedOver.Contains(stage.Id) ? "passedOver"
            : file.OutcomeOf(stage) switch
            {
                StageOutcome.Passed => "passed",
                StageOutcome.Failed => "failed",
                _ when review is not Review.Open => "ended",
                _ => file.OpenStages.Contains(stage) ? "open" : "later",
            },
    };

    public static string StateOf(Review review, ReviewClaim? claim) => review switch
    {
        Review.Open { File.Awaited: not null } => "returned",
        Review.Open when claim is not null => "claimed",
        Review.Open => "open",
        Review.Decided decided => ReviewInbox.NameOf(decided.Verdict),
        Review.Withdrawn => "withdrawn",
        _ => throw new InvalidOperationException($"Unhandled state {review}."),
    };
}
