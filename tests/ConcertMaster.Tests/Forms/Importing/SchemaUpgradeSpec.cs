using System.Text.Json.Nodes;
using ConcertMaster.Forms.Importing;

namespace ConcertMaster.Tests.Forms.Importing;

public sealed class SchemaUpgradeSpec
{
    [Theory]
    [InlineData("""{"minimum":1,"exclusiveMinimum":true}""", """{"exclusiveMinimum":1}""", "/exclusiveMinimum")]
    [InlineData("""{"maximum":9,"exclusiveMaximum":false}""", """{"maximum":9}""", "/exclusiveMaximum")]
    [InlineData("""{"id":"http://a.test/b"}""", """{"$id":"http://a.test/b"}""", "/id")]
    [InlineData("""{"definitions":{"n":{"type":"number"}}}""", """{"$defs":{"n":{"type":"number"}}}""", "/definitions")]
    [InlineData("""{"dependencies":{"a":["b"],"c":{"required":["d"]}}}""",
        """{"dependentRequired":{"a":["b"]},"dependentSchemas":{"c":{"required":["d"]}}}""", "/dependencies")]
    [InlineData("""{"items":[{"type":"string"}],"additionalItems":false}""",
        """{"prefixItems":[{"type":"string"}],"items":false}""", "/items")]
    [InlineData("""{"$recursiveRef":"#"}""", """{"$ref":"#"}""", "/$recursiveRef")]
    [InlineData("""{"properties":{"a/b":{"minimum":1,"exclusiveMinimum":true}}}""",
        """{"properties":{"a/b":{"exclusiveMinimum":1}}}""", "/properties/a~1b/exclusiveMinimum")]
    public void What_is_written_otherwise_now_is_changed_and_told(string given, string expected, string path)
    {
        var (schema, report) = Upgrade(given);
        schema.Remove("$schema");
        JsonNode.DeepEquals(schema, JsonNode.Parse(expected)).ShouldBeTrue(schema.ToJsonString());
        report.Changes.ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("""{"properties":{"id":{"type":"string"},"definitions":{"type":"object"},"items":{"type":"array"}}}""")]
    [InlineData("""{"enum":[{"definitions":{},"id":"a"}],"default":{"items":[1]}}""")]
    [InlineData("""{"exclusiveMinimum":1,"items":{"type":"string"},"$defs":{"a":true},"required":["id"]}""")]
    public void Names_data_and_what_is_new_enough_stay_as_they_are(string given)
    {
        var (schema, report) = Upgrade(given);
        schema.Remove("$schema");
        JsonNode.DeepEquals(schema, JsonNode.Parse(given)).ShouldBeTrue(schema.ToJsonString());
        report.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-04/schema#", "draft-04")]
    [InlineData("http://json-schema.org/draft-07/schema#", "draft-07")]
    [InlineData("https://json-schema.org/draft/2019-09/schema", "2019-09")]
    public void The_draft_is_told_and_the_newest_is_stated(string dialect, string from)
    {
        var (schema, report) = Upgrade($$"""{"$schema":"{{dialect}}"}""");
        report.From.ShouldBe(from);
        schema["$schema"]!.GetValue<string>().ShouldEndWith("2020-12/schema");
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#", false)]
    [InlineData("https://json-schema.org/draft/2019-09/schema", true)]
    public void What_stands_beside_a_reference_counts_as_it_did(string dialect, bool counts)
    {
        var (schema, _) = Upgrade(
            $$$"""{"$schema":"{{{dialect}}}","properties":{"a":{"$ref":"#/definitions/n","minimum":5}},"definitions": {"n": {} } }""");
        var field = schema["properties"]!["a"]!.AsObject();
        field["$ref"]!.GetValue<string>().ShouldBe("#/$defs/n");
        field.ContainsKey("minimum").ShouldBe(counts);
    }

    private static (JsonObject Schema, UpgradeReport Report) Upgrade(string schema) =>
        SchemaUpgrade.Of(JsonNode.Parse(schema)!.AsObject());
}
