using System.Text;
using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.PlainPages.Drawing;
using ConcertMaster.Forms.PlainPages;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ConcertMaster.Tests.Forms.PlainPages;

public sealed class PlainPagesSpec
{
    private static readonly FormDefinition Definition = new(AppJson.ToElement(new
    {
        type = "object",
        properties = new Dictionary<string, object>
        {
            ["name"] = new { type = "string" },
            ["tonnes"] = new { type = "number" },
            ["audited"] = new { type = "boolean" },
            ["fuel"] = new { type = "string", @enum = new[] { "Coal", "Gas" } },
            ["many"] = new { type = "array", items = new { @enum = new[] { "a", "b", "c" } } },
            ["price"] = new
            {
                type = "object",
                properties = new { amount = new { type = "number" }, currency = new { @enum = new[] { "EUR", "USD" } } },
            },
            ["sites"] = new
            {
                type = "array",
                items = new { type = "object", properties = new { site = new { type = "string" }, kwh = new { type = "number" } } },
            },
            ["notes"] = new { type = "array", maxItems = 4, items = new { type = "string" } },
            ["agree"] = new { @const = true },
            ["score"] = new { type = "integer", minimum = 1, maximum = 5 },
            ["from"] = new { type = "string" },
        },
    }), AppJson.ToElement(new
    {
        fields = new
        {
            score = new { widget = "scale" }, from = new { widget = "hidden" }, sites = new { order = new[] { "site", "kwh" } },
        },
    }));

    [Fact]
    public void Answers_of_a_plain_form_have_the_types_that_the_schema_asks_for() =>
        Read(("name", " Ana "), ("tonnes", "1200,5"), ("audited", "no"), ("fuel", "1"), ("price/amount", "3"), ("price/currency", "0"),
                ("sites/0/site", "Kiel"), ("sites/0/kwh", "7"), ("sites/1/site", ""), ("agree", "yes"), ("score", "4"), ("many", "0"))
            .ShouldBe("""
                {"name":"Ana","tonnes":1200.5,"audited":false,"fuel":"Gas","many":["a"],"price":{"amount":3,"currency":"EUR"},
                "sites":[{"site":"Kiel","kwh":7}],"agree":true,"score":5,"from":"letter"}
                """.ReplaceLineEndings("").Replace("\n", "", StringComparison.Ordinal));

    [Fact]
    public void What_was_left_empty_is_not_an_answer() =>
        Read(("name", ""), ("tonnes", ""), ("price/currency", "1")).ShouldBe("""{"from":"letter"}""");

    [Fact]
    public void What_cannot_be_read_stays_text_for_the_judgement_to_name() =>
        Read(("tonnes", "lots"), ("fuel", "17")).ShouldBe("""{"tonnes":"lots","from":"letter"}""");

    [Fact]
    public void A_hidden_answer_comes_from_the_letter_and_never_from_the_page() =>
        Read(("from", "forged")).ShouldBe("""{"from":"letter"}""");

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onfocus=alert(1) x=\"")]
    [InlineData("</textarea><img src=x>")]
    public void Text_stays_text_in_a_plain_page(string text)
    {
        var html = new StringBuilder();
        var field = PlainField.ListOf(new FormDefinition(AppJson.ToElement(new
        {
            properties = new { a = new { type = "string", title = text, description = text } },
        }), JsonValues.EmptyObject))[0];
        new PlainFieldHtml(html, Words.English, PlainRoom.Usual, "?plain", (_, _) => text).Write(field, "a", AppJson.ToElement(text));
        new PlainFieldHtml(html, Words.English, PlainRoom.Usual, "?plain", (_, _) => text).Read(field, AppJson.ToElement(text));
        html.ToString().ShouldNotContain(text);
        html.ToString().ShouldContain(PlainPage.Safe(text));
    }

    [Fact]
    public void What_is_locked_comes_from_the_letter_and_never_from_the_page() =>
        new PlainAnswers(Sent(("name", "forged"), ("tonnes", "2"))).Read(Fields, JsonValues.EmptyObject,
                new Dictionary<string, JsonElement?> { ["name"] = AppJson.ToElement("Ana"), ["audited"] = null })
            .GetRawText().ShouldBe("""{"name":"Ana","tonnes":2}""");

    [Fact]
    public void Lists_and_rows_are_read_as_far_as_the_page_had_room_for_them()
    {
        Read(("notes/0", " first "), ("notes/1", ""), ("notes/2", "third"), ("sites/3/site", "beyond"))
            .ShouldBe("""{"notes":["first","third"],"from":"letter"}""");
        Read(("notes/0", "1"), ("notes/3", "4"), ("notes/4", "beyond"), ("notes/rows", "999"), ("sites/3/site", "Kiel"),
                ("sites/rows", "4"))
            .ShouldBe("""{"sites":[{"site":"Kiel"}],"notes":["1","4"],"from":"letter"}""");
    }

    [Fact]
    public void There_is_room_for_three_rows_for_what_is_filled_in_and_for_one_more_where_it_is_asked_for()
    {
        var sites = Fields.Single(field => field.Name == "sites");
        var notes = Fields.Single(field => field.Name == "notes");
        PlainRoom.Usual.ToDraw(sites, "sites", 0).ShouldBe(3);
        PlainRoom.Usual.ToDraw(sites, "sites", 7).ShouldBe(7);
        var asked = new DefaultHttpContext { Request = { QueryString = new("?plain&add=sites") } };
        var room = PlainRoom.Of(Sent(("sites/rows", "5"), ("notes/rows", "many")), asked);
        room.ToDraw(sites, "sites", 1).ShouldBe(6);
        room.ToDraw(notes, "notes", 0).ShouldBe(3);
        PlainRoom.Of(Sent(("notes/rows", "4")), new DefaultHttpContext { Request = { QueryString = new("?add=notes") } })
            .ToDraw(notes, "notes", 2).ShouldBe(4, "no more are possible");
    }

    [Theory]
    [InlineData("fuel", "\"Gas\"", "Gas")]
    [InlineData("audited", "false", "No")]
    [InlineData("price", """{ "amount": 3, "currency": "EUR" }""", "3 EUR")]
    [InlineData("sites", """[{ "site": "Kiel", "kwh": 7 }, { "site": "Ulm" }]""", "Kiel · 7\nUlm")]
    [InlineData("notes", """["one", "two"]""", "one\ntwo")]
    [InlineData("name", "null", "No answer")]
    public void An_answer_that_is_only_read_is_written_in_words(string name, string answer, string said) =>
        PlainAnswerText.Of(Words.English, Fields.Single(field => field.Name == name), JsonSerializer.Deserialize<JsonElement>(answer))
            .ShouldBe(said);

    private static IReadOnlyList<PlainField> Fields => PlainField.ListOf(Definition);

    private static FormCollection Sent(params (string Name, string Value)[] sent) =>
        new(sent.ToDictionary(one => one.Name, one => new StringValues(one.Value)));

    private static string Read(params (string Name, string Value)[] sent) =>
        new PlainAnswers(Sent(sent), room: PlainRoom.Of(Sent(sent), new DefaultHttpContext()))
            .Read(Fields, AppJson.ToElement(new { from = "letter" })).GetRawText();
}
