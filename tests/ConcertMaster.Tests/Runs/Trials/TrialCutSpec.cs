using ConcertMaster.Runs.Trials;
using ConcertMaster.Workflows;
using static ConcertMaster.Tests.Workflows.WorkflowSamples;

namespace ConcertMaster.Tests.Runs.Trials;

public sealed class TrialCutSpec
{
    private static readonly WorkflowDefinition Draft = Definition(
        [Node("start", "Start"), Node("a"), Node("each", "Each"), Node("inner", parent: "each"), Node("last"), Node("aside")],
        Edge("start", "a"), Edge("a", "each"), Edge("each", "last"), Edge("a", "aside"));

    private static string Kept(string? node, bool alone = false, params string[] pinned) =>
        string.Join(' ', TrialCut.Of(Draft, node, alone, pinned).Nodes.Select(one => one.Id));

    [Fact]
    public void Without_a_node_everything_is_tried() => Kept(null).ShouldBe("start a each inner last aside");

    [Fact]
    public void Up_to_a_node_what_leads_to_it_is_tried_with_the_bodies_of_loops() =>
        Kept("last").ShouldBe("start a each inner last");

    [Fact]
    public void A_step_of_a_loop_is_tried_with_its_loop() => Kept("inner").ShouldBe("start a each inner");

    [Fact]
    public void What_led_to_a_pinned_output_is_left_out() => Kept("last", false, "each").ShouldBe("each inner last");

    [Fact]
    public void Alone_means_the_step_and_what_is_pinned() => Kept("last", true, "a").ShouldBe("a last");

    [Fact]
    public void Alone_only_the_ways_into_the_step_are_kept() =>
        TrialCut.Of(Draft, "each", true, ["start", "a"]).Edges.ShouldHaveSingleItem().ShouldBe(Edge("a", "each"));
}
