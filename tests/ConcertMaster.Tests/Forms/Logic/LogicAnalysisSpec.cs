using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;

namespace ConcertMaster.Tests.Forms.Logic;

using static FormSituations;

public sealed class LogicAnalysisSpec
{
    private const string Schema = """
        { "type": "object", "required": ["amount"], "properties": {
          "country": { "enum": ["DE", "FR"] }, "note": { "type": "string" }, "day": { "type": "string", "format": "date" },
          "heading": { "not": {} }, "amount": { "type": "number", "minimum": 0 }, "total": { "type": "number" },
          "rows": { "type": "array", "items": { "type": "object", "properties": { "price": { "type": "number" } } } } } }
        """;

    [Theory]
    [InlineData("""{ "fields": { "amount": { "visibleIf": "country = 'IT'" } } }""", "logic.impossible")]
    [InlineData("""{ "fields": { "amount": { "visibleIf": "amount < 0 and country" } } }""", "logic.impossible")]
    [InlineData("""{ "fields": { "amount": { "visibleIf": "countri = 'DE'" } } }""", "logic.unknown-field")]
    [InlineData("""{ "fields": { "amount": { "validIf": "amount >" } } }""", "logic.syntax")]
    [InlineData("""{ "fields": { "amount": { "calculate": "total + 1" }, "total": { "calculate": "amount + 1" } } }""", "logic.cycle")]
    [InlineData("""{ "fields": { "total": { "calculate": "$random()" } } }""", "logic.chance")]
    [InlineData("""{ "pages": [{ "fields": ["country"] }, { "fields": ["amount"], "visibleIf": "country = 'IT'" }] }""", "logic.unreachable-page")]
    [InlineData("""{ "fields": { "amount": { "visibleIf": "day > '2026-01-01' and day < '2025-01-01'" } } }""", "logic.impossible")]
    [InlineData("""
        { "fields": { "heading": { "widget": "section", "visibleIf": "country = 'DE'" }, "total": { "visibleIf": "country = 'FR'" } },
          "order": ["country", "heading", "total"] }
        """, "logic.impossible")]
    [InlineData("""
        { "fields": { "heading": { "widget": "section", "visibleIf": "country = 'IT'" } },
          "pages": [{ "fields": ["country", "note", "day", "amount", "rows"] }, { "fields": ["heading", "total"] }] }
        """, "logic.unreachable-page")]
    public void Errors_stand_against_publishing(string ui, string code) =>
        Analyse(ui).Errors.Select(error => error.Code).ShouldContain(code);

    [Theory]
    [InlineData("""{ "fields": { "amount": { "visibleIf": "country = 'DE'" } } }""", "logic.hidden-but-required")]
    [InlineData("""{ "fields": { "amount": { "requiredIf": "$exists(country) or $not($exists(country))" } } }""", "logic.constant")]
    [InlineData("""{ "fields": { "amount": { "validIf": "amount < $millis()" } } }""", "logic.time-dependent")]
    [InlineData("""{ "languages": ["en", "de"] }""", "translation.missing")]
    public void Warnings_are_told_and_do_not_stand_against_it(string ui, string code)
    {
        var analysis = Analyse(ui);
        analysis.Errors.ShouldBeEmpty();
        analysis.Warnings.Select(warning => warning.Code).ShouldContain(code);
    }

    [Theory]
    [InlineData("""{ "fields": { "amount": { "visibleIf": "country = 'DE'" } } }""", "The untitled number is required only")]
    [InlineData("""
        { "fields": { "amount": { "visibleIf": "country = 'DE'" } },
          "pages": [{ "fields": ["country", "note", "day", "heading", "total", "rows"] }, { "fields": ["amount"] }] }
        """, "The untitled number on page 2 is required only")]
    [InlineData("""{ "fields": { "amount": { "visibleIf": "country = 'DE'", "label": "How much?" } } }""", "“How much?” is required only")]
    public void A_field_is_called_by_what_it_asks_and_else_by_what_it_is_and_where(string ui, string beginning) =>
        Analyse(ui).Warnings.Single(warning => warning.Code == "logic.hidden-but-required").Message.ShouldStartWith(beginning);

    [Fact]
    public void Descriptions_of_pages_are_missed_as_their_titles_are() =>
        Analyse("""
            { "languages": ["en", "de"], "pages": [{ "title": "One", "description": "Why", "fields": ["country"] }],
              "translations": { "de": { "pages": ["Eins"], "pageDescriptions": [""] } } }
            """).Warnings.Where(warning => warning.Path == "/ui/pages/0").Select(warning => warning.Message)
            .ShouldHaveSingleItem().ShouldStartWith("Page 1 has no description in de.");

    [Theory]
    [InlineData("country = 'DE' or country = 'IT'")]
    [InlineData("$sum(rows[price > 3].price) > 5")]
    [InlineData("/* IT */ $contains(country, /^D/) and amount > 10")]
    [InlineData("$length(note) > 20")]
    [InlineData("note != 'x' and $contains(note, /[0-9]/)")]
    [InlineData("day > '2026-01-01' and day < '2026-01-03'")]
    [InlineData("total > 3 and total < 3.2")]
    [InlineData("$map(rows, function($row) { $row.price * 2 })")]
    public void Conditions_that_some_answers_meet_are_in_order(string condition) =>
        Analyse($$"""{ "fields": { "total": { "visibleIf": "{{condition}}" } } }""").Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("""{ "type": "string", "format": "email" }""", "{}", "an e-mail address")]
    [InlineData("""{ "type": "string" }""", """{ "widget": "email", "classification": "internal" }""", "an e-mail address")]
    [InlineData("""{ "type": "object", "properties": { "city": { "type": "string" } } }""", """{ "widget": "address" }""", "an address")]
    [InlineData("""{ "type": "array" }""", """{ "widget": "signature", "classification": "public" }""", "a signature")]
    [InlineData("""{ "type": "array", "items": { "type": "object", "properties": { "mail": { "type": "string", "format": "email" } } } }""",
        """{ "widget": "rows" }""", "an e-mail address")]
    public void Who_asks_for_personal_data_and_does_not_mark_it_is_told(string schema, string ui, string asked)
    {
        var analysis = AnalyseOne(schema, ui);
        analysis.Errors.ShouldBeEmpty();
        var told = analysis.Warnings.ShouldHaveSingleItem();
        (told.Code, told.Field, told.Path).ShouldBe(("field.not-personal", "one", "/ui/fields/one/classification"));
        told.Message.ShouldContain($"asks for {asked} and is not marked as personal");
    }

    [Theory]
    [InlineData("""{ "type": "string", "format": "email" }""", """{ "classification": "personal" }""")]
    [InlineData("""{ "type": "string", "format": "email" }""", """{ "classification": "secret" }""")]
    [InlineData("""{ "type": "array" }""", """{ "widget": "signature" }""")]
    [InlineData("""{ "type": "array", "items": { "type": "object", "properties": { "mail": { "type": "string", "format": "email" } } } }""",
        """{ "widget": "rows", "fields": { "mail": { "classification": "personal" } } }""")]
    [InlineData("""{ "type": "string" }""", """{ "label": "Your e-mail address" }""")]
    public void What_is_marked_or_protected_by_its_kind_is_in_order(string schema, string ui) =>
        AnalyseOne(schema, ui).Warnings.ShouldBeEmpty();

    private static FormAnalysis AnalyseOne(string schema, string ui) => AnalyseForm.Of(Definition(
        $$"""{ "type": "object", "properties": { "one": {{schema}} } }""", $$"""{ "fields": { "one": {{ui}} } }"""));

    private static FormAnalysis Analyse(string ui) => LogicAnalysis.Of(Definition(Schema, ui));
}
