using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

/// <summary>The clock has come to a point at which something may be due.</summary>
internal sealed record PassTime(DateTimeOffset Now);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(PassTime command, Review state)
    {
        if (state is not Review.Open { File: var file }) return Nothing;
        var events = new List<ReviewEvent>();
        foreach (var claim in file.Claims.Where(claim => !claim.HoldsAt(command.Now)))
            events.Add(new ReviewClaimLapsed(file.Id, claim.By, claim.Stage, command.Now));
        // While the sender has the word, nobody is late.
        if (file.DueAt is not { } due || file.Awaited is not null) return Accept(events);
        foreach (var mark in TimeMarks.Of(file.Request).Where(mark => DueDates.Moved(due, mark.Offset) <= command.Now))
        {
            if (mark.IsReminder && !file.RemindersSent.Contains(mark.Number))
                events.Add(new ReviewReminded(file.Id, mark.Number, due, command.Now));
            if (!mark.IsReminder && file.EscalatedTo < mark.Number)
            {
                var level = new ReviewEscalated(
                    file.Id, mark.Number, file.Request.Escalations[mark.Number - 1].To, [], command.Now);
                var after = TimeMarks.Apply(Review.FileOf(events.Aggregate(state, Review.Evolve))!, level);
                events.Add(level with { Open = Table.Waiting(after) });
            }
        }
        return Accept(events);
    }
}

/// <param name="Offset">From the due time: before it for a reminder, after it for an escalation.</param>
internal sealed record TimeMark(bool IsReminder, int Number, TimeSpan Offset);

internal static class TimeMarks
{
    /// <summary>What a request wants to happen around its due time, in the order of time.</summary>
    public static IReadOnlyList<TimeMark> Of(ReviewRequest request) =>
    [
        .. request.RemindBefore.Index().Select(one => (one.Index, Span: DueDates.Plain(one.Item)))
            .Where(one => one.Span is not null).Select(one => new TimeMark(true, one.Index + 1, -one.Span!.Value))
            .Concat(request.Escalations.Index().Select(one => (one.Index, Span: DueDates.Plain(one.Item.AfterDue)))
                .Where(one => one.Span is not null).Select(one => new TimeMark(false, one.Index + 1, one.Span!.Value)))
            .OrderBy(mark => mark.Offset),
    ];

    /// <summary>The stages that wait are open to the new level too, and to all of their pool again.</summary>
    public static ReviewFile Apply(ReviewFile file, ReviewEscalated e)
    {
        var open = file.OpenStages.Select(stage => stage.Id).ToHashSet();
        return file with
        {
            EscalatedTo = e.Level,
            Assignments = [.. file.Assignments.Where(one => !open.Contains(one.Stage))],
            Stages =
            [
                .. file.Stages.Select(stage => open.Contains(stage.Id) && stage.Seats.Count > 0
                    ? stage with
                    {
                        Seats = [.. stage.Seats.Concat(e.To).DistinctBy(seat => seat.Key)],
                        Adjudicators = stage.Adjudicators.Count == 0
                            ? [] : [.. stage.Adjudicators.Concat(e.To).DistinctBy(seat => seat.Key)],
                    }
                    : stage),
            ],
        };
    }
}
