using ConcertMaster.Runs;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Workflows;
using static ConcertMaster.Tests.Runs.Engine.RunStory;

namespace ConcertMaster.Tests.Runs.Engine;

/// <summary>Which steps are done, and when: branches, joins, dead paths, error ports.</summary>
public sealed class BranchesSpec
{
    [Fact]
    public void Both_branches_begin_at_once_and_the_join_waits_for_both()
    {
        var story = Fork(JoinMode.All).Begun();
        story.Run.InFlight.Select(key => key.NodeId).ShouldBe(["a", "b"], ignoreOrder: true);
        story.Succeeds("a").Run.Step(new("join", "")).Status.ShouldBe(StepStatus.Pending);
        story.Succeeds("b").Run.Step(new("join", "")).Status.ShouldBe(StepStatus.Running);
    }

    [Fact]
    public void A_join_of_any_begins_with_the_first_and_does_not_begin_again()
    {
        var story = Fork(JoinMode.Any).Begun().Succeeds("a");
        story.Run.Step(new("join", "")).Status.ShouldBe(StepStatus.Running);
        story.Succeeds("join").Succeeds("b").Run.Status.ShouldBe(RunStatus.Completed);
        story.Told.Count(one => one == "StepStarted join").ShouldBe(1);
    }

    [Fact]
    public void A_dead_path_is_skipped_to_its_end_and_does_not_hold_up_the_join()
    {
        // if1 leaves through false.
        var story = Of([Node("if1", "Branch"), Node("a", "Pure"), Node("b", "Pure"), Node("c", "Pure"), Node("join", "Pure")],
            ["start → if1", "if1.true → a", "a → b", "if1.false → c", "b → join", "c → join"]).Begun();
        story.Run.Status.ShouldBe(RunStatus.Completed);
        Statuses(story, "a", "b", "c", "join")
            .ShouldBe([StepStatus.Skipped, StepStatus.Skipped, StepStatus.Completed, StepStatus.Completed]);
    }

    [Fact]
    public void What_fails_with_a_way_for_it_leaves_by_that_way_alone()
    {
        var story = Of([Node("a", "Effect") with { OnError = OnError.Port }, Node("good", "Pure"), Node("bad", "Pure")],
            ["start → a", "a → good", "a.error → bad"]).Begun().Fails("a");
        story.Run.Status.ShouldBe(RunStatus.Completed);
        Statuses(story, "good", "bad").ShouldBe([StepStatus.Skipped, StepStatus.Completed]);
    }

    [Fact]
    public void A_failure_that_stops_the_run_lets_what_is_under_way_come_to_its_end()
    {
        var story = Fork(JoinMode.All).Begun().Fails("a");
        story.Run.Status.ShouldBe(RunStatus.Running);
        story.Succeeds("b").Run.Status.ShouldBe(RunStatus.Failed);
        story.Run.Step(new("b", "")).Status.ShouldBe(StepStatus.Completed);
        story.Run.Step(new("join", "")).Status.ShouldBe(StepStatus.Pending);
    }

    [Fact]
    public void A_step_that_is_switched_off_passes_its_input_on()
    {
        var story = Of([Node("a", "Pure"), Node("b", "Effect") with { Disabled = true }], ["start → a", "a → b"]).Begun();
        story.Run.Status.ShouldBe(RunStatus.Completed);
        story.Run.Output.GetRawText().ShouldBe(story.Run.Step(new("a", "")).Output.GetRawText());
    }

    private static RunStory Fork(JoinMode join) => Of(
        [Node("a", "Effect"), Node("b", "Effect"), Node("join", "Effect") with { Join = join }],
        ["start → a", "start → b", "a → join", "b → join"]);

    private static IEnumerable<StepStatus> Statuses(RunStory story, params string[] steps) =>
        steps.Select(step => story.Run.Step(new StepKey(step, "")).Status);
}
