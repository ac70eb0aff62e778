namespace ConcertMaster.Jsonata.Tests.Specs;

/// <summary>Every limit has its own error.</summary>
public sealed class LimitSpec
{
    private static string Code(string expression, EvaluationLimits limits) =>
        Spec.Fail(expression, context: Spec.Context with { Limits = limits }).Code;

    [Fact]
    public void Steps_are_limited() =>
        Code("($f := function() { $f() }; $f())", new() { StepCountMax = 10_000 }).ShouldBe("L1001");

    [Fact]
    public void Depth_is_limited() =>
        Code("($f := function() { 1 + $f() }; $f())", new() { DepthMax = 100 }).ShouldBe("D1011");

    [Fact]
    public void A_text_that_evaluates_itself_is_limited() =>
        Code("($t := \"$eval($t)\"; $eval($t))", EvaluationLimits.Default).ShouldBe("D1011");

    [Fact]
    public void Time_is_limited() => Code(
        "($f := function() { $f() }; $f())",
        new() { StepCountMax = long.MaxValue, TimeMax = TimeSpan.FromMilliseconds(20) }).ShouldBe("D1012");

    [Fact]
    public void The_length_of_a_sequence_is_limited()
    {
        Code("[1..101]", new() { SequenceLengthMax = 100 }).ShouldBe("D2015");
        Code("$append([1..60], [1..60])", new() { SequenceLengthMax = 100 }).ShouldBe("D2015");
        Code("[1..20].[1..20]", new() { SequenceLengthMax = 15 }).ShouldBe("D2015");
    }

    [Fact]
    public void The_size_of_the_result_is_limited() =>
        Code("[1..100].(\"0123456789\")", new() { ResultSizeMax = 1000 }).ShouldBe("L1002");

    [Fact]
    public void A_character_that_may_be_written_as_an_escape_counts_as_one() =>
        Code("$pad(\"\", 200, \"é\")", new() { ResultSizeMax = 1000 }).ShouldBe("L1002");

    [Fact]
    public void Functions_that_are_joined_without_end_cost_steps_too() => Code(
        "($g := function($f, $n) { $n = 0 ? $f : $g($f ~> $f, $n - 1) }; $g($uppercase, 60)(\"a\"))",
        EvaluationLimits.Default).ShouldBe("L1001");

    [Fact]
    public void The_length_of_a_text_is_limited()
    {
        var limits = EvaluationLimits.Default with { TimeMax = TimeSpan.FromMinutes(1) };
        Code("$pad(\"\", 1e9)", limits).ShouldBe("L1003");
        Code("($f := function($s) { $f($s & $s) }; $f(\"x\"))", limits).ShouldBe("L1003");
    }

    [Theory]
    [InlineData("($y := function($f) { $f($f) }; $y($y))")]
    [InlineData("($clone := function($x) { $x ~> |$|{}| }; $ ~> |$|{}|)")]
    public void Functions_that_lead_only_to_functions_are_stopped_before_the_stack_is(string expression) =>
        new[] { "D1011", "L1001" }.ShouldContain(Code(expression, EvaluationLimits.Default));

    [Fact]
    public void A_regular_expression_that_backtracks_for_ever_is_stopped_and_others_do_not_backtrack()
    {
        const string text = "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"";
        Code($"$match({text}, /^(?=(a+)+$)b/)", EvaluationLimits.Default).ShouldBe("L1004");
        Spec.Evaluate($"$contains({text}, /^(a+)+$/)").ShouldBe("false");
    }

    [Fact]
    public void A_regular_expression_that_is_large_when_written_out_is_stopped_in_time() => Code(
        "$contains($pad(\"\", 900000, \"a\"), /(a{0,200}b?){0,40}c/)",
        new() { TimeMax = TimeSpan.FromMilliseconds(200) }).ShouldBe("D1012");

    [Fact]
    public void A_replacement_that_names_the_whole_match_many_times_is_stopped_when_it_is_too_long()
    {
        var limits = EvaluationLimits.Default with { TimeMax = TimeSpan.FromMinutes(1) };
        var before = GC.GetAllocatedBytesForCurrentThread();
        Code("$replace($pad(\"\", 100000, \"a\"), /a+/, $pad(\"\", 20000, \"$0\"))", limits).ShouldBe("L1003");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(400_000_000);
    }

    [Fact]
    public void The_expression_itself_is_limited()
    {
        Spec.Fail(new string('(', 2_000) + "1" + new string(')', 2_000)).Code.ShouldBe("S0502");
        Spec.Fail("1" + string.Concat(Enumerable.Repeat("+1", 2_000))).Code.ShouldBe("S0502");
        Spec.Fail(new string(' ', 200_000)).Code.ShouldBe("S0501");
    }

    [Fact]
    public void Calls_in_tail_position_need_no_depth() => Spec.Evaluate(
        "($even := function($n) { $n = 0 ? true : $odd($n - 1) };"
        + "$odd := function($n) { $n = 0 ? false : $even($n - 1) }; $even(20000))")
        .ShouldBe("true");

    [Fact]
    public void A_limit_below_one_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new EvaluationLimits { DepthMax = 0 });
}
