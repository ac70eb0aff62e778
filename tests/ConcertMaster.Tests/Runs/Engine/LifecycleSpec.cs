using ConcertMaster.Runs.Engine;
using ConcertMaster.Sdk;
using ConcertMaster.Workflows;
using static ConcertMaster.Tests.Runs.Engine.RunStory;

namespace ConcertMaster.Tests.Runs.Engine;

/// <summary>Every arrow of the two tables, taken by a run in some story; and no story takes one that is not there.</summary>
public sealed class LifecycleSpec
{
    private static readonly NodeDefinition Effect = Node("a", "Effect");
    private static readonly NodeDefinition Retried = Effect with { Retry = new RetryPolicy(1, BackoffSeconds: 5) };
    private static readonly NodeDefinition Asking = Node("a", "Asking");
    private static readonly WorkflowSettings AMinute = new() { TimeoutSeconds = 60 };

    private static readonly (string Title, Func<RunStory> Tell, RunStatus End)[] Stories =
    [
        ("an effect succeeds", () => With(Effect).Begun().Succeeds("a"), RunStatus.Completed),
        ("an effect fails, and is driven again",
            () => With(Effect).Begun().Fails("a").DrivenAgain().Succeeds("a"), RunStatus.Completed),
        ("its failure is set aside, twice",
            () => With(Effect).Begun().Fails("a").SetAside().SetAside(), RunStatus.Failed),
        ("all of it is done once more", () => With(Effect).Begun().Succeeds("a").DrivenAgain("a"), RunStatus.Running),
        ("the second attempt succeeds",
            () => With(Retried).Begun().Fails("a", passing: true).After(10).Succeeds("a"), RunStatus.Completed),
        ("a signal comes between two attempts",
            () => With(Retried).Begun().Fails("a", passing: true).Hears("a"), RunStatus.Running),
        ("a branch is skipped", () => Of([Node("if1", "Branch"), Node("a", "Pure"), Node("b", "Pure")],
            ["start → if1", "if1.true → a", "if1.false → b"]).Begun(), RunStatus.Completed),
        ("a pure step waits, and the time comes",
            () => With(Node("a", "Timed")).Begun().After(30).TimeIsUp("a"), RunStatus.Completed),
        ("the first of two signals is not enough",
            () => With(Node("a", "Signalled")).Begun().Hears("a").Hears("a"), RunStatus.Completed),
        ("signals come before the step waits", () => Of([Effect, Node("b", "Signalled")], ["start → a", "a → b"])
            .Begun().Hears("b").Hears("b").Succeeds("a"), RunStatus.Completed),
        ("a signal comes before the answer of the effect",
            () => With(Asking).Begun().Hears("a").Asks("a"), RunStatus.Completed),
        ("the answer is no", () => With(Asking).Begun().Asks("a").Hears("a", "no"), RunStatus.Failed),
        ("a connection does not answer",
            () => With(Effect).Begun().Asks("a", Steps.ConnectionWait).After(30).TimeIsUp("a"), RunStatus.Running),
        ("the items cannot be told",
            () => Of([LoopOver(1, "Pure")[0] with { Config = Json("""{"items": "{{ $error('none') }}"}""") }],
            ["start → loop"]).Begun(), RunStatus.Failed),
        ("an item fails",
            () => Of(LoopOver(2, "Effect"), ["start → loop"]).Begun().Fails("body[0]"), RunStatus.Failed),
        ("a loop ends", () => Of(LoopOver(2, "Pure"), ["start → loop"]).Begun(), RunStatus.Completed),

        ("its turn comes", () => With(Effect).InLine().Admitted(), RunStatus.Running),
        ("the line is full", () => With(Effect).InLine().TurnedAway(), RunStatus.Failed),
        ("somebody gives up in line", () => With(Effect).InLine().Cancelled(), RunStatus.Cancelled),
        ("a signal comes while it stands in line", () => With(Asking).InLine().Hears("a"), RunStatus.Queued),
        ("another node hears it", () => With(Asking).InLine().HearsElsewhere("a"), RunStatus.Queued),
        ("in line again, while its effect still succeeds", () => AgainInLine(Effect).Succeeds("a"), RunStatus.Queued),
        ("in line again, while its effect still fails", () => AgainInLine(Effect).Fails("a"), RunStatus.Queued),
        ("in line again, while its effect fails for now",
            () => AgainInLine(Retried).Fails("a", passing: true), RunStatus.Queued),
        ("in line again, while its effect asks", () => AgainInLine(Asking).Asks("a"), RunStatus.Queued),

        ("it is cancelled, and its effect succeeds all the same",
            () => With(Effect).Begun().Cancelled().Succeeds("a"), RunStatus.Cancelled),
        ("it is cancelled, and its effect fails",
            () => With(Retried).Begun().Cancelled().Fails("a", passing: true), RunStatus.Cancelled),
        ("it is cancelled, and its effect asks",
            () => With(Asking).Begun().Cancelled().Asks("a"), RunStatus.Cancelled),
        ("it is cancelled, and driven again",
            () => With(Effect).Begun().Cancelled().Fails("a").DrivenAgain(), RunStatus.Running),
        ("it waits, and is cancelled", () => With(Node("a", "Signalled")).Begun().Cancelled(), RunStatus.Cancelled),

        ("it is paused while it waits, and resumed",
            () => With(Node("a", "Signalled")).Begun().Paused().Resumed(), RunStatus.Waiting),
        ("it is paused elsewhere while it waits",
            () => With(Node("a", "Signalled")).Begun().Paused("other").Resumed("other"), RunStatus.Waiting),
        ("it is paused, and its effect succeeds",
            () => With(Effect).Begun().Paused().Succeeds("a"), RunStatus.Paused),
        ("it is paused, and its effect fails", () => With(Effect).Begun().Paused().Fails("a"), RunStatus.Paused),
        ("it is paused, and its effect fails for now",
            () => With(Retried).Begun().Paused().Fails("a", passing: true), RunStatus.Paused),
        ("it is paused, and its effect asks", () => With(Asking).Begun().Paused().Asks("a"), RunStatus.Paused),
        ("it is paused, and hears something",
            () => With(Asking).Begun().Asks("a").Paused().Hears("a"), RunStatus.Paused),
        ("it is paused, and cancelled", () => With(Effect).Begun().Paused().Cancelled(), RunStatus.Cancelled),

        ("its node dies", () => With(Effect).Begun().Adopted(), RunStatus.Running),
        ("its node dies while it is paused", () => With(Effect).Begun().Paused().Adopted(), RunStatus.Paused),

        ("its time is up while an effect is under way",
            () => With(Effect, AMinute).Begun().After(61).TimeIsUpForTheRun().Succeeds("a"), RunStatus.Failed),
        ("its time is up while it waits",
            () => With(Node("a", "Signalled"), AMinute).Begun().After(61).TimeIsUpForTheRun(), RunStatus.Failed),
        ("its time is up while it is paused",
            () => With(Effect, AMinute).Begun().Paused().After(61).TimeIsUpForTheRun(), RunStatus.Running),
    ];

    public static TheoryData<string> Titles => [.. Stories.Select(story => story.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Each_story_ends_as_it_says(string title)
    {
        var (_, tell, end) = Stories.Single(story => story.Title == title);
        var story = tell();
        story.Run.Status.ShouldBe(end, string.Join('\n', story.Told));
    }

    [Fact]
    public void Every_arrow_of_a_run_is_taken() => Stories.SelectMany(story => story.Tell().RunArrows).Distinct()
        .ShouldBe(Lifecycles.Run.Arrows, ignoreOrder: true);

    [Fact]
    public void Every_arrow_of_a_step_is_taken() => Stories.SelectMany(story => story.Tell().StepArrows).Distinct()
        .ShouldBe(Lifecycles.Step.Arrows, ignoreOrder: true);

    // Cancelled while its effect is under way, and driven again before that was cut off.
    private static RunStory AgainInLine(NodeDefinition node) => With(node).InLine().Admitted().Cancelled().DrivenAgain();

    private static System.Text.Json.JsonElement Json(string text) => NodeDescriptor.Schema(text);
}
