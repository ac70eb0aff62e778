using System.Text.Json.Nodes;
using ConcertMaster.Forms.Importing;

namespace ConcertMaster.Tests.Forms.Importing;

public sealed class DrawableSchemaSpec
{
    [Theory]
    [InlineData("""{"$ref":"#/$defs/A","$defs":{"A":{"type":"object","properties":{"b":{"type":"string"}}}}}""",
        """{"type":"object","properties":{"b":{"type":"string"}}}""", "/$ref")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/n","title":"Mine"}},"$defs":{"n":{"type":"number","title":"N"}}}""",
        """{"type":"object","properties":{"a":{"type":"number","title":"Mine"}}}""", "/properties/a/$ref")]
    [InlineData("""{"type":"object","properties":{"a":{"items":{"$ref":"#/$defs/row"}}},"$defs":{"row":{"type":"object"}}}""",
        """{"type":"object","properties":{"a":{"items":{"type":"object"}}}}""", "/properties/a/items/$ref")]
    [InlineData("""{"allOf":[{"properties":{"a":{}},"required":["a"]},{"type":"object","properties":{"b":{}},"required":["b","a"]}]}""",
        """{"properties":{"a":{},"b":{}},"required":["a","b"],"type":"object"}""", "/allOf")]
    [InlineData("""{"type":"object","properties":{"a":{"anyOf":[{"type":"string"},{"type":"null"}],"title":"A"}}}""",
        """{"type":"object","properties":{"a":{"type":"string","title":"A"}}}""", "/properties/a/anyOf")]
    [InlineData("""{"type":"object","properties":{"a":{"type":["null","integer"]}}}""",
        """{"type":"object","properties":{"a":{"type":"integer"}}}""", "/properties/a/type")]
    [InlineData("""{"properties":{"a":true}}""", """{"properties":{"a":true},"type":"object"}""", "/type")]
    public void Where_a_question_stands_it_is_written_out(string given, string expected, string path)
    {
        var (schema, changes) = DrawableSchema.Of(JsonNode.Parse(given)!.AsObject());
        JsonNode.DeepEquals(schema, JsonNode.Parse(expected)).ShouldBeTrue(schema.ToJsonString());
        changes.ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/t"}},"$defs":{"t":{"properties":{"t":{"$ref":"#/$defs/t"}}}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/n","minimum":5}},"$defs":{"n":{"minimum":1}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"https://elsewhere.test/n"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/gone"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"allOf":[{"minimum":1},{"minimum":2}]}}}""")]
    public void What_would_come_to_mean_something_else_stays(string given)
    {
        var (schema, changes) = DrawableSchema.Of(JsonNode.Parse(given)!.AsObject());
        JsonNode.DeepEquals(schema, JsonNode.Parse(given)).ShouldBeTrue(schema.ToJsonString());
        changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"type":"object"}}}""", "/properties/a")]
    [InlineData("""{"properties":{"a":{"type":"array","items":{"type":"array"}}}}""", "/properties/a")]
    [InlineData("""{"properties":{"a":{"oneOf":[{"type":"string"},{"type":"number"}]}}}""", "/properties/a")]
    [InlineData("""{"properties":{"a":{"type":"array","items":{"properties":{"b/c":{}}}}}}""", "/properties/a/items/properties/b~1c")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/gone"}}}""", "/properties/a")]
    [InlineData("""{"if":{"required":["a"]},"properties":{"a":{"enum":[1]}}}""", "/if")]
    public void What_has_no_control_is_told(string given, string path) =>
        UndrawnParts.Of(FormSituations.Definition(given)).ShouldHaveSingleItem().Path.ShouldBe(path);

    [Fact]
    public void What_the_builder_makes_is_drawn() => UndrawnParts.Of(FormSituations.Definition("""
        {"properties":{"choice":{"enum":["a"]},"named":{"oneOf":[{"const":1,"title":"One"}]},
         "many":{"type":"array","items":{"enum":["a"]}},"texts":{"type":"array","items":{"type":"string"}},
         "rows":{"type":"array","items":{"type":"object","properties":{"n":{"type":"number"}}}},
         "price":{"type":"object","properties":{"amount":{"type":"number"},"currency":{"enum":["EUR"]}}},
         "agreed":{"const":true},"heading":{"not":{}},"cv":{"type":"array"},
         "jobs":{"type":"array","items":{"properties":{"proof":{"type":"array"},"duties":{"type":"array","items":{"type":"string"}}}}}}}
        """, """{"fields":{"cv":{"widget":"file"},"jobs":{"fields":{"proof":{"widget":"file"}}}}}""")).ShouldBeEmpty();

    [Fact]
    public void Fields_and_what_is_inside_of_them_stay_in_the_order_of_the_schema()
    {
        var ui = new JsonObject();
        FieldOrder.Keep(JsonNode.Parse("""
            {"properties":{"z":{},"a":{"items":{"properties":{"y":{},"b":{}}}},"m":{"properties":{"x":{},"c":{}}}}}
            """)!.AsObject(), ui);
        ui.ToJsonString().ShouldBe("""{"order":["z","a","m"],"fields":{"a":{"order":["y","b"]},"m":{"order":["x","c"]}}}""");
    }
}
