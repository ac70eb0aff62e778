using ConcertMaster.Workflows;
using static ConcertMaster.Tests.Workflows.WorkflowSamples;

namespace ConcertMaster.Tests.Workflows;

public sealed class DefinitionValidatorSpec
{
    private static string[] Validate(WorkflowDefinition definition) =>
    [
        .. new DefinitionValidator(Catalogue).Validate(definition, DateTimeOffset.UnixEpoch)
            .Select(problem => $"{problem.NodeId ?? problem.EdgeId}: {problem.Code}"),
    ];

    [Fact]
    public void A_sound_definition_has_no_problems() =>
        Validate(Definition([Node("a", "Start"), Node("b")], Edge("a", "b"))).ShouldBeEmpty();

    [Fact]
    public void An_unknown_node_type_is_named_with_its_node() =>
        Validate(Definition([Node("a", "Start"), Node("b", "Teleport")])).ShouldBe(["b: node.unknown-type"]);

    [Fact]
    public void A_cycle_is_refused_and_drawn_in_words()
    {
        var problem = new DefinitionValidator(Catalogue).Validate(
            Definition([Node("a"), Node("b"), Node("c")], Edge("a", "b"), Edge("b", "c"), Edge("c", "a")),
            DateTimeOffset.UnixEpoch).ShouldHaveSingleItem();
        problem.Code.ShouldBe("workflow.cycle");
        problem.Message.ShouldStartWith("These nodes form a cycle: a → b → c → a.");
    }

    [Fact]
    public void A_node_that_follows_itself_is_a_cycle() =>
        Validate(Definition([Node("a")], Edge("a", "a"))).ShouldBe(["a: workflow.cycle"]);

    [Fact]
    public void Two_paths_to_the_same_node_are_no_cycle() =>
        Validate(Definition([Node("a", "Start"), Node("b"), Node("c"), Node("d")],
            Edge("a", "b"), Edge("a", "c"), Edge("b", "d"), Edge("c", "d"))).ShouldBeEmpty();

    [Fact]
    public void A_chain_of_two_thousand_nodes_is_searched_without_recursion() =>
        Cycles.Find(Definition([.. Enumerable.Range(0, 2_000).Select(i => Node($"n{i}"))],
            [.. Enumerable.Range(0, 1_999).Select(i => Edge($"n{i}", $"n{i + 1}"))])).ShouldBeNull();

    [Fact]
    public void A_config_that_fails_its_schema_is_named_with_its_node() =>
        Validate(Definition([Node("a", "Start"), Node("b", config: """{"count":0}""")], Edge("a", "b")))
            .ShouldBe(["b: node.config-invalid"]);

    [Fact]
    public void A_value_that_is_an_expression_may_have_any_type() =>
        Validate(Definition([Node("a", "Start"), Node("b", config: """{"count":"{{ $input.n }}"}""")], Edge("a", "b")))
            .ShouldBeEmpty();

    [Fact]
    public void An_expression_that_does_not_parse_is_named_with_its_node() =>
        Validate(Definition([Node("a", "Start"), Node("b", config: """{"count":"{{ $input. }}"}""")], Edge("a", "b")))
            .ShouldBe(["b: expression.invalid"]);

    [Fact]
    public void An_edge_leaves_by_a_port_that_its_node_has() =>
        Validate(Definition([Node("a", "Start"), Node("b", "Choice"), Node("c")],
            Edge("a", "b"), Edge("b", "c", "maybe"))).ShouldBe(["b: edge.unknown-port"]);

    [Fact]
    public void The_error_port_exists_where_errors_leave_by_it() =>
        Validate(Definition([Node("a", "Start"), Node("b") with { OnError = OnError.Port }, Node("c")],
            Edge("a", "b"), Edge("b", "c", "error"))).ShouldBeEmpty();

    [Fact]
    public void A_node_that_nothing_leads_to_is_warned_of() =>
        Validate(Definition([Node("a", "Start"), Node("b")])).ShouldBe(["b: node.unreachable"]);

    [Fact]
    public void Nothing_leads_into_a_trigger() =>
        Validate(Definition([Node("a", "Start"), Node("b", "Start")], Edge("a", "b"))).ShouldBe(["b: edge.into-trigger"]);

    [Fact]
    public void A_body_needs_a_container() =>
        Validate(Definition([Node("a", "Start"), Node("b", parent: "a")])).ShouldBe(["b: node.parent-not-container"]);

    [Fact]
    public void An_edge_stays_on_one_side_of_a_container() =>
        Validate(Definition([Node("a", "Start"), Node("l", "Each"), Node("b", parent: "l")],
            Edge("a", "l"), Edge("a", "b"))).ShouldBe(["b: edge.across-container"]);

    [Fact]
    public void A_workflow_needs_a_trigger() =>
        Validate(Definition([Node("b")])).ShouldBe([": workflow.no-trigger"]);

    [Fact]
    public void Malformed_parts_are_named_one_by_one()
    {
        var (_, problems) = DefinitionShape.Read(Json("""
            {"nodes":[{"id":"a","type":"Step","position":"left"},{"id":"b","type":"Step"}],"edges":{}}
            """));
        problems.Select(problem => problem.Path).ShouldBe(["/nodes/0/position", "/edges"]);
    }
}
