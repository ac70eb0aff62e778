using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.PlainPages.Drawing;
using ConcertMaster.Forms.PlainPages;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Tests.Forms.PlainPages;

using static FormSituations;

/// <summary>The page without script says everything in the language that it is read in.</summary>
public sealed class PlainFormPageSpec
{
    private static readonly FormDefinition Fuels = Definition("""
        { "type": "object", "required": ["fuel"], "properties": {
          "fuel": { "type": "string", "enum": ["Coal", "Gas"] }, "mass": { "type": "number", "minimum": 1 },
          "price": { "type": "object", "properties": { "amount": { "type": "number" }, "currency": { "enum": ["EUR"] } } } } }
        """, """
        { "languages": ["en", "de", "ar"], "intro": "Hello", "pages": [{ "title": "One", "description": "Why", "fields": ["fuel", "mass", "price"] }],
          "translations": { "de": { "name": "Brennstoffe", "intro": "Hallo", "pages": ["Eins"],
            "pageDescriptions": ["Warum"], "submitLabel": "Abschicken" } },
          "fields": { "fuel": { "label": "Fuel", "translations": { "de": { "label": "Brennstoff", "choices": { "Coal": "Kohle" } } } },
                      "mass": { "unit": "t", "translations": { "de": { "label": "Masse" } } } } }
        """);

    [Fact]
    public void Every_word_is_in_the_language_that_it_is_read_in()
    {
        var html = Page("de", new Fault("/fuel", "required", ""), new Fault("/mass", "minimum", "at least 1"));
        foreach (var said in (string[])["Brennstoffe", "Hallo", "Eins", "Warum", "Abschicken",
            "Brennstoff: Hier fehlt eine Antwort.", "Kohle",
            "Masse: Das muss 1 t oder mehr sein.", "2 Antworten brauchen noch einen Blick", "(freiwillig)", "<html lang=\"de\"",
            "Fehler: "])
            html.ShouldContain(said);
        foreach (var said in (string[])["needs an answer", "optional", "Send answers", "another look", "Choose", "Why"])
            html.ShouldNotContain(said);
    }

    [Fact]
    public void It_is_written_from_right_to_left_where_the_language_is() =>
        Page("ar").ShouldContain("<html lang=\"ar\" dir=\"rtl\">");

    [Fact]
    public void Faults_are_tied_to_their_boxes()
    {
        var html = Page("en", new Fault("/mass", "minimum", ""), new Fault("/price/amount", "type", ""));
        html.ShouldContain("aria-describedby=\"answer-mass-problem\" aria-invalid=\"true\"");
        html.ShouldContain("href=\"#answer-price-amount\"");
        html.ShouldContain("role=\"alert\" tabindex=\"-1\" autofocus");
    }

    [Theory]
    [InlineData(null, "fr, de;q=0.8", "de")]
    [InlineData("ar", "de", "ar")]
    [InlineData("de-AT", "", "de")]
    [InlineData("fr", "fr", "en")]
    public void The_reader_gets_the_language_that_is_asked_for_or_preferred_if_the_form_speaks_it(
        string? asked, string accepted, string language) =>
        Words.Preferred(Fuels.Ui, asked, accepted).ShouldBe(language);

    [Fact]
    public void Words_follow_the_count()
    {
        Words.English.Say("problems", 1).ShouldBe("One answer needs another look");
        Words.English.Say("problems", 3).ShouldBe("3 answers need another look");
        Words.Of("de-CH").Say("formVersion", "A", "2").ShouldBe("A, Fassung 2");
    }

    [Fact]
    public void What_a_page_says_stands_above_its_questions()
    {
        var definition = Definition("""{ "type": "object", "properties": { "a": { "type": "string" } } }""",
            """{ "pages": [{ "title": "One", "description": "Of <last> year.", "fields": ["a"] }] }""");
        var html = new PlainFormPage(new(Id, "Said", 1, "", definition, null, Noon), "Northwind", null, null, "en")
            .Write(JsonValues.EmptyObject, []).Html;
        html.ShouldContain("<h2>One</h2><p class=\"said\">Of &lt;last&gt; year.</p>");
    }

    [Fact]
    public void What_is_locked_is_read_and_has_no_box()
    {
        var html = (Sheet("en") with
        {
            Locked = new Dictionary<string, JsonElement?> { ["fuel"] = Json("\"Coal\""), ["mass"] = null },
        }).Write(JsonValues.EmptyObject, [new Fault("/mass", "required", "")]).Html;
        html.ShouldContain("<p class=\"said\">Coal</p><p class=\"help\">Filled in by whoever sent you this form");
        html.ShouldContain("id=\"answer-mass\" tabindex=\"-1\"");
        html.ShouldNotContain("name=\"fuel\"");
        html.ShouldNotContain("name=\"mass\"");
    }

    [Fact]
    public void Rows_and_entries_of_lists_can_be_added_and_their_faults_lead_to_them()
    {
        var definition = Definition("""
            { "type": "object", "properties": {
              "notes": { "type": "array", "items": { "type": "string", "maxLength": 3 } },
              "sites": { "type": "array", "maxItems": 3, "items": { "type": "object", "properties": { "site": { "type": "string" } } } } } }
            """, "{}");
        var html = new PlainFormPage(new(Id, "Lists", 1, "", definition, null, Noon), "Northwind", null, null, "en")
            .Write(Json("""{ "notes": ["one", "long", "two", "six"] }"""), [new Fault("/notes/1", "maxLength", "")]).Html;
        html.ShouldContain("href=\"#answer-notes-1\">Notes: Write at most 3 characters.");
        html.ShouldContain("<input type=\"hidden\" name=\"notes/rows\" value=\"4\">");
        html.ShouldContain("formaction=\"?plain&amp;language=en&amp;add=notes#answer-notes-4\">Add another");
        html.ShouldContain("What is left empty is left out. At most 3 entries possible.");
        html.ShouldNotContain("add=sites", customMessage: "all rows that are possible are there");
        html.IndexOf("class=\"away\" tabindex", StringComparison.Ordinal).ShouldBeLessThan(
            html.IndexOf("formaction", StringComparison.Ordinal), "Enter sends the form");
    }

    private static PlainFormPage Sheet(string language) =>
        new(new(Id, "Fuels", 1, "", Fuels, null, Noon), "Northwind", null, null, language);

    private static string Page(string language, params IReadOnlyList<Fault> faults) =>
        Sheet(language).Write(JsonValues.EmptyObject, faults).Html;
}
