using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace ConcertMaster.JsonSchema.Tests;

public sealed class HostileInputSpec
{
    [Fact]
    public void A_value_nested_too_deeply_gets_a_named_verdict()
    {
        var schema = Schema.Compile("""{ "items": { "$ref": "#" } }""");

        var result = schema.Validate(Deep(3_000));

        result.IsValid.ShouldBeFalse();
        result.Errors.ShouldContain(error => error.Keyword == LimitKeywords.Depth);
    }

    [Fact]
    public void Comparing_values_nested_too_deeply_gets_a_named_verdict()
    {
        var schema = Schema.Compile("""{ "uniqueItems": true }""");
        using var document = JsonDocument.Parse(
            $"[{Nested(60_000)},{Nested(60_000)}]", new JsonDocumentOptions { MaxDepth = 70_000 });

        var result = schema.Validate(document.RootElement);

        result.Errors.ShouldContain(error => error.Keyword == LimitKeywords.Depth);
    }

    [Fact]
    public void A_schema_nested_too_deeply_is_refused()
    {
        var text = new StringBuilder();
        for (var level = 0; level < 1_500; level++) text.Append("{\"not\":");
        text.Append("true").Append('}', 1_500);

        Should.Throw<SchemaException>(() => Schema.Compile(text.ToString())).Code.ShouldBe(SchemaErrorCodes.TooDeep);
    }

    [Theory]
    [InlineData("""{ "$ref": "#" }""")]
    [InlineData("""
        { "$ref": "#/$defs/a",
          "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "allOf": [{ "$ref": "#/$defs/a" }] } } }
        """)]
    public void References_without_progress_are_refused(string schema) =>
        Should.Throw<SchemaException>(() => Schema.Compile(schema)).Code.ShouldBe(SchemaErrorCodes.EndlessReference);

    [Fact]
    public void A_loop_under_a_condition_gets_a_named_verdict()
    {
        var schema = Schema.Compile("""{ "anyOf": [{ "type": "string" }, { "$ref": "#" }] }""");

        schema.IsValid(Parse("\"text\"")).ShouldBeTrue();
        schema.Validate(Parse("1")).Errors.ShouldContain(error => error.Keyword == LimitKeywords.Depth);
    }

    [Fact]
    public void A_schema_that_doubles_its_work_at_every_level_gets_a_named_verdict()
    {
        var definitions = Enumerable.Range(0, 60).Select(level =>
            $$"""
            "d{{level}}": { "allOf": [{ "$ref": "#/$defs/d{{level + 1}}" }, { "$ref": "#/$defs/d{{level + 1}}" }] }
            """);
        var schema = Schema.Compile(
            $$"""{ "$ref": "#/$defs/d0", "$defs": { {{string.Join(',', definitions)}}, "d60": true } }""",
            new SchemaOptions { StepCountMax = 100_000 });

        schema.Validate(Parse("1")).Errors.ShouldContain(error => error.Keyword == LimitKeywords.Steps);
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|aa)*$")]
    [InlineData("^(?=a)(a*)*b$")]
    [InlineData("^(\\w*\\s*)*\\1?$")]
    public void A_catastrophic_pattern_ends_in_time(string pattern)
    {
        var schema = Schema.Compile($$"""{ "not": { "pattern": {{JsonSerializer.Serialize(pattern)}} } }""");
        var clock = Stopwatch.StartNew();

        _ = schema.Validate(Parse($"\"{new string('a', 5_000)}!\""));

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30)); // backtracking to the end would take years
    }

    [Fact]
    public void A_match_that_takes_too_long_is_invalid_even_inside_not()
    {
        var schema = Schema.Compile("""{ "not": { "pattern": "^(?!b)(a|aa)+$" } }""");

        var result = schema.Validate(Parse($"\"{new string('a', 5_000)}!\""));

        result.Errors.ShouldHaveSingleItem().Keyword.ShouldBe(LimitKeywords.PatternTime);
    }

    [Theory]
    [InlineData("1e400", "1e399", true)]
    [InlineData("1e400", "1e401", false)]
    [InlineData("-1e400", "0", false)]
    [InlineData("1e99999999999999999999", "1e400", true)]
    [InlineData("1e-99999999999999999999", "0", true)]
    [InlineData("0.1000000000000000000000000000000000001", "0.1", true)]
    [InlineData("9007199254740993", "9007199254740993", true)]
    [InlineData("9007199254740992", "9007199254740993", false)]
    public void Numbers_are_compared_exactly(string value, string minimum, bool expected) =>
        Schema.Compile($$"""{ "minimum": {{minimum}} }""").IsValid(Parse(value)).ShouldBe(expected);

    [Theory]
    [InlineData("0.3", "0.1", true)]
    [InlineData("19.99", "0.01", true)]
    [InlineData("1e400", "7", false)]
    [InlineData("7e400", "7", true)]
    [InlineData("1e308", "0.5", true)]
    [InlineData("1e99999999999999999999", "3", false)]
    [InlineData("123456789012345678901234567890", "10", true)]
    [InlineData("123456789012345678901234567891", "10", false)]
    [InlineData("1", "1e-400", true)]
    public void Multiples_are_exact(string value, string step, bool expected) =>
        Schema.Compile($$"""{ "multipleOf": {{step}} }""").IsValid(Parse(value)).ShouldBe(expected);

    [Fact]
    public void Matches_that_each_stay_within_the_limit_end_together_in_time()
    {
        var options = SchemaOptions.Default with { PatternTimeMax = TimeSpan.FromMilliseconds(50) };
        var schema = Schema.Compile("""{ "items": { "pattern": "^(?=(a|aa)+$)b" } }""", options);
        var items = string.Join(',', Enumerable.Repeat($"\"{new string('a', 20)}!\"", 20_000));
        var clock = Stopwatch.StartNew();

        var result = schema.Validate(Encoding.UTF8.GetBytes($"[{items}]"));

        result.Errors.Single().Keyword.ShouldBe(LimitKeywords.PatternTime);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("0.01", "", true)]
    [InlineData("7", "", true)]
    [InlineData("7", "1", false)]
    [InlineData("70", "0", true)]
    [InlineData("123456789012345678901", "0", false)]
    public void A_number_of_a_million_digits_is_divided_in_time(string step, string end, bool expected)
    {
        var schema = Schema.Compile($$"""{ "multipleOf": {{step}} }""");
        var number = Encoding.UTF8.GetBytes(new string('7', 1_000_000) + end);
        schema.IsValid("7"u8);
        var clock = Stopwatch.StartNew();

        schema.IsValid(number).ShouldBe(expected);
        clock.ElapsedMilliseconds.ShouldBeLessThan(400);
    }

    [Fact]
    public void A_number_of_ten_thousand_digits_is_just_a_number()
    {
        var digits = new string('7', 10_000);
        var schema = Schema.Compile($$"""{ "type": "integer", "multipleOf": 7, "minimum": 0, "enum": [{{digits}}] }""");

        schema.IsValid(Parse(digits)).ShouldBeTrue();
        schema.IsValid(Parse(digits[1..])).ShouldBeFalse();
    }

    [Theory]
    [InlineData("__proto__")]
    [InlineData("constructor")]
    [InlineData("toString")]
    public void Names_that_mean_something_to_a_browser_mean_nothing_here(string name)
    {
        var schema = Schema.Compile(
            $$"""{ "required": ["{{name}}"], "properties": { "{{name}}": { "type": "number" } } }""");

        schema.Validate(Parse("{}")).Errors.ShouldHaveSingleItem().InstanceLocation.ShouldBe("/" + name);
        schema.IsValid(Parse($$"""{ "{{name}}": 1 }""")).ShouldBeTrue();
        schema.IsValid(Parse($$"""{ "{{name}}": "x" }""")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{ "a\ud800": "x\udfff" }""")]
    [InlineData("""{ "\ud800": 1, "\u0061": "\ud83d\ude00" }""")]
    public void Lone_surrogates_do_no_harm(string value)
    {
        var schema = Schema.Compile("""
            {
              "properties": { "a": { "minLength": 1, "maxLength": 1, "pattern": "^.$" } },
              "additionalProperties": { "pattern": "^x?.$", "enum": ["y"] },
              "propertyNames": { "pattern": "." }, "required": ["a"]
            }
            """, new SchemaOptions { AssertFormats = true });

        _ = schema.Validate(Parse(value));
        Schema.Compile("""{ "required": ["a"] }""").IsValid(Parse(value)).ShouldBe(value.Contains("0061"));
    }

    [Fact]
    public void A_hundred_thousand_different_items_are_told_apart_in_time()
    {
        var schema = Schema.Compile("""{ "uniqueItems": true }""");
        var items = string.Join(',', Enumerable.Range(0, 100_000).Select(item => $"{{\"n\":{item}}}"));
        var clock = Stopwatch.StartNew();

        schema.IsValid(Parse($"[{items}]")).ShouldBeTrue();

        // Each with each would take minutes.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private static JsonElement Deep(int depth)
    {
        using var document = JsonDocument.Parse(Nested(depth), new JsonDocumentOptions { MaxDepth = depth + 1 });
        return document.RootElement.Clone();
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
