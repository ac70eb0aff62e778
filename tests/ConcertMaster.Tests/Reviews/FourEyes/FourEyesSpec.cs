using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;
using ConcertMaster.Testing;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

/// <summary>
/// Whatever is asked by whomever in whatever order, no history that comes out breaks a rule. The rules are judged by a
/// ledger of its own, kept from the events alone: it shares no line with the decider.
/// </summary>
public sealed class FourEyesSpec
{
    private const int RoundCount = 250;
    private const int StepCount = 16;

    private static readonly Reviewer Cleo = new(new(new Guid("0198a000-0000-7000-8000-00000000000d")), "Cleo", "cleo@acme.test");
    private static readonly Reviewer Dora = new(new(new Guid("0198a000-0000-7000-8000-00000000000e")), "Dora", "dora@acme.test");

    // One of them sent it in, one stands in for the sender today, one for a reviewer; Ben comes with and without that.
    private static readonly Reviewer[] People =
    [
        Ana, Ben with { Groups = ["team:law"] }, Sender, Cleo with { StandsInFor = [Ana] }, Ben with { StandsInFor = [Sender] }, Dora,
    ];

    private static readonly Dictionary<string, ReviewStage[]> Shapes = new()
    {
        ["one"] = [Stage("a", 1, StageRule.Any)],
        ["two approvals"] = [Stage("a", 1, new(RuleKind.Count, 2))],
        ["votes and a veto"] = [Stage("a", 1, new(RuleKind.Count, 2, RejectedBy.Rule), Seat(Ana, veto: true), Seat(Ben), Seat(Cleo))],
        ["in sequence"] = [Stage("a", 1, StageRule.Any), Stage("b", 2, StageRule.Any), Stage("c", 3, StageRule.Any)],
        ["side by side"] =
        [
            Stage("a", 1, StageRule.Any) with { Fields = ["total"] }, Stage("b", 1, StageRule.Any) with { Fields = ["note"] },
            Stage("c", 2, StageRule.Any) with { MayRepeat = true },
        ],
        ["weights"] = [Stage("a", 1, new(RuleKind.Weight, 3, RejectedBy.Rule), Seat(Ana, 2), Seat(Ben), Seat(Cleo, 2))],
        ["signed"] = [Stage("a", 1, StageRule.Any) with { Signature = "seen" }, Stage("b", 2, new(RuleKind.All), Seat(Ana), Seat(Ben))],
        ["groups"] = [Stage("a", 1, new(RuleKind.OnePerGroup), new StageSeat(SeatKind.Team, "law"), Seat(Ana))],
        ["labels"] =
        [
            Stage("a", 1, new(RuleKind.Count, 2)) with
            {
                Labels = ["yes", "no"], IsBlind = true, Adjudicators = [Seat(Dora), Seat(Sender)],
            },
            Stage("b", 2, StageRule.Any) with { Fields = ["note"] },
        ],
    };

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_sequence_of_commands_breaks_a_rule(string name)
    {
        var stages = Shapes[name];
        var random = new Random(name.Length * 1_009 + stages.Length);
        var verdicts = new HashSet<Verdict>();
        var rounds = Cases.Count(RoundCount);
        for (var round = 0; round < rounds; round++)
        {
            var requested = Staged(stages) with
            {
                Request = Request with
                {
                    Stages = stages, AsksSender = round % 2 == 0, DueAt = Noon.AddHours(6), RemindBefore = ["PT1H"],
                    // Late reviews are open to the sender's own seat too, which gives him no voice.
                    Escalations = [new("PT2H", [Seat(Sender), Seat(Dora)])],
                },
            };
            var review = Review.Evolve(Review.Decider.Initial, requested);
            var ledger = new ReviewLedger(requested, People);
            for (var step = 0; step < StepCount; step++)
            {
                var by = People[random.Next(People.Length)];
                var at = Noon.AddHours(step);
                var ask = Command(random, by, at, review, stages);
                if (ask(review) is not Decision<ReviewEvent>.Accepted accepted) continue;
                foreach (var @event in accepted.Events)
                {
                    ledger.Judge(@event, by, at);
                    review = Review.Evolve(review, @event);
                    if (@event is ReviewDecided decided) verdicts.Add(decided.Verdict);
                }
                (ask(review) is Decision<ReviewEvent>.Accepted).ShouldBeFalse("a repeated command has an effect");
            }
        }
        // Rules that nothing passes would never be broken.
        verdicts.ShouldContain(Verdict.Approved);
        if (stages.All(stage => !stage.IsLabelling)) verdicts.ShouldContain(Verdict.Rejected);
    }

    private static Func<Review, Decision<ReviewEvent>> Command(
        Random random, Reviewer by, DateTimeOffset at, Review now, ReviewStage[] stages)
    {
        var file = Review.FileOf(now)!;
        // Now and then of another stage, or of content that is no longer there.
        var stage = random.Next(3) == 0 ? stages[random.Next(stages.Length)].Id : null;
        var hash = random.Next(4) == 0 ? Hash : file.ContentHash;
        var signature = random.Next(2) == 0 ? new ReviewSignature(by.Name, "seen", hash, at) : null;
        var label = random.Next(5) == 0 ? "perhaps" : random.Next(2) == 0 ? "yes" : "no";
        var terms = new DecisionTerms(stage, random.Next(2) == 0 ? hash : null, null, signature, label);
        var other = People[random.Next(People.Length)];
        var comment = new Guid(random.Next(), 0, 0, new byte[8]);
        var (total, note) = (random.Next(3), random.Next(3) == 0 ? "new" : "");
        var resolved = file.Comments.Count > 0 ? file.Comments[random.Next(file.Comments.Count)].Id : comment;
        return random.Next(20) switch
        {
            0 or 1 or 2 => review => ReviewDecider.Decide(new ApproveReview(by, null, at) { Terms = terms }, review),
            3 => review => ReviewDecider.Decide(new RejectReview(by, "No", at) { Terms = terms }, review),
            4 => review => ReviewDecider.Decide(new RequestChanges(by, "Again", [], at) { Terms = terms }, review),
            5 => review => ReviewDecider.Decide(new ClaimReview(by, at, stage), review),
            6 => review => ReviewDecider.Decide(new ReleaseReview(by, at), review),
            7 => review => ReviewDecider.Decide(new AbstainFromReview(by, null, at) { Terms = terms }, review),
            8 or 9 => review => ReviewDecider.Decide(new DelegateReview(by, other, stage, "Away", at), review),
            10 => review => ReviewDecider.Decide(new AssignReview(stage ?? "a", [other], "person", by.Person, "Yours", at), review),
            11 => review => ReviewDecider.Decide(
                new ChangeSubject(JsonSerializer.SerializeToElement(new { total, note }), by.Id.ToString(), [], at), review),
            12 => review => ReviewDecider.Decide(new CommentOnReview(comment, by, "?", null, at) { IsQuery = true }, review),
            13 => review => ReviewDecider.Decide(new ResolveComment(resolved, by, false, at), review),
            14 => review => ReviewDecider.Decide(new PassTime(at), review),
            15 => review => ReviewDecider.Decide(new WithdrawReview("The run was cancelled.", at), review),
            16 => review => ReviewDecider.Decide(new ReopenReview("Taken up again.", at), review),
            17 or 18 => review => ReviewDecider.Decide(new LabelReview(by, null, at) { Terms = terms }, review),
            _ => review => ReviewDecider.Decide(new RecallChanges(by, at), review),
        };
    }
}
