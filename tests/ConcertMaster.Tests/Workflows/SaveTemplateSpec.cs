using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Testing.EventStore;
using ConcertMaster.Workflows;
using static ConcertMaster.Tests.Workflows.WorkflowSamples;

namespace ConcertMaster.Tests.Workflows;

public sealed class SaveTemplateSpec
{
    private static readonly Guid First = Guid.Parse("0195f000-0000-7000-8000-00000000000a");
    private static readonly TemplateSaved Saved = new(First, "Collection", "For suppliers", Definition([Node("a")]));

    private static DeciderSpec<TemplateShelf, TemplateEvent> Given(params TemplateEvent[] events) =>
        Spec.For(TemplateShelf.Stream(new TenantId("sample")).Decider).Given(events);

    private static Func<TemplateShelf, Decision<TemplateEvent>> Save(SaveTemplate command) =>
        shelf => TemplateDecider.Decide(command, shelf);

    [Fact]
    public void A_template_keeps_the_definition_once_however_often_it_is_sent() =>
        Given().When(Save(new(First, " Collection ", "For suppliers", Saved.Definition))).Then(Saved);

    [Fact]
    public void The_same_template_again_adds_nothing() =>
        Given(Saved).When(Save(new(First, "Collection", "", Saved.Definition))).ThenNothing();

    [Fact]
    public void A_template_without_steps_is_refused() =>
        Given().When(Save(new(First, "Empty", "", WorkflowDefinition.Empty))).ThenRefused("template.empty");

    [Fact]
    public void A_removed_template_is_gone_and_cannot_be_removed_twice()
    {
        Given(Saved).When(shelf => TemplateDecider.Decide(new RemoveTemplate(First), shelf)).Then(new TemplateRemoved(First));
        Given(Saved, new TemplateRemoved(First)).When(shelf => TemplateDecider.Decide(new RemoveTemplate(First), shelf))
            .ThenNothing();
    }

    [Fact]
    public void A_published_version_is_named_and_the_name_taken_away_again()
    {
        var published = new WorkflowPublished(1, "hash", "Sample", WorkflowDefinition.Empty);
        DeciderSpec<Workflow, WorkflowEvent> given(params WorkflowEvent[] more) =>
            Spec.For(WorkflowStream.Decider).Given([new WorkflowCreated(Id, "Sample"), published, .. more]);
        static Func<Workflow, Decision<WorkflowEvent>> name(int number, string text) =>
            state => WorkflowDecider.Decide(new NameVersion(number, text), state);

        given().When(name(1, "As audited")).Then(new VersionNamed(1, "As audited"));
        given(new VersionNamed(1, "As audited")).When(name(1, "As audited")).ThenNothing();
        given(new VersionNamed(1, "As audited")).When(name(1, "")).Then(new VersionNamed(1, ""));
        given().When(name(2, "Not yet")).ThenRefused("workflow.version-unknown");
    }
}
