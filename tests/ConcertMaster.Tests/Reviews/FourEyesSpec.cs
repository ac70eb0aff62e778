using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;

namespace ConcertMaster.Tests.Reviews;

using static ReviewSituations;

/// <summary>Whatever is asked by whomever in whatever order, no history that comes out breaks these rules.</summary>
public sealed class FourEyesSpec
{
    private const int RoundCount = 800;

    private static readonly Reviewer Cleo = new(new(new Guid("0198a000-0000-7000-8000-00000000000d")), "Cleo", "cleo@acme.test");

    // One of them sent it in, one stands in for the sender, one for a reviewer.
    private static readonly Reviewer[] People =
    [
        Ana, Ben with { Groups = ["team:law"] }, Sender, Cleo with { StandsInFor = [Ana] }, Ben with { StandsInFor = [Sender] },
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
    };

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_sequence_of_commands_breaks_a_rule(string name)
    {
        var stages = Shapes[name];
        var random = new Random(name.Length * 1_009 + stages.Length);
        for (var round = 0; round < RoundCount; round++)
        {
            var review = Review.Evolve(Review.Decider.Initial, Staged(stages) with
            {
                Request = Request with { Stages = stages, AsksSender = round % 2 == 0 },
            });
            for (var step = 0; step < 16; step++)
            {
                var by = People[random.Next(People.Length)];
                var at = Noon.AddHours(step);
                var ask = Command(random, by, at, review, stages);
                if (ask(review) is not Decision<ReviewEvent>.Accepted accepted) continue;
                var before = review;
                foreach (var @event in accepted.Events)
                {
                    Judge(review, @event, by, at);
                    review = Review.Evolve(review, @event);
                }
                JudgeVerdict(before, review, accepted.Events);
                (ask(review) is Decision<ReviewEvent>.Accepted).ShouldBeFalse("a repeated command has an effect");
            }
        }
    }

    private static Func<Review, Decision<ReviewEvent>> Command(
        Random random, Reviewer by, DateTimeOffset at, Review now, ReviewStage[] stages)
    {
        var file = Review.FileOf(now)!;
        // Now and then of another stage, or of content that is no longer there.
        var stage = random.Next(3) == 0 ? stages[random.Next(stages.Length)].Id : null;
        var hash = random.Next(4) == 0 ? Hash : file.ContentHash;
        var signature = random.Next(2) == 0 ? new ReviewSignature(by.Name, "seen", hash, at) : null;
        var terms = new DecisionTerms(stage, random.Next(2) == 0 ? hash : null, null, signature);
        var other = People[random.Next(People.Length)];
        var comment = new Guid(random.Next(), 0, 0, new byte[8]);
        var total = random.Next(3);
        var resolved = file.Comments.Count > 0 ? file.Comments[random.Next(file.Comments.Count)].Id : comment;
        return random.Next(14) switch
        {
            0 or 1 or 2 => review => ReviewDecider.Decide(new ApproveReview(by, null, at) { Terms = terms }, review),
            3 => review => ReviewDecider.Decide(new RejectReview(by, "No", at) { Terms = terms }, review),
            4 => review => ReviewDecider.Decide(new RequestChanges(by, "Again", [], at) { Terms = terms }, review),
            5 => review => ReviewDecider.Decide(new ClaimReview(by, at, stage), review),
            6 => review => ReviewDecider.Decide(new ReleaseReview(by, at), review),
            7 => review => ReviewDecider.Decide(new AbstainFromReview(by, null, at) { Terms = terms }, review),
            8 => review => ReviewDecider.Decide(new DelegateReview(by, other, stage, "Away", at), review),
            9 => review => ReviewDecider.Decide(new AssignReview(stage ?? "a", [other], "person", by.Person, "Yours", at), review),
            10 => review => ReviewDecider.Decide(
                new ChangeSubject(JsonSerializer.SerializeToElement(new { total, note = "" }), by.Email, [], at), review),
            11 => review => ReviewDecider.Decide(new CommentOnReview(comment, by, "?", null, at) { IsQuery = true }, review),
            12 => review => ReviewDecider.Decide(new ResolveComment(resolved, by, false, at), review),
            _ => review => ReviewDecider.Decide(new RecallChanges(by, at), review),
        };
    }

    private static void Judge(Review review, ReviewEvent @event, Reviewer by, DateTimeOffset at)
    {
        // What was said about it can still be settled when it is decided; nothing else.
        if (@event is not ReviewCommentResolved) review.ShouldBeOfType<Review.Open>("a decided review stays decided");
        var file = Review.FileOf(review)!;
        if (@event is ReviewApproved { Standing: var approval }) JudgeOpinion(file, approval!, by, at, Stance.Approved);
        if (@event is ReviewRejected { Standing: var rejection }) JudgeOpinion(file, rejection!, by, at, Stance.Rejected);
        if (@event is ReviewClaimed claimed)
            file.Claims.ShouldNotContain(one => one.Stage == claimed.Stage && one.By.Id != by.Id && one.HoldsAt(at), "held by two");
    }

    private static void JudgeOpinion(ReviewFile file, ReviewStanding standing, Reviewer by, DateTimeOffset at, Stance stance)
    {
        var stage = file.Stages.Single(one => one.Id == standing.Stage);
        by.IsAmong(file.TouchedBy).ShouldBeFalse("decided on what he sent in or changed");
        by.StandsInFor.ShouldNotContain(absent => absent.IsAmong(file.TouchedBy), "decided in the place of the sender");
        file.OpenStages.ShouldContain(stage, "decided out of turn");
        file.Stages.Where(one => one.Step < stage.Step).ShouldAllBe(one => file.OutcomeOf(one) == StageOutcome.Passed);
        file.OpinionsIn(stage).ShouldNotContain(one => one.IsOf(by.Id), "spoke twice");
        if (!stage.MayRepeat) file.Standing.ShouldNotContain(one => one.By.Id == by.Id, "decided in two stages");
        file.Awaited.ShouldBeNull($"{stance} while the sender was asked");
        file.OpenQueries.ShouldBeEmpty($"{stance} over an open query");
        file.Claims.ShouldNotContain(one => one.Stage == stage.Id && one.By.Id != by.Id && one.HoldsAt(at), "decided on another's claim");
        standing.ContentHash.ShouldBe(file.ContentHash);
        if (stage.Signature is not null) standing.Signature.ShouldNotBeNull().ContentHash.ShouldBe(file.ContentHash);
    }

    private static void JudgeVerdict(Review before, Review after, IReadOnlyList<ReviewEvent> events)
    {
        var file = Review.FileOf(after)!;
        // Everything that stands is about the content there is, or about fields that have not changed since.
        foreach (var opinion in file.Standing.Where(one => one.ContentHash != file.ContentHash))
            file.Revisions.SkipWhile(one => one.ContentHash != opinion.ContentHash).Skip(1).ShouldAllBe(revision =>
                !file.Stages.Single(stage => stage.Id == opinion.Stage).Covers(revision.Changed));
        if (events.OfType<ReviewDecided>().SingleOrDefault() is not { } decided) return;
        before.ShouldBeOfType<Review.Open>();
        var applying = file.Applying.ToList();
        if (decided.Verdict == Verdict.Approved) applying.ShouldAllBe(stage => file.OutcomeOf(stage) == StageOutcome.Passed);
        if (decided.Verdict == Verdict.Rejected) applying.ShouldContain(stage => file.OutcomeOf(stage) == StageOutcome.Failed);
        var vetoed = applying.Any(stage => stage.Rule.RejectedBy == RejectedBy.One
            && file.OpinionsIn(stage).Any(one => one.Verdict == Stance.Rejected));
        if (vetoed) decided.Verdict.ShouldNotBe(Verdict.Approved);
    }
}
