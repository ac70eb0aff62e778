using ConcertMaster.Forms;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Forms;

using static FormSituations;

public sealed class PublishFormSpec
{
    [Fact]
    public void The_first_publication_is_version_one_and_carries_the_definition() =>
        Given(Totals).When(form => FormDecider.Decide(new PublishForm(null, Later), form))
            .Then(new FormPublished(Id, 1, Totals.Hash(), Totals, null, Later)).AndRepeatingAddsNothing();

    [Fact]
    public void A_version_stays_what_it_was_when_the_draft_goes_on()
    {
        var published = Given(Totals).Given(new FormPublished(Id, 1, Totals.Hash(), Totals, null, Noon),
            new FormFieldRemoved(Id, "comment", Later));
        var form = published.State.ShouldBeOfType<Form.Published>();
        form.HasUnpublishedChanges.ShouldBeTrue();
        form.Latest.Definition.Fields.Count.ShouldBe(2);
        published.When(state => FormDecider.Decide(new PublishForm(null, Later), state)).AndRepeatingAddsNothing();
    }

    [Fact]
    public void An_empty_form_and_a_page_with_unknown_fields_are_refused()
    {
        Given(FormDefinition.Empty).When(form => FormDecider.Decide(new PublishForm(null, Later), form))
            .ThenRefused("form.not-publishable");
        DefinitionReading.PublishingFaults(Definition(Totals.Schema.GetRawText(),
                """{ "order": ["total", "x"], "pages": [{ "title": "P", "fields": ["y"] }] }"""))
            .Select(fault => fault.Path).ShouldBe(["/ui/order/1", "/ui/pages/0/fields/0"]);
    }

    [Fact]
    public void The_wording_of_a_consent_changes_only_with_its_version()
    {
        static FormDefinition Consent(string version, string text) => Definition(
            """{ "type": "object", "properties": { "ok": { "const": true } } }""",
            $$"""{ "fields": { "ok": { "consent": { "id": "terms", "version": "{{version}}", "text": "{{text}}" } } } }""");
        var published = Consent("1", "Old");
        AnalyseForm.Of(Consent("1", "New"), published).Errors.ShouldHaveSingleItem().Code.ShouldBe("consent.same-version");
        AnalyseForm.Of(Consent("2", "New"), published).Errors.ShouldBeEmpty();
        AnalyseForm.Of(published, published).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void A_consent_is_known_by_a_name_that_an_index_takes() =>
        AnalyseForm.Of(Definition("""{ "type": "object", "properties": { "ok": { "const": true } } }""",
            $$$"""{ "fields": { "ok": { "consent": { "id": "{{{new string('x', 101)}}}" } } } }""")).Errors
            .ShouldHaveSingleItem().Code.ShouldBe("consent.id-invalid");

    [Fact]
    public void A_lookup_needs_something_to_look_in() =>
        AnalyseForm.Of(Definition("""{ "type": "object", "properties": { "a": { "type": "string" } } }""",
            """{ "fields": { "a": { "widget": "lookup", "lookup": { "query": "select 1" } } } }""")).Errors
            .ShouldHaveSingleItem().Code.ShouldBe("lookup.incomplete");

    [Fact]
    public void A_schema_that_cannot_be_compiled_is_refused_where_it_is_wrong() =>
        DefinitionReading.PublishingFaults(Definition("""{ "type": "object", "properties": { "a": { "type": "nothing" } } }"""))
            .ShouldHaveSingleItem().Path.ShouldStartWith("/schema/properties/a");

    [Fact]
    public void The_same_definition_has_the_same_hash_however_it_was_written() =>
        Definition("""{ "properties": { "a": { "type": "string" } }, "type": "object" }""").Hash()
            .ShouldBe(Definition("""{ "type": "object",   "properties": { "a": {"type":"string"} } }""").Hash());

    [Fact]
    public void Closing_and_reopening_say_it_once()
    {
        var published = Given(Totals).Given(new FormPublished(Id, 1, Totals.Hash(), Totals, null, Noon));
        published.When(form => FormDecider.Decide(new CloseForm(Later), form)).Then(new FormClosed(Id, Later))
            .AndRepeatingAddsNothing();
        published.Given(new FormClosed(Id, Noon)).When(form => FormDecider.Decide(new ReopenForm(Later), form))
            .Then(new FormReopened(Id, Later)).AndRepeatingAddsNothing();
    }

    private static DeciderSpec<Form, FormEvent> Given(FormDefinition definition) => Spec.For(Form.Decider)
        .Given([new FormCreated(Id, "F", Noon), .. FormEdits.Between(Id, FormDefinition.Empty, definition, Noon)]);
}
