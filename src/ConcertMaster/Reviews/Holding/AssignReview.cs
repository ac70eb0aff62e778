using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

/// <summary>Gives a stage to some persons alone; to its whole pool again when there are none.</summary>
/// <param name="To">Who shall decide, with all that bears on whether they may.</param>
/// <param name="By">Null when the system assigns.</param>
internal sealed record AssignReview(
    string Stage, IReadOnlyList<Reviewer> To, string Method, ReviewPerson? By, string? Reason, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(AssignReview command, Review state)
    {
        if (state is Review.NotRequested) return Refuse(ReviewRefusals.NotFound);
        if (state is Review.Decided) return Refuse(ReviewRefusals.AlreadyDecided);
        if (state is not Review.Open { File: var file }) return Refuse(ReviewRefusals.Withdrawn);
        if (command.By is not null && string.IsNullOrWhiteSpace(command.Reason)) return Refuse(ReviewRefusals.ReasonRequired);
        if (command.Reason?.Length > ReviewLimits.CommentLengthMax) return Refuse(ReviewRefusals.CommentTooLong);
        if (file.Stages.FirstOrDefault(stage => stage.Id == command.Stage) is not { } stage)
            return Refuse(ReviewRefusals.StageUnknown);
        if (file.OutcomeOf(stage) == StageOutcome.Passed) return Refuse(ReviewRefusals.StageNotOpen);
        if (command.To.Select(one => Table.Bar(file, one)).FirstOrDefault(bar => bar is not null) is { } refusal)
            return Refuse(refusal);
        if (file.AssignedTo(stage).Select(one => one.Id).ToHashSet().SetEquals(command.To.Select(one => one.Id)))
            return Nothing;
        var to = command.To.DistinctBy(one => one.Id).Select(one => one.Person).ToList();
        var assigned = new ReviewAssigned(
            file.Id, stage.Id, to, command.Method, command.By, command.Reason, [], command.At);
        var after = Review.FileOf(Review.Evolve(state, assigned))!;
        return Accept(assigned with { OpenTo = Table.OpenTo(after, stage) });
    }
}
