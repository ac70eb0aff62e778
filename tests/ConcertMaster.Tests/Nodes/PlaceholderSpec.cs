using ConcertMaster.Nodes;
using ConcertMaster.Nodes.Logic;
using ConcertMaster.Nodes.Triggers;
using ConcertMaster.Workflows;
using static ConcertMaster.Tests.Workflows.WorkflowSamples;

namespace ConcertMaster.Tests.Nodes;

public sealed class PlaceholderSpec
{
    private static readonly NodeRegistry Types = new([new ManualTrigger(), new Placeholder()]);

    private static IEnumerable<string> Problems(bool disabled) => new DefinitionValidator(Types)
        .Validate(Definition(
            [
                Node("a", "ManualTrigger"),
                Node("b", "Placeholder", """{"from":"n8n-nodes-base.slack","original":{"text":"={{ $json.x.y() }}"}}""")
                    with { Disabled = disabled },
            ], Edge("a", "b")), DateTimeOffset.UnixEpoch)
        .Select(problem => $"{problem.NodeId}: {problem.Code}");

    [Fact]
    public void A_workflow_with_a_placeholder_is_not_published() =>
        Problems(disabled: false).ShouldBe(["b: placeholder.undecided"]);

    [Fact]
    public void Switched_off_it_is_in_nobody_s_way() => Problems(disabled: true).ShouldBeEmpty();
}
