using System.Text;

namespace ConcertMaster.JsonSchema.Tests;

/// <summary>The short way through simple fields gives the verdict of the keywords, which <c>allOf</c> always asks.</summary>
public sealed class PlainCheckSpec
{
    private static readonly string[] Rules =
    [
        "true", "{}", """{ "type": "string" }""", """{ "type": "integer" }""", """{ "type": ["null", "boolean"] }""",
        """{ "minLength": 2, "maxLength": 4 }""", """{ "minimum": -1, "exclusiveMaximum": 2.0 }""",
        """{ "type": "integer", "exclusiveMinimum": 0, "maximum": 1e3 }""", """{ "minimum": 0.5 }""",
        """{ "maximum": 1e12 }""", """{ "minimum": 1e13 }""", """{ "maximum": 12345678901234567890 }""",
        """{ "multipleOf": 0.5 }""", """{ "const": true }""", """{ "type": "string", "const": null }""",
        """{ "enum": ["ab", "abcdefg", "abcdefgh", "abcdefghijklmn", "abcdefghijklmnopq", "\"", "é", "", 1, false] }""",
        """{ "enum": ["ab", "abcd"], "minLength": 3 }""", """{ "type": "string", "format": "date" }""",
        """{ "pattern": "^a" }""", """{ "type": "integer", "enum": [1, 2] }""", """{ "not": {} }""",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "-1.0", "1", "1.0", "1.5", "1.99999", "1.999999", "2", "2.00", "-0.5",
        "0.50000", "1e0", "1E3", "10.0e-1", "1000", "1000.1", "999999999999", "1000000000000", "1000000000001",
        "123456789012345678901234567890", "0.000000000000000000000000001", "\"\"", "\"a\"", "\"ab\"", "\"abc\"",
        "\"abcd\"", "\"abcde\"", "\"abcdefg\"", "\"abcdefgh\"", "\"abcdefgx\"", "\"abcdefghijklmn\"",
        "\"abcdefghijklmx\"", "\"abcdefghijklmnopq\"", "\"abcdefghijklmnopqr\"", "\"é\"", "\"éé\"", "\"𝒳𝒳\"",
        "\"\\u0061b\"", "\"\\\"\"", "\"a\\\\\"", "\"2026-02-30\"", "\"2026-02-28\"", "[]", "{}", "[1]",
    ];

    [Fact]
    public void Both_ways_give_the_same_verdict()
    {
        foreach (var (rules, draft) in Rules.SelectMany(rules => new[] { (rules, Draft.Draft202012), (rules, Draft.Draft6) }))
        {
            var options = new SchemaOptions { DefaultDraft = draft, AssertFormats = true };
            var plain = Schema.Compile($$"""{ "properties": { "a": {{rules}} } }""", options);
            var whole = Schema.Compile($$"""{ "properties": { "a": { "allOf": [{{rules}}] } } }""", options);
            foreach (var value in Values)
            {
                foreach (var text in new[] { $$"""{"a":{{value}}}""", $$"""{ "b": 1, "a" : {{value}} , "c":[] }""" })
                {
                    var json = Encoding.UTF8.GetBytes(text);
                    plain.IsValid(json).ShouldBe(whole.IsValid(json), $"{text} by {rules}");
                }
            }
        }
    }

    [Fact]
    public void What_is_passed_over_is_counted()
    {
        var schema = Schema.Compile("""{ "properties": { "a": {}, "b": {} }, "minProperties": 2, "maxProperties": 2 }""");

        schema.IsValid("""{ "a": "x" }"""u8).ShouldBeFalse();
        schema.IsValid("""{ "a": "x", "b": "y" }"""u8).ShouldBeTrue();
        schema.IsValid("""{ "a": "x", "b": "y", "c": "z" }"""u8).ShouldBeFalse();
    }

    [Fact]
    public void What_is_passed_over_counts_as_evaluated()
    {
        var schema = Schema.Compile("""
            { "properties": { "a": { "type": "string" } }, "unevaluatedProperties": false, "required": ["a"] }
            """);

        schema.IsValid("""{ "a": "x" }"""u8).ShouldBeTrue();
        schema.IsValid("""{ "a": "x", "b": 1 }"""u8).ShouldBeFalse();
        schema.IsValid("""{ "b": 1, "a": "x" }"""u8).ShouldBeFalse();
    }
}
