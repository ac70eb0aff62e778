using System.Text.Json;
using ConcertMaster.Reviews;
using ConcertMaster.Reviews.Asking;

namespace ConcertMaster.Tests.Reviews;

public sealed class ReviewNodeSpec
{
    [Fact]
    public void A_field_stands_beside_its_own_history_and_an_outlier_is_flagged()
    {
        var fields = ReviewFields.From(
            Json("""{ "total": 52100, "method": "measured" }"""),
            Json("""
                { "history": { "total": [{ "label": "2019", "value": 5153 }, { "label": "2020", "value": 5041 }] },
                  "fields": [{ "name": "total", "label": "Total emissions", "unit": "kt C" }] }
                """),
            Json("""{ "validation": { "outliers": [{ "field": "total", "message": "total is 52100." }] } }"""));
        fields.Count.ShouldBe(2);
        (fields[0].Label, fields[0].Unit, fields[0].Flag).ShouldBe(("Total emissions", "kt C", "outlier"));
        fields[0].History.Select(past => past.Label).ShouldBe(["2019", "2020"]);
        (fields[1].Label, fields[1].Flag, fields[1].History.Count).ShouldBe(("method", null, 0));
    }

    [Fact]
    public void A_single_earlier_value_needs_no_array() =>
        ReviewFields.From(Json("""{ "total": 1 }"""), Json("""{ "history": { "total": { "label": "2020", "value": 5 } } }"""),
            Json("{}"))[0].History.ShouldHaveSingleItem().Label.ShouldBe("2020");

    [Fact]
    public void The_reason_is_what_the_validator_found() =>
        ReviewFields.ReasonFrom(Json("""
            { "validation": { "outliers": [{ "field": "a", "message": "a is high." }, { "field": "b", "message": "b is low." }] } }
            """)).ShouldBe("a is high. b is low.");

    [Fact]
    public void Assignees_are_named_once() =>
        ReviewNodeConfig.Texts(Json("""["ana@acme.test", "ANA@acme.test", "", 7, "ben@acme.test"]"""), 50)
            .ShouldBe(["ana@acme.test", "ben@acme.test"]);

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
