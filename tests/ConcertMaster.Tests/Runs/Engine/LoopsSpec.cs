using ConcertMaster.Runs;
using ConcertMaster.Runs.Engine;
using static ConcertMaster.Tests.Runs.Engine.RunStory;

namespace ConcertMaster.Tests.Runs.Engine;

/// <summary>A loop does its body once for each item, so many at once, and bears as many failures as it says.</summary>
public sealed class LoopsSpec
{
    [Fact]
    public void Items_are_done_one_after_another()
    {
        var story = Loop(3).Begun();
        foreach (var item in new[] { "0", "1", "2" })
        {
            story.Run.InFlight.ShouldBe([new StepKey("body", item)]);
            story.Succeeds($"body[{item}]");
        }
        story.Run.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void So_many_items_are_under_way_at_once_as_the_loop_says()
    {
        var story = Loop(5, concurrency: 2).Begun();
        story.Run.InFlight.Select(key => key.Iteration).ShouldBe(["0", "1"], ignoreOrder: true);
        story.Succeeds("body[1]").Run.InFlight.Select(key => key.Iteration).ShouldBe(["0", "2"], ignoreOrder: true);
    }

    [Fact]
    public void Results_stand_in_the_order_of_the_items_however_they_came()
    {
        var story = Loop(3, concurrency: 3).Begun().Succeeds("body[2]").Succeeds("body[0]").Succeeds("body[1]");
        story.Run.Output.EnumerateArray().Select(one => one.GetProperty("by").GetString())
            .ShouldBe(["body[0]", "body[1]", "body[2]"]);
    }

    [Fact]
    public void Failures_within_what_is_tolerated_leave_their_error_in_the_place_of_the_result()
    {
        var story = Loop(2, failuresTolerated: 1).Begun().Fails("body[0]").Succeeds("body[1]");
        story.Run.Status.ShouldBe(RunStatus.Completed);
        story.Run.Output[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("effect.failed");
    }

    [Fact]
    public void One_failure_more_ends_the_loop_and_begins_no_further_item()
    {
        var story = Loop(5, failuresTolerated: 1).Begun().Fails("body[0]").Fails("body[1]");
        story.Run.Status.ShouldBe(RunStatus.Failed);
        story.Run.Steps.ContainsKey(new("body", "2")).ShouldBeFalse();
    }

    [Fact]
    public void Only_the_items_that_failed_are_done_again()
    {
        var story = Loop(3).Begun().Succeeds("body[0]").Fails("body[1]").DrivenAgain();
        story.Run.InFlight.ShouldBe([new StepKey("body", "1")]);
        story.Succeeds("body[1]").Succeeds("body[2]").Run.Status.ShouldBe(RunStatus.Completed);
        story.Told.Count(one => one == "StepStarted body[0]").ShouldBe(1);
    }

    [Fact]
    public void A_list_without_items_is_an_empty_list_of_results() =>
        Loop(0).Begun().Run.Output.GetRawText().ShouldBe("[]");

    private static RunStory Loop(int count, int concurrency = 1, int failuresTolerated = 0) =>
        Of(LoopOver(count, "Effect", concurrency, failuresTolerated), ["start → loop"]);

    [Fact]
    public void Iterations_are_listed_in_the_order_of_their_items() =>
        new[] { "10", "9", "2/10", "", "2/9" }.OrderBy(Iterations.InOrder, StringComparer.Ordinal)
            .ShouldBe(["", "2/9", "2/10", "9", "10"]);
}
