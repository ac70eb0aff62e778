using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Forms;

using static FormSituations;

public sealed class EditFormSpec
{
    private static readonly FormDefinition Before = Definition(
        """{ "type": "object", "title": "T", "required": ["a"], "properties": { "a": { "type": "string" }, "b": { "type": "number" }, "c": {} } }""",
        """{ "fields": { "a": { "label": "A" } }, "intro": "Hello" }""");

    [Fact]
    public void A_form_is_created_once_with_its_fields_as_edits() =>
        Spec.For(Form.Decider)
            .When(form => FormDecider.Decide(new CreateForm(Id, " Emissions ", Totals, Noon), form))
            .Then(new FormCreated(Id, "Emissions", Noon),
                new FormFieldAdded(Id, "total", Json("""{ "type": "number", "minimum": 0 }"""), true, null, Noon),
                new FormFieldAdded(Id, "comment", Json("""{ "type": "string", "maxLength": 10 }"""), false, null, Noon))
            .AndRepeatingAddsNothing();

    [Fact]
    public void Only_what_changed_becomes_an_edit()
    {
        var after = Definition(
            """{ "type": "object", "title": "T", "required": ["a"], "properties": { "a": { "type": "string" }, "b": { "type": "integer" }, "d": {} } }""",
            """{ "fields": { "a": { "label": "A" } }, "intro": "Hello" }""");
        Edit(Before, after).Then(
                new FormFieldRemoved(Id, "c", Noon),
                new FormFieldChanged(Id, "b", Json("""{ "type": "integer" }"""), false, null, Noon),
                new FormFieldAdded(Id, "d", Json("{}"), false, null, Noon))
            .AndRepeatingAddsNothing();
    }

    [Theory]
    [InlineData("""{ "type": "object", "properties": { "c": {}, "a": { "type": "string" }, "b": { "type": "number" } } }""", "{}")]
    [InlineData("""{ "type": "object", "properties": { "z": {}, "b": { "type": "number" }, "y": {} }, "required": ["b", "z"] }""", """{ "pages": [] }""")]
    [InlineData("""{ "type": "object" }""", """{ "intro": "x", "fields": {} }""")]
    [InlineData("""{ "type": "object", "allOf": [{ "minProperties": 1 }], "properties": { "a": true } }""", """{ "fields": { "a": { "label": "B" } } }""")]
    public void Applying_the_edits_gives_the_definition_that_was_asked_for(string schema, string ui)
    {
        var after = Definition(schema, ui);
        var edited = FormEdits.Between(Id, Before, after, Noon).Aggregate(Before, FormEdits.Apply);
        FormEdits.Between(Id, edited, after, Noon).ShouldBeEmpty();
        edited.Fields.Select(field => field.Name).ShouldBe(after.Fields.Select(field => field.Name));
    }

    [Fact]
    public void A_form_needs_a_name() =>
        Spec.For(Form.Decider).When(form => FormDecider.Decide(new CreateForm(Id, "  ", Totals, Noon), form))
            .ThenRefused(FormRefusals.NameInvalid);

    private static DecisionSpec<Form, FormEvent> Edit(FormDefinition before, FormDefinition after) =>
        Spec.For(Form.Decider)
            .Given([new FormCreated(Id, "F", Noon), .. FormEdits.Between(Id, FormDefinition.Empty, before, Noon)])
            .When(form => FormDecider.Decide(new EditForm(null, after, Noon), form));
}
