using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Testing.EventStore;
using ConcertMaster.Workflows;
using static ConcertMaster.Tests.Workflows.WorkflowSamples;

namespace ConcertMaster.Tests.Workflows;

public sealed class EditWorkflowSpec
{
    private static DeciderSpec<Workflow, WorkflowEvent> Given(params WorkflowEvent[] events) =>
        Spec.For(WorkflowStream.Decider).Given([new WorkflowCreated(Id, "Sample"), .. events]);

    private static Func<Workflow, Decision<WorkflowEvent>> Edit(params WorkflowEdit[] edits) =>
        state => WorkflowDecider.Decide(new EditWorkflow(edits), state);

    [Fact]
    public void Adding_a_node_says_which() =>
        Given().When(Edit(new WorkflowEdit.AddNode(Node("a")))).Then(new NodeAdded(Node("a")));

    [Fact]
    public void A_node_id_can_be_used_once() =>
        Given(new NodeAdded(Node("a"))).When(Edit(new WorkflowEdit.AddNode(Node("a"))))
            .ThenRefused("workflow.edits-invalid");

    [Fact]
    public void Later_edits_of_a_request_see_the_earlier_ones() =>
        Given().When(Edit(
                new WorkflowEdit.AddNode(Node("a")), new WorkflowEdit.AddNode(Node("b")),
                new WorkflowEdit.Connect(Edge("a", "b"))))
            .Then(new NodeAdded(Node("a")), new NodeAdded(Node("b")), new EdgeConnected(Edge("a", "b")));

    [Fact]
    public void One_edit_that_does_not_fit_refuses_them_all() =>
        Given().When(Edit(new WorkflowEdit.AddNode(Node("a")), new WorkflowEdit.Connect(Edge("a", "nowhere"))))
            .ThenRefused("workflow.edits-invalid");

    [Fact]
    public void The_fault_names_the_edit_that_does_not_fit()
    {
        var decision = Edit(new WorkflowEdit.AddNode(Node("a")), new WorkflowEdit.RemoveNode("x"))(Given().State);
        var refusal = decision.ShouldBeOfType<Decision<WorkflowEvent>.Refused>().Refusal;
        refusal.Faults.ShouldHaveSingleItem().ShouldBe(
            new Fault("/edits/1", "node.unknown", "There is no node 'x' in this workflow."));
    }

    [Fact]
    public void Removing_a_node_disconnects_it_first() =>
        Given(new NodeAdded(Node("a")), new NodeAdded(Node("b")), new EdgeConnected(Edge("a", "b")))
            .When(Edit(new WorkflowEdit.RemoveNode("a")))
            .Then(new EdgeDisconnected("a-out-b"), new NodeRemoved("a"));

    [Fact]
    public void Moving_a_node_to_where_it_is_changes_nothing() =>
        Given(new NodeAdded(Node("a"))).When(Edit(new WorkflowEdit.MoveNode("a", new(0, 0)))).ThenNothing();

    [Fact]
    public void Drawing_the_same_connection_twice_is_one_connection() =>
        Given(new NodeAdded(Node("a")), new NodeAdded(Node("b")), new EdgeConnected(Edge("a", "b")))
            .When(Edit(new WorkflowEdit.Connect(Edge("a", "b") with { Id = "another" }))).ThenNothing();

    [Fact]
    public void A_condition_on_an_edge_is_its_port() =>
        Given(new NodeAdded(Node("a", "Choice")), new NodeAdded(Node("b")))
            .When(Edit(new WorkflowEdit.Connect(new EdgeDefinition("e", "a", "b", Condition: "true"))))
            .Then(new EdgeConnected(new EdgeDefinition("e", "a", "b", "true")));

    [Fact]
    public void Changing_how_a_node_is_run_keeps_what_is_not_named() =>
        Given(new NodeAdded(Node("a") with { Notes = "careful" }))
            .When(Edit(new WorkflowEdit.ChangeNode("a", Json("""{"disabled":true}"""))))
            .Then(new NodeBehaviourChanged("a", NodeBehaviour.Of(Node("a") with { Notes = "careful", Disabled = true })));

    [Fact]
    public void Settings_that_are_the_same_change_nothing() =>
        Given(new SettingsChanged(new() { Vars = Json("""{"a":1}""") }))
            .When(Edit(new WorkflowEdit.ChangeSettings(new() { Vars = Json("""{ "a": 1 }""") }))).ThenNothing();

    [Fact]
    public void Settings_that_are_not_named_stay() =>
        Given(new SettingsChanged(new() { Priority = 3, TimeoutSeconds = 60 }))
            .When(Edit(new WorkflowEdit.ChangeSettings(Changes: Json("""{ "timeoutSeconds": null, "concurrencyMax": 2 }"""))))
            .Then(new SettingsChanged(new() { Priority = 3, ConcurrencyMax = 2 }));

    [Theory]
    [InlineData("""{ "colour": "blue" }""")]
    [InlineData("""{ "priority": "high" }""")]
    [InlineData("[]")]
    public void Settings_that_there_are_not_are_refused(string changes) =>
        Given().When(Edit(new WorkflowEdit.ChangeSettings(Changes: Json(changes)))).ThenRefused("workflow.edits-invalid");

    [Fact]
    public void An_archived_workflow_cannot_be_edited() =>
        Given(new WorkflowArchived()).When(Edit(new WorkflowEdit.Rename("New"))).ThenRefused("workflow.archived");

    [Fact]
    public void A_workflow_that_was_never_created_is_not_found() =>
        Spec.For(WorkflowStream.Decider).When(Edit(new WorkflowEdit.Rename("New"))).ThenRefused("workflow.not-found");

    private static readonly CanvasNote Note = new("n1", "Ask **Ana**", 10, 20);
    private static readonly CanvasGroup Group = new("g1", "Checks", ["a", "b"]);

    [Fact]
    public void Notes_and_groups_are_written_once_for_each_change() =>
        Given(new NoteWritten(Note), new GroupDrawn(Group)).When(Edit(
                new WorkflowEdit.PutNote(Note), new WorkflowEdit.PutGroup(Group with { NodeIds = ["a", "b"] }),
                new WorkflowEdit.PutNote(Note with { X = 30 }), new WorkflowEdit.PutGroup(Group with { Collapsed = true })))
            .Then(new NoteWritten(Note with { X = 30 }), new GroupDrawn(Group with { Collapsed = true }));

    [Fact]
    public void A_note_of_an_unknown_colour_is_refused() =>
        Given().When(Edit(new WorkflowEdit.PutNote(Note with { Colour = "ultraviolet" }))).ThenRefused("workflow.edits-invalid");

    [Fact]
    public void Removing_what_is_not_drawn_changes_nothing() =>
        Given().When(Edit(new WorkflowEdit.RemoveNote("n1"), new WorkflowEdit.RemoveGroup("g1"))).ThenNothing();

    [Fact]
    public void Notes_and_groups_have_no_part_in_what_is_run()
    {
        var drawn = WorkflowDefinition.Empty with { Layout = new() { Notes = [Note], Groups = [Group] } };
        CanonicalDefinition.HashOf(drawn).ShouldBe(CanonicalDefinition.HashOf(WorkflowDefinition.Empty));
    }
}
