using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>What somebody adds to a decision beside the verdict and the comment.</summary>
/// <param name="Stage">The stage that is meant; null: the first one that waits for him.</param>
/// <param name="ContentHash">What he saw; null: whatever there is.</param>
/// <param name="Label">What he chooses in a stage that labels.</param>
internal sealed record DecisionTerms(
    string? Stage = null, string? ContentHash = null, IReadOnlyList<string>? Reasons = null,
    ReviewSignature? Signature = null, string? Label = null)
{
    public static readonly DecisionTerms None = new();
}

/// <summary>Where somebody sits at the table: a stage, the seats he fills, and for whom.</summary>
internal sealed record Seating(ReviewStage Stage, IReadOnlyList<string> Seats, ReviewPerson? OnBehalfOf);

/// <summary>Who may speak, in which stage, for whom. Every way of deciding, claiming and handing on asks here.</summary>
internal static class Table
{
    /// <summary>Why this person may not decide on this content in any stage; null when he may.</summary>
    public static Refusal? Bar(ReviewFile file, Reviewer by) =>
        by.IsAmong(file.TouchedBy) ? ReviewRefusals.OwnSubmission
        : by.StandsInFor.Any(absent => absent.IsAmong(file.TouchedBy)) ? ReviewRefusals.SubmitterSubstitute
        : null;

    /// <summary>The seats from which this person may speak now, or why there are none.</summary>
    public static (Seating? Seating, Refusal? Refusal) Find(ReviewFile file, Reviewer by, string? wanted)
    {
        if (Bar(file, by) is { } bar) return (null, bar);
        var (stages, closed) = Candidates(file, wanted);
        if (closed is not null) return (null, closed);
        Refusal? why = null;
        foreach (var stage in stages)
        {
            var (seating, refusal) = In(file, stage, by);
            if (seating is not null) return (seating, null);
            why ??= refusal;
            if (refusal != ReviewRefusals.NotAssigned) why = refusal;
        }
        return (null, why ?? ReviewRefusals.StageNotOpen);
    }

    private static (IReadOnlyList<ReviewStage> Stages, Refusal? Refusal) Candidates(ReviewFile file, string? wanted)
    {
        var open = file.OpenStages;
        if (wanted is null) return (open, null);
        if (open.FirstOrDefault(stage => stage.Id == wanted) is { } stage) return ([stage], null);
        return ([], file.Stages.Any(one => one.Id == wanted) ? ReviewRefusals.StageNotOpen : ReviewRefusals.StageUnknown);
    }

    private static (Seating? Seating, Refusal? Refusal) In(ReviewFile file, ReviewStage stage, Reviewer by)
    {
        if (file.OpinionsIn(stage).Any(one => one.By.Id == by.Id)) return (null, ReviewRefusals.AlreadySaid);
        if (!stage.MayRepeat && file.Standing.Any(one => one.Stage != stage.Id && one.By.Id == by.Id))
            return (null, ReviewRefusals.OtherStage);
        var (isSeated, why) = (false, ReviewRefusals.NotAssigned);
        foreach (var hat in (Reviewer[])[by, .. by.StandsInFor])
        {
            if (!IsSeated(file, stage, hat)) continue;
            isSeated = true;
            if (!IsUsed(file, stage, hat.Id))
                return (new(stage, SeatsOf(file, stage, hat), hat.Id == by.Id ? null : hat.Person), null);
        }
        foreach (var delegation in file.Delegations.Where(one => one.Stage == stage.Id && one.To.Id == by.Id))
        {
            // Whoever has made or changed it since has no voice to lend.
            if (file.TouchedBy.Contains(delegation.From.Id.ToString(), StringComparer.OrdinalIgnoreCase))
            {
                why = ReviewRefusals.SubmitterSubstitute;
                continue;
            }
            isSeated = true;
            if (!IsUsed(file, stage, delegation.From.Id)) return (new(stage, delegation.Seats, delegation.From), null);
        }
        return (null, isSeated ? ReviewRefusals.SeatTaken : why);
    }

    private static bool IsSeated(ReviewFile file, ReviewStage stage, Reviewer hat) =>
        file.AssignedTo(stage) is { Count: > 0 } assigned
            ? assigned.Any(one => one.Id == hat.Id)
            : SeatsIn(file, stage) is var seats && (seats.Count == 0 || seats.Any(seat => seat.Fits(hat)));

    private static IReadOnlyList<string> SeatsOf(ReviewFile file, ReviewStage stage, Reviewer hat) =>
        [.. SeatsIn(file, stage).Where(seat => seat.Fits(hat)).Select(seat => seat.Key)];

    private static IReadOnlyList<StageSeat> SeatsIn(ReviewFile file, ReviewStage stage) =>
        stage.Adjudicators.Count > 0 && file.IsDisputed(stage) ? stage.Adjudicators : stage.Seats;

    private static bool IsUsed(ReviewFile file, ReviewStage stage, UserId person) =>
        file.OpinionsIn(stage).Any(one => one.IsOf(person));

    /// <summary>Who keeps this person from speaking in a stage by holding it; null when nobody does.</summary>
    public static ReviewClaim? HeldByAnother(ReviewFile file, ReviewStage stage, Reviewer by, DateTimeOffset at)
    {
        var held = file.Claims.Where(claim => claim.Stage == stage.Id && claim.HoldsAt(at)).ToList();
        // Blind reviewers work on the same item at once, as many as the stage needs.
        var places = stage.IsBlind && !file.IsDisputed(stage) ? Math.Max(1, stage.Rule.Needed) : 1;
        return held.Any(claim => claim.By.Id == by.Id) || held.Count < places ? null : held[0];
    }

    /// <summary>The stages that wait, and to whom they are open, for read models.</summary>
    public static IReadOnlyList<WaitingStage> Waiting(ReviewFile file) =>
        [.. file.OpenStages.Select(stage => new WaitingStage(stage.Id, stage.Name, OpenTo(file, stage)))];

    public static IReadOnlyList<string> OpenTo(ReviewFile file, ReviewStage stage) =>
        file.AssignedTo(stage) is { Count: > 0 } assigned
            ? [.. assigned.Select(one => StageSeat.KeyOf(SeatKind.Person, one.Id.ToString()))]
            : [.. SeatsIn(file, stage).Select(seat => seat.Key)];
}
