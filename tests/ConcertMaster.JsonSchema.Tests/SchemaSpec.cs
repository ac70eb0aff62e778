using System.Text;
using System.Text.Json;

namespace ConcertMaster.JsonSchema.Tests;

public sealed class SchemaSpec
{
    // The first match of a kind may take long on a busy machine.
    private static readonly SchemaOptions Patient = new() { PatternTimeMax = TimeSpan.FromMinutes(1) };

    [Fact]
    public void An_error_tells_the_field_the_keyword_and_what_to_do()
    {
        var schema = Schema.Compile("""
            { "properties": { "order": { "$ref": "#/$defs/order" } },
              "$defs": { "order": { "properties": { "units": { "minimum": 0 } } } } }
            """);

        var error = schema.Validate(Parse("""{ "order": { "units": -1 } }""")).Errors.ShouldHaveSingleItem();

        error.ShouldBe(new SchemaError(
            "/order/units", "/properties/order/$ref/properties/units/minimum", "minimum", "Must be at least 0."));
    }

    [Fact]
    public void A_missing_field_is_at_fault_itself()
    {
        var schema = Schema.Compile("""{ "required": ["a/b", "c"] }""");

        var errors = schema.Validate(Parse("""{ "c": 1 }""")).Errors;

        errors.ShouldBe([new SchemaError("/a~1b", "/required", "required", "This field is required.")]);
    }

    [Fact]
    public void An_unexpected_field_is_at_fault_itself()
    {
        var schema = Schema.Compile("""{ "properties": { "a": true }, "additionalProperties": false }""");

        var errors = schema.Validate(Parse("""{ "a": 1, "b": 2 }""")).Errors;

        errors.ShouldBe([new SchemaError(
            "/b", "/additionalProperties", "additionalProperties", "This field is not expected here.")]);
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var schema = Schema.Compile("""
            { "type": "object", "required": ["name"],
              "properties": { "units": { "type": "integer" }, "kind": { "enum": ["new", "used"] } } }
            """);

        var errors = schema.Validate(Parse("""{ "units": 1.5, "kind": "old" }""")).Errors;

        errors.Select(error => (error.InstanceLocation, error.Message)).ShouldBe(
        [
            ("/units", "Must be a whole number."),
            ("/kind", "Must be one of: “new”, “used”."),
            ("/name", "This field is required."),
        ]);
    }

    [Theory]
    [InlineData("""{ "type": "text" }""", SchemaErrorCodes.InvalidKeyword, "#/type")]
    [InlineData("""{ "properties": { "a": { "minLength": -1 } } }""", SchemaErrorCodes.InvalidKeyword, "#/properties/a/minLength")]
    [InlineData("""{ "pattern": "(" }""", SchemaErrorCodes.InvalidPattern, "#/pattern")]
    [InlineData("""{ "$ref": "https://nobody.example/" }""", SchemaErrorCodes.UnknownReference, "#/$ref")]
    [InlineData("""{ "$schema": "https://nobody.example/" }""", SchemaErrorCodes.UnknownDialect, "#/$schema")]
    [InlineData("{", SchemaErrorCodes.NotJson, "#")]
    public void A_schema_that_makes_no_sense_is_refused_with_the_place(string schema, string code, string location)
    {
        var refusal = Should.Throw<SchemaException>(() => Schema.Compile(schema));

        (refusal.Code, refusal.SchemaLocation).ShouldBe((code, location));
    }

    [Fact]
    public void Formats_decide_only_when_asked_to()
    {
        const string schema = """{ "format": "date" }""";

        Schema.Compile(schema).IsValid(Parse("\"tomorrow\"")).ShouldBeTrue();
        Schema.Compile(schema, new SchemaOptions { AssertFormats = true }).IsValid(Parse("\"tomorrow\"")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("^\\p{Script=Greek}+$", "Ωμέγα", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^[😀-😎]{2}$", "😀😎", true)]
    [InlineData("^\\w+$", "é", false)]
    [InlineData("^(?<a>x)\\k<a>$", "xx", true)]
    [InlineData("(?<=€)\\d+", "€12", true)]
    [InlineData("^a$", "a\n", false)]
    public void Patterns_mean_what_they_mean_in_a_browser(string pattern, string text, bool expected) =>
        Schema.Compile($$"""{ "pattern": {{JsonSerializer.Serialize(pattern)}} }""", Patient)
            .IsValid(Parse(JsonSerializer.Serialize(text))).ShouldBe(expected);

    [Fact]
    public void Asking_for_the_verdict_allocates_nothing()
    {
        var schema = Schema.Compile("""
            { "properties": { "a": { "type": "string", "pattern": "^[a-z]{1,9}$" }, "b": { "minimum": 0.5 } },
              "required": ["a"], "additionalProperties": false }
            """);
        var value = Parse("""{ "a": "text", "b": 12.25 }""");
        var broken = Parse("""{ "a": "text", "b": 0.25 }""");
        schema.IsValid(value).ShouldBeTrue();
        schema.IsValid(broken).ShouldBeFalse();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            schema.IsValid(value);
            schema.IsValid(broken);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData("""  { "a" : [ 1 , "x\"]" ] , "b":{"c":true} }  """, true)]
    [InlineData("""{"b":{"c":1},"a":[]}""", false)]
    [InlineData("""{"a":[1,"}"],"b":{"c":false,"d":[[[]]]}}""", true)]
    [InlineData("""{"a":[-1.5e3,null],"b":{}}""", false)]
    public void Text_gets_the_verdict_that_its_document_gets(string text, bool expected)
    {
        var schema = Schema.Compile("""
            { "properties": { "a": { "prefixItems": [{ "type": "integer" }], "items": { "type": "string" } },
                              "b": { "properties": { "c": { "type": "boolean" } } } },
              "required": ["a", "b"], "additionalProperties": false }
            """);

        schema.IsValid(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);
        schema.IsValid(Parse(text)).ShouldBe(expected);
        schema.Validate(Encoding.UTF8.GetBytes(text)).Errors.ShouldBe(schema.Validate(Parse(text)).Errors);
    }

    [Fact]
    public void Text_that_is_not_JSON_is_refused()
    {
        var schema = Schema.Compile("true");

        foreach (var text in (string[])["", "{", "[1,]", "1 2", "{'a':1}", "\u0000"])
            Should.Throw<JsonException>(() => schema.IsValid(Encoding.UTF8.GetBytes(text)), text);
    }

    [Fact]
    public void A_document_may_have_comments_and_commas_at_the_end()
    {
        const string text = """
            /* first */ { // a name
              "a": /* ] */ [1, /* 2, */ 3,], // "b"
              "c": {"d": "/* text */" /**/ , },
            } // end
            """;
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
        });
        var schema = Schema.Compile("""
            { "properties": { "a": { "const": [1, 3] }, "c": { "const": { "d": "/* text */" } } },
              "minProperties": 2, "additionalProperties": false }
            """);

        schema.Validate(document.RootElement).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Names_with_quotes_and_escapes_are_told_apart()
    {
        var schema = Schema.Compile("""
            { "additionalProperties": true,
              "properties": { "a\": \"b": { "type": "string" }, "c\\d": { "type": "string" }, "e": { "type": "string" } } }
            """);

        schema.IsValid(Parse("""{ "a\": \"b": 1 }""")).ShouldBeFalse();
        schema.IsValid(Parse("""{ "a": "b", "c\u005cd": 1 }""")).ShouldBeFalse();
        schema.IsValid(Parse("""{ "a": "b", "cd": 1, "\u0065": "" }""")).ShouldBeTrue();
        schema.IsValid(Parse("""{ "\u0065": 1 }""")).ShouldBeFalse();
    }

    [Fact]
    public void Locations_lead_through_lists_groups_and_conditions()
    {
        var schema = Schema.Compile("""
            { "properties": { "rows": { "items": { "anyOf": [
                { "required": ["id"] }, { "properties": { "a/b": false }, "dependentRequired": { "x": ["y"] } } ] } } },
              "patternProperties": { "^n~": { "if": true, "then": { "maximum": 1 } } },
              "unevaluatedProperties": false }
            """);

        var result = schema.Validate(Parse("""{ "rows": [{ "id": 1 }, { "a/b": 1, "x": 1 }], "n~1": 2, "z": 1 }"""));

        result.Errors.Select(error => $"{error.InstanceLocation} {error.KeywordLocation} {error.Keyword}").ShouldBe(
        [
            "/rows/1/id /properties/rows/items/anyOf/0/required required",
            "/rows/1/a~1b /properties/rows/items/anyOf/1/properties/a~1b properties",
            "/rows/1/y /properties/rows/items/anyOf/1/dependentRequired dependentRequired",
            "/rows/1 /properties/rows/items/anyOf anyOf",
            "/n~01 /patternProperties/^n~0/then/maximum maximum",
            "/z /unevaluatedProperties unevaluatedProperties",
        ]);
    }

    [Theory]
    [InlineData(" \"12\" ", false)]
    [InlineData(" 12 \n", true)]
    [InlineData("-1.5e3\t", true)]
    [InlineData(" null", false)]
    public void Text_may_be_a_single_value_among_spaces(string text, bool isNumber)
    {
        var schema = Schema.Compile("""{ "type": ["integer", "string"], "not": { "type": "string", "maxLength": 2 } }""");

        schema.IsValid(Encoding.UTF8.GetBytes(text)).ShouldBe(isNumber);
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
