namespace ConcertMaster.Reviews;

internal enum StageOutcome { Pending, Passed, Failed }

/// <summary>What the opinions given so far amount to under the rule of their stage.</summary>
internal static class StageTally
{
    /// <param name="opinions">Those of this stage that stand, each of another person.</param>
    public static StageOutcome Of(ReviewStage stage, IReadOnlyList<ReviewOpinion> opinions)
    {
        if (stage.IsLabelling)
            return Labelling.LabelOf(stage, opinions) is null ? StageOutcome.Pending : StageOutcome.Passed;
        if (opinions.Any(opinion => opinion.Verdict == Stance.Rejected && EndsAlone(stage, opinion)))
            return StageOutcome.Failed;
        var seats = stage.Seats.Where(seat => !opinions.Any(one =>
            one.Verdict == Stance.Abstained && one.Seats.Contains(seat.Key))).ToList();
        var approvals = Votes(opinions, Stance.Approved);
        if (IsMet(stage.Rule, seats, approvals)) return StageOutcome.Passed;
        if (IsMet(stage.Rule, seats, Votes(opinions, Stance.Rejected))) return StageOutcome.Failed;
        return CanStillPass(stage, seats, opinions, approvals) ? StageOutcome.Pending : StageOutcome.Failed;
    }

    private static bool EndsAlone(ReviewStage stage, ReviewOpinion opinion) =>
        stage.Rule.RejectedBy == RejectedBy.One
        || stage.Seats.Any(seat => seat.MayVeto && opinion.Seats.Contains(seat.Key));

    private static List<IReadOnlyList<string>> Votes(IReadOnlyList<ReviewOpinion> opinions, Stance stance) =>
        [.. opinions.Where(opinion => opinion.Verdict == stance).Select(opinion => opinion.Seats)];

    private static bool IsMet(StageRule rule, List<StageSeat> seats, List<IReadOnlyList<string>> votes) => rule.Kind switch
    {
        _ when votes.Count == 0 => false,
        RuleKind.Any => true,
        RuleKind.Count => votes.Count >= rule.Needed,
        RuleKind.Weight => votes.Sum(vote => WeightOf(seats, vote)) >= rule.Needed,
        RuleKind.All => seats.All(seat => votes.Any(vote => vote.Contains(seat.Key))),
        RuleKind.OnePerGroup => HaveVotersOfTheirOwn(seats, votes),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    private static int WeightOf(List<StageSeat> seats, IReadOnlyList<string> vote) =>
        seats.Where(seat => vote.Contains(seat.Key)).Select(seat => seat.Weight).DefaultIfEmpty(1).Max();

    // Somebody who belongs to two groups speaks for one of them: a matching of seats to voters (augmenting paths).
    private static bool HaveVotersOfTheirOwn(List<StageSeat> seats, List<IReadOnlyList<string>> votes)
    {
        var seatOfVoter = Enumerable.Repeat(-1, votes.Count).ToArray();
        return Enumerable.Range(0, seats.Count).All(seat => Seat(seat, new bool[votes.Count]));

        bool Seat(int seat, bool[] tried)
        {
            for (var voter = 0; voter < votes.Count; voter++)
            {
                if (tried[voter] || !votes[voter].Contains(seats[seat].Key)) continue;
                tried[voter] = true;
                if (seatOfVoter[voter] >= 0 && !Seat(seatOfVoter[voter], tried)) continue;
                seatOfVoter[voter] = seat;
                return true;
            }
            return false;
        }
    }

    // Only where everybody is named is it known who may still speak.
    private static bool CanStillPass(
        ReviewStage stage, List<StageSeat> seats, IReadOnlyList<ReviewOpinion> opinions, List<IReadOnlyList<string>> approvals)
    {
        if (stage.Seats.Count == 0 || stage.Seats.Any(seat => seat.Kind != SeatKind.Person)) return true;
        var silent = seats.Where(seat => !opinions.Any(one => one.Seats.Contains(seat.Key)));
        return IsMet(stage.Rule, seats, [.. approvals, .. silent.Select(IReadOnlyList<string> (seat) => [seat.Key])]);
    }
}
