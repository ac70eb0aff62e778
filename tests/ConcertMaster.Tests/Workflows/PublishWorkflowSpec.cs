using ConcertMaster.Testing.EventStore;
using ConcertMaster.Workflows;
using static ConcertMaster.Tests.Workflows.WorkflowSamples;

namespace ConcertMaster.Tests.Workflows;

public sealed class PublishWorkflowSpec
{
    private static readonly WorkflowDefinition Sound = Definition([Node("a", "Start"), Node("b")], Edge("a", "b"));
    private static readonly string Hash = CanonicalDefinition.HashOf(Sound);

    private static readonly WorkflowEvent[] Drawn =
    [
        new WorkflowCreated(Id, "Sample"), new NodeAdded(Node("a", "Start")), new NodeAdded(Node("b")),
        new EdgeConnected(Edge("a", "b")),
    ];

    private static readonly PublishWorkflow Publish = new(definition =>
        new DefinitionValidator(Catalogue).Validate(definition, DateTimeOffset.UnixEpoch));

    [Fact]
    public void The_first_publication_is_version_one()
    {
        var published = (WorkflowPublished)((EventStore.Decisions.Decision<WorkflowEvent>.Accepted)Spec
            .For(WorkflowStream.Decider).Given(Drawn).When(state => WorkflowDecider.Decide(Publish, state))
            .AndRepeatingAddsNothing().Decision).Events.Single();
        (published.Number, published.Hash, published.Name).ShouldBe((1, Hash, "Sample"));
    }

    [Fact]
    public void Publishing_without_a_change_adds_no_version() =>
        Spec.For(WorkflowStream.Decider).Given(Drawn).Given(new WorkflowPublished(1, Hash, "Sample", Sound))
            .When(state => WorkflowDecider.Decide(Publish, state)).ThenNothing();

    [Fact]
    public void Moving_a_node_makes_no_new_version() =>
        Spec.For(WorkflowStream.Decider).Given(Drawn)
            .Given(new WorkflowPublished(1, Hash, "Sample", Sound), new NodeMoved("a", new(100, 100)))
            .When(state => WorkflowDecider.Decide(Publish, state)).ThenNothing();

    [Fact]
    public void A_definition_with_faults_is_not_published() =>
        Spec.For(WorkflowStream.Decider).Given(Drawn).Given(new NodeConfigured("b", Json("""{"count":0}""")))
            .When(state => WorkflowDecider.Decide(Publish, state)).ThenRefused("workflow.definition-invalid");
}
