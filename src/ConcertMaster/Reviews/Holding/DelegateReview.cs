using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

/// <summary>Somebody who may decide lets another do it for him. What is decided says for whom.</summary>
internal sealed record DelegateReview(Reviewer By, Reviewer To, string? Stage, string? Reason, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(DelegateReview command, Review state)
    {
        if (state is Review.NotRequested) return Refuse(ReviewRefusals.NotFound);
        if (state is Review.Decided) return Refuse(ReviewRefusals.AlreadyDecided);
        if (state is not Review.Open { File: var file }) return Refuse(ReviewRefusals.Withdrawn);
        if (string.IsNullOrWhiteSpace(command.Reason)) return Refuse(ReviewRefusals.ReasonRequired);
        if (command.Reason.Length > ReviewLimits.CommentLengthMax) return Refuse(ReviewRefusals.CommentTooLong);
        var (seating, refusal) = Table.Find(file, command.By, command.Stage);
        if (seating is null) return Refuse(refusal!);
        if (Table.Bar(file, command.To) is { } bar) return Refuse(bar);
        if (command.To.Id == command.By.Id) return Nothing;
        // What was handed to me I hand on in the name of whoever it was first.
        var from = seating.OnBehalfOf ?? command.By.Person;
        if (file.Delegations.Any(one => one.Stage == seating.Stage.Id && one.From.Id == from.Id && one.To.Id == command.To.Id))
            return Nothing;
        return file.Delegations.Count >= ReviewLimits.DelegationCountMax
            ? Refuse(ReviewRefusals.TooManyDelegations)
            : Accept(new ReviewDelegated(file.Id, seating.Stage.Id, from, command.To.Person, seating.Seats,
                command.Reason, command.At));
    }
}
