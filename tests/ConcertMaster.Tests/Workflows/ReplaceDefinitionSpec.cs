using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Testing.EventStore;
using ConcertMaster.Workflows;
using static ConcertMaster.Tests.Workflows.WorkflowSamples;

namespace ConcertMaster.Tests.Workflows;

public sealed class ReplaceDefinitionSpec
{
    private static readonly WorkflowEvent[] Drawn =
    [
        new WorkflowCreated(Id, "Sample"), new NodeAdded(Node("a", "Start")), new NodeAdded(Node("b")),
        new EdgeConnected(Edge("a", "b")),
    ];

    private static DecisionSpec<Workflow, WorkflowEvent> Replace(WorkflowDefinition definition) =>
        Spec.For(WorkflowStream.Decider).Given(Drawn)
            .When(state => WorkflowDecider.Decide(new ReplaceDefinition(definition, null), state));

    [Fact]
    public void The_same_definition_changes_nothing() =>
        Replace(Definition([Node("b"), Node("a", "Start")], Edge("a", "b"))).ThenNothing();

    [Fact]
    public void An_edge_without_a_known_id_is_recognised_by_its_ends() =>
        Replace(Definition([Node("a", "Start"), Node("b")], Edge("a", "b") with { Id = "other" })).ThenNothing();

    [Fact]
    public void Only_what_differs_becomes_events() =>
        Replace(Definition([Node("a", "Start"), Node("b", config: """{"count":2}"""), Node("c")],
                Edge("a", "b"), Edge("b", "c")))
            .Then(new NodeConfigured("b", Json("""{"count":2}""")), new NodeAdded(Node("c")),
                new EdgeConnected(Edge("b", "c")))
            .AndRepeatingAddsNothing();

    [Fact]
    public void A_node_of_another_type_is_another_node() =>
        Replace(Definition([Node("a", "Start"), Node("b", "Choice")], Edge("a", "b")))
            .Then(new EdgeDisconnected("a-out-b"), new NodeRemoved("b"), new NodeAdded(Node("b", "Choice")),
                new EdgeConnected(Edge("a", "b")));

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Any_definition_can_replace_any_other(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var (from, to) = (Generate(random), Generate(random));
            var drafted = DefinitionDiff.Between(Draft.Empty, from).Aggregate(Draft.Empty, (draft, e) => draft.After(e));
            var replaced = DefinitionDiff.Between(drafted, to).Aggregate(drafted, (draft, e) => draft.After(e));
            CanonicalDefinition.HashOf(replaced.Definition).ShouldBe(CanonicalDefinition.HashOf(to));
            DefinitionDiff.Between(replaced, to).ShouldBeEmpty();
        }
    }

    private static WorkflowDefinition Generate(Random random)
    {
        var types = new[] { "Start", "Step", "Choice" };
        var nodes = Enumerable.Range(0, 8).Where(_ => random.Next(3) > 0)
            .Select(i => Node($"n{i}", types[random.Next(3)], $$"""{"count":{{random.Next(3)}}}""") with
            {
                Position = new(random.Next(3), 0), Disabled = random.Next(2) == 0,
            }).ToArray();
        var edges = from one in nodes
                    from other in nodes
                    where string.CompareOrdinal(one.Id, other.Id) < 0 && random.Next(3) == 0
                    select Edge(one.Id, other.Id);
        return Definition(nodes, [.. edges]);
    }
}
