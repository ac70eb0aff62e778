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

    private static readonly WorkflowPublished First = new(1, Hash, "Sample", Sound);

    [Fact]
    public void A_published_version_is_taken_out_of_service() =>
        Spec.For(WorkflowStream.Decider).Given(Drawn).Given(First)
            .When(state => WorkflowDecider.Decide(new UnpublishWorkflow(), state)).Then(new WorkflowUnpublished(1))
            .AndRepeatingAddsNothing();

    [Fact]
    public void What_was_never_published_is_not_unpublished() =>
        Spec.For(WorkflowStream.Decider).Given(Drawn)
            .When(state => WorkflowDecider.Decide(new UnpublishWorkflow(), state)).ThenRefused("workflow.not-published");

    [Fact]
    public void After_it_was_unpublished_the_same_drawing_is_published_as_the_next_version() =>
        Spec.For(WorkflowStream.Decider).Given(Drawn).Given(First, new WorkflowUnpublished(1))
            .When(state => WorkflowDecider.Decide(Publish, state)).Then(new WorkflowPublished(2, Hash, "Sample", Sound));

    [Fact]
    public void An_archived_workflow_is_brought_back_unpublished_with_its_names()
    {
        var archived = Spec.For(WorkflowStream.Decider).Given(Drawn)
            .Given(First, new VersionNamed(1, "as audited"), new WorkflowArchived());
        archived.When(state => WorkflowDecider.Decide(new RestoreWorkflow(), state)).Then(new WorkflowRestored())
            .AndRepeatingAddsNothing();
        WorkflowEvent[] history = [.. Drawn, First, new VersionNamed(1, "as audited"), new WorkflowArchived(), new WorkflowRestored()];
        var back = (Workflow.Active)history.Aggregate((Workflow)new Workflow.NotCreated(), Workflow.Evolve);
        back.InForce.ShouldBeNull();
        back.Published!.Number.ShouldBe(1);
        back.VersionNames[1].ShouldBe("as audited");
    }

    [Fact]
    public void Archiving_and_unpublishing_do_not_mix() =>
        Spec.For(WorkflowStream.Decider).Given(Drawn).Given(First, new WorkflowArchived())
            .When(state => WorkflowDecider.Decide(new UnpublishWorkflow(), state)).ThenRefused("workflow.archived");
}
