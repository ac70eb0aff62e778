using ConcertMaster.Forms.Definitions;
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
        var html = new System.Text.StringBuilder();
        var field = PlainField.ListOf(new FormDefinition(AppJson.ToElement(new
        {
            properties = new { a = new { type = "string", title = text, description = text } },
        }), JsonValues.EmptyObject))[0];
        PlainFieldHtml.Write(html, Words.English, field, "a", AppJson.ToElement(text), (_, _) => text);
        html.ToString().ShouldNotContain(text);
        html.ToString().ShouldContain(PlainPage.Safe(text));
    }

    private static string Read(params (string Name, string Value)[] sent) => AppJson.ToElement(PlainAnswers.Read(
        PlainField.ListOf(Definition),
        new FormCollection(sent.ToDictionary(one => one.Name, one => new StringValues(one.Value))),
        AppJson.ToElement(new { from = "letter" }))).GetRawText();
}
