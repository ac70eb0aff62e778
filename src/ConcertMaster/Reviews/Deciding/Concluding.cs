using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>The rules that hold for every way of deciding; each use case adds only what is its own.</summary>
internal static partial class ReviewDecider
{
    /// <summary>One opinion of one person, and the verdict where it tips the scale.</summary>
    private static Decision<ReviewEvent> Conclude(
        Review review, Reviewer by, Stance stance, string? comment, DecisionTerms terms, DateTimeOffset at,
        Func<ReviewFile, ReviewStanding, ReviewEvent> opinion)
    {
        if (comment?.Length > ReviewLimits.CommentLengthMax) return Decision<ReviewEvent>.Refuse(ReviewRefusals.CommentTooLong);
        if (stance is Stance.Rejected or Stance.ChangesRequested && string.IsNullOrWhiteSpace(comment))
            return Decision<ReviewEvent>.Refuse(ReviewRefusals.CommentRequired);
        var (file, answer) = FileIn(review, by, stance, terms);
        if (answer is not null) return answer;
        var (seating, refusal) = Table.Find(file!, by, terms.Stage);
        if (seating is null) return Decision<ReviewEvent>.Refuse(refusal!);
        if (WhyNotNow(file!, seating, by, stance, terms, at) is { } bar) return Decision<ReviewEvent>.Refuse(bar);
        var standing = new ReviewStanding(seating.Stage.Id, seating.Seats, seating.OnBehalfOf, file!.ContentHash,
            [.. (terms.Reasons ?? []).Distinct().Take(ReviewLimits.ReasonCountMax)], terms.Signature);
        return Decision<ReviewEvent>.Accept(
            [.. Consequences(file, seating.Stage, by, stance, comment, at, opinion(file, standing))]);
    }

    /// <summary>The file to decide on, or the answer when there is nothing to decide for this person.</summary>
    private static (ReviewFile? File, Decision<ReviewEvent>? Answer) FileIn(
        Review review, Reviewer by, Stance stance, DecisionTerms terms)
    {
        var said = Review.FileOf(review)?.Standing.Where(one => one.By.Id == by.Id
            && (terms.Stage is null || one.Stage == terms.Stage)).ToList() ?? [];
        return review switch
        {
            Review.NotRequested => (null, Decision<ReviewEvent>.Refuse(ReviewRefusals.NotFound)),
            // A second click, or a repeated request. Whoever sits in several stages names the one that is meant.
            _ when said.Any(one => one.Verdict == stance) => (null, Decision<ReviewEvent>.Nothing),
            Review.Decided => (null, Decision<ReviewEvent>.Refuse(ReviewRefusals.AlreadyDecided)),
            Review.Withdrawn => (null, Decision<ReviewEvent>.Refuse(ReviewRefusals.Withdrawn)),
            Review.Open open when said.Count > 0 && Table.Bar(open.File, by) is null =>
                (null, Decision<ReviewEvent>.Refuse(ReviewRefusals.AlreadySaid)),
            Review.Open open => (open.File, null),
            _ => throw new InvalidOperationException($"Unhandled state {review}."),
        };
    }

    private static Refusal? WhyNotNow(
        ReviewFile file, Seating seating, Reviewer by, Stance stance, DecisionTerms terms, DateTimeOffset at)
    {
        if (file.Awaited is not null) return ReviewRefusals.AwaitsSender;
        if (Table.HeldByAnother(file, seating.Stage, by, at) is { } claim)
            return ReviewRefusals.ClaimedByAnother(claim.By.Name);
        if (terms.ContentHash is { } seen && seen != file.ContentHash) return ReviewRefusals.ContentChanged;
        if (WhyNotThat(seating.Stage, stance, terms) is { } other) return other;
        if (NeedsReason(file.Request, stance) && terms.Reasons is not { Count: > 0 }) return ReviewRefusals.PickReason;
        var concludes = stance is Stance.Approved or Stance.Rejected or Stance.Labelled;
        if (concludes && file.OpenQueries.Any()) return ReviewRefusals.QueryOpen;
        if (terms.Signature is { } signature && signature.ContentHash != file.ContentHash)
            return ReviewRefusals.SignatureNotBound;
        var isSigned = seating.Stage.Signature is not null && concludes;
        return isSigned && terms.Signature is null ? ReviewRefusals.SignatureRequired : null;
    }

    private static bool NeedsReason(ReviewRequest request, Stance stance) => stance switch
    {
        Stance.Approved => request.ReasonRequiredFor.Contains(Verdict.Approved),
        Stance.Rejected => request.ReasonRequiredFor.Contains(Verdict.Rejected),
        Stance.ChangesRequested => request.ReasonRequiredFor.Contains(Verdict.ChangesRequested),
        _ => false,
    };

    // Some stages are approved, others labelled; neither is the other's business.
    private static Refusal? WhyNotThat(ReviewStage stage, Stance stance, DecisionTerms terms) => stance switch
    {
        Stance.Approved or Stance.Rejected when stage.IsLabelling => ReviewRefusals.LabelWanted,
        Stance.Labelled when !stage.IsLabelling => ReviewRefusals.NothingToLabel,
        Stance.Labelled when terms.Label is null || !stage.Labels.Contains(terms.Label) => ReviewRefusals.LabelUnknown,
        _ => null,
    };

    private static IEnumerable<ReviewEvent> Consequences(
        ReviewFile file, ReviewStage stage, Reviewer by, Stance stance, string? comment, DateTimeOffset at,
        ReviewEvent opinion)
    {
        yield return opinion;
        if (stance == Stance.ChangesRequested)
        {
            if (!file.Request.AsksSender)
                yield return Verdicted(file, file, Verdict.ChangesRequested, by, comment,
                    ((ReviewChangesRequested)opinion).Fields, at);
            yield break;
        }
        var after = Review.FileOf(Review.Evolve(new Review.Open(file), opinion))!;
        switch (after.OutcomeOf(stage))
        {
            case StageOutcome.Failed:
                yield return Verdicted(file, after, Verdict.Rejected, by, comment, [], at);
                break;
            case StageOutcome.Passed when after.OpenStages.Count == 0:
                yield return Verdicted(file, after, Verdict.Approved, by, comment, [], at);
                break;
            case StageOutcome.Passed:
                yield return new ReviewStagePassed(file.Id, stage.Id, stage.Name, Table.Waiting(after), at);
                break;
            case StageOutcome.Pending when after.IsDisputed(stage) && !file.IsDisputed(stage):
                yield return new ReviewDisputed(file.Id, stage.Id, stage.Name, Table.Waiting(after), at);
                break;
        }
    }

    private static ReviewDecided Verdicted(
        ReviewFile file, ReviewFile after, Verdict verdict, Reviewer by, string? comment, IReadOnlyList<string> fields,
        DateTimeOffset at) =>
        new(file.Id, file.Request.Subject, verdict, by.Person, comment, fields, at, file.Request.For)
        {
            Labels = after.Labels is { Count: > 0 } labels ? labels : null,
        };
}
