using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConcertMaster.Jsonata.Tests.Specs;

/// <summary>What a host gives to an evaluation, and what it gets back.</summary>
public sealed class HostSpec
{
    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    [Fact]
    public void Variables_of_the_host_are_read_by_name()
    {
        var context = new EvaluationContext
        {
            Bindings = new Dictionary<string, JsonElement> { ["steps"] = Json("{\"a\":{\"total\":5}}") },
        };
        Spec.Evaluate("$steps.a.total + total", context: context).ShouldBe("35");
        Spec.Evaluate("($steps := 1; $steps)", context: context).ShouldBe("1");
    }

    [Fact]
    public void Functions_of_the_host_are_called_with_checked_arguments()
    {
        var context = new EvaluationContext
        {
            Functions = new Dictionary<string, HostFunction>
            {
                ["twice"] = new("<n-:n>", arguments => JsonSerializer.SerializeToElement(arguments[0].GetDouble() * 2)),
                ["broken"] = new(null, _ => throw new InvalidOperationException("no network")),
            },
        };
        Spec.Evaluate("$twice(total) + $sum([1, 2] ~> $map($twice))", context: context).ShouldBe("66");
        Spec.Evaluate("total.$twice()", context: context).ShouldBe("60");
        Spec.Fail("$twice(\"a\")", context: context).Code.ShouldBe("T0410");
        var error = Spec.Fail("$broken()", context: context);
        (error.Code, error.Position).ShouldBe(("H1003", 8));
        error.Message.ShouldContain("no network");
    }

    [Fact]
    public void Time_and_chance_come_from_the_host_so_that_a_replay_gives_the_same()
    {
        Spec.Fail("$now()", context: EvaluationContext.Empty).Code.ShouldBe("H1001");
        Spec.Fail("$random()", context: EvaluationContext.Empty).Code.ShouldBe("H1002");
        const string draw = "[$random(), $shuffle([1..20]), $now()]";
        Spec.Evaluate(draw).ShouldBe(Spec.Evaluate(draw));
        Spec.Evaluate(draw, context: Spec.Context with { RandomSeed = 43 }).ShouldNotBe(Spec.Evaluate(draw));
        Spec.Evaluate("$random()").ShouldBe("0.7415648787718233");
    }

    [Fact]
    public void Null_and_nothing_are_told_apart()
    {
        var none = Expression.Parse("missing").Evaluate(Json(Spec.Order));
        (none.IsUndefined, none.ValueKind, none.ToString()).ShouldBe((true, JsonValueKind.Undefined, ""));
        none.ToJsonElement().ValueKind.ShouldBe(JsonValueKind.Undefined);
        var missing = Expression.Parse("note").Evaluate(Json(Spec.Order));
        (missing.IsUndefined, missing.ValueKind, missing.ToString()).ShouldBe((false, JsonValueKind.Null, "null"));
        Expression.Parse("$").Evaluate(default(JsonElement)).IsUndefined.ShouldBeTrue();
        Expression.Parse("$").Evaluate((JsonNode?)null).ToString().ShouldBe("null");
    }

    [Theory]
    [InlineData("lines.article", "[\"pen\",\"ink\",\"paper\"]")]
    [InlineData("lines[quantity > 1].(price * quantity)", "[3,20]")]
    [InlineData("lines[0] in lines", "true")]
    [InlineData("$merge([customer, {\"n\": note}])", "{\"name\":\"Ana\",\"city\":\"Lisbon\",\"n\":null}")]
    public void Nodes_are_read_like_elements(string expression, string expected) =>
        Expression.Parse(expression).Evaluate(JsonNode.Parse(Spec.Order)).ToString().ShouldBe(expected);

    [Fact]
    public void Numbers_are_doubles_and_written_as_javascript_writes_them()
    {
        Spec.Evaluate("$", "[12345678901234567890, 1.0, 1E2, 0.000001, 1e-7, -0, 123456789.125]")
            .ShouldBe("[12345678901234567000,1,100,0.000001,1e-7,0,123456789.125]");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_kept()
    {
        Spec.Evaluate("$length($)", "\"a\\ud800\"").ShouldBe("2");
        Spec.Evaluate("$", "\"a\\ud800\"").ShouldBe("\"a\\ud800\"");
        Spec.Evaluate("a", "{\"\\udc00\":1,\"a\":2}").ShouldBe("2");
    }

    [Fact]
    public void One_expression_serves_many_threads()
    {
        var expression = Expression.Parse("$sum(lines.(price * quantity)) + $match(number, /\\d/).index");
        var input = Json(Spec.Order);
        Parallel.For(0, 2_000, _ => expression.Evaluate(input, Spec.Context).ToString().ShouldBe("32"));
    }

    [Theory]
    [InlineData("$input.a + $steps.b", "input,steps")]
    [InlineData("($x := $input; $x)", "input")]
    [InlineData("($x; $x := 1)", "x")]
    [InlineData("function($a) { $a + $b }", "b")]
    [InlineData("($f := function() { $g() }; $g := function() { $f() }; $sum([1]))", "")]
    [InlineData("a@$x.b#$i.($x & $i & $y)", "y")]
    [InlineData("$$.a + $.b", "")]
    [InlineData("($x := 1; ($y := $x); $y)", "y")]
    public void The_variables_that_an_expression_asks_of_its_host_are_known(string expression, string expected) =>
        string.Join(',', Expression.Parse(expression).FreeVariables.Order()).ShouldBe(expected);
}
