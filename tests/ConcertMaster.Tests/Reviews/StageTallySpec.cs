using ConcertMaster.Reviews;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

/// <summary>y: approves, n: rejects, a: abstains; one letter for each person that is named, a dot for silence.</summary>
public sealed class StageTallySpec
{
    private static readonly StageSeat[] People = [.. "abcd".Select(letter => new StageSeat(SeatKind.Person, $"{letter}@x.test"))];

    [Theory]
    [InlineData("any", 1, "....", "Pending")]
    [InlineData("any", 1, "..y.", "Passed")]
    [InlineData("any", 1, "a...", "Pending")]
    [InlineData("any", 1, "n...", "Failed")]
    [InlineData("all", 1, "yyy.", "Pending")]
    [InlineData("all", 1, "yyyy", "Passed")]
    [InlineData("all", 1, "yyya", "Passed")]
    [InlineData("all", 1, "aaaa", "Failed")]
    [InlineData("count", 2, "y...", "Pending")]
    [InlineData("count", 2, "y.y.", "Passed")]
    [InlineData("count", 2, "aa.a", "Failed")]
    [InlineData("count", 3, "ya.a", "Failed")]
    public void One_rejection_ends_it_where_nothing_else_is_said(string kind, int needed, string votes, string outcome) =>
        Tally(kind, needed, RejectedBy.One, votes).ShouldBe(Enum.Parse<StageOutcome>(outcome));

    [Theory]
    [InlineData("any", 1, "n...", "Failed")]
    [InlineData("all", 1, "yn..", "Failed")]
    [InlineData("count", 2, "n...", "Pending")]
    [InlineData("count", 2, "nn..", "Failed")]
    [InlineData("count", 2, "ynay", "Passed")]
    [InlineData("count", 3, "yn..", "Pending")]
    [InlineData("count", 3, "ynn.", "Failed")]
    public void Rejections_can_be_votes_like_approvals(string kind, int needed, string votes, string outcome) =>
        Tally(kind, needed, RejectedBy.Rule, votes).ShouldBe(Enum.Parse<StageOutcome>(outcome));

    [Fact]
    public void Weights_add_up()
    {
        StageSeat[] seats = [People[0] with { Weight = 3 }, People[1] with { Weight = 2 }, People[2]];
        var stage = Stage("w", 1, new(RuleKind.Weight, 4, RejectedBy.Rule), seats);
        Tally(stage, "y..").ShouldBe(StageOutcome.Pending);
        Tally(stage, "yy.").ShouldBe(StageOutcome.Passed);
        Tally(stage, "y.y").ShouldBe(StageOutcome.Passed);
        Tally(stage, "nyy").ShouldBe(StageOutcome.Failed); // three are left for four
    }

    [Fact]
    public void A_veto_rejects_alone()
    {
        StageSeat[] seats = [People[0] with { MayVeto = true }, People[1], People[2]];
        var stage = Stage("v", 1, new(RuleKind.Count, 2, RejectedBy.Rule), seats);
        Tally(stage, ".n.").ShouldBe(StageOutcome.Pending);
        Tally(stage, "n..").ShouldBe(StageOutcome.Failed);
    }

    [Fact]
    public void Each_group_needs_a_voice_of_its_own()
    {
        var stage = Stage("g", 1, new(RuleKind.OnePerGroup), new StageSeat(SeatKind.Team, "law"), new StageSeat(SeatKind.Team, "tax"));
        var both = Vote(Ana, Stance.Approved, "team:law", "team:tax");
        StageTally.Of(stage, [both]).ShouldBe(StageOutcome.Pending);
        StageTally.Of(stage, [both, Vote(Ben, Stance.Approved, "team:law")]).ShouldBe(StageOutcome.Passed);
        StageTally.Of(stage, [Vote(Sender, Stance.Approved, "team:law"), Vote(Ben, Stance.Approved, "team:law")])
            .ShouldBe(StageOutcome.Pending);
    }

    private static StageOutcome Tally(string kind, int needed, RejectedBy rejected, string votes) => Tally(
        Stage("t", 1, new(Enum.Parse<RuleKind>(kind, ignoreCase: true), needed, rejected), People), votes);

    private static StageOutcome Tally(ReviewStage stage, string votes) => StageTally.Of(stage,
    [
        .. votes.Index().Where(vote => vote.Item != '.').Select(vote => new ReviewOpinion(
            new(new(new Guid(vote.Index, 0, 0, new byte[8])), $"{vote.Index}"),
            vote.Item switch { 'y' => Stance.Approved, 'n' => Stance.Rejected, _ => Stance.Abstained },
            null, Noon, stage.Id, [stage.Seats[vote.Index].Key], null, null, [], null)),
    ]);

    private static ReviewOpinion Vote(Reviewer by, Stance stance, params string[] seats) =>
        new(by.Person, stance, null, Noon, "g", seats, null, null, [], null);
}
