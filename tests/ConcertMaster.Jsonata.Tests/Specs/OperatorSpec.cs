namespace ConcertMaster.Jsonata.Tests.Specs;

public sealed class OperatorSpec
{
    [Theory]
    [InlineData("1 + 2 * 3 - 4 / 2", "5")]
    [InlineData("7 % 3", "1")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("-total", "-30")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1 / 3", "0.3333333333333333")]
    [InlineData("total + missing", "nothing")]
    [InlineData("1 / 0", "null")]
    public void Numbers_are_calculated_as_javascript_does(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("total = 30", "true")]
    [InlineData("total != 30", "false")]
    [InlineData("customer = {\"city\": \"Lisbon\", \"name\": \"Ana\"}", "true")]
    [InlineData("[1,2] = [2,1]", "false")]
    [InlineData("missing = missing", "false")]
    [InlineData("missing != 1", "false")]
    [InlineData("total < 31", "true")]
    [InlineData("total <= 30", "true")]
    [InlineData("total > 30", "false")]
    [InlineData("total >= 30", "true")]
    [InlineData("\"B\" < \"a\"", "true")]
    [InlineData("missing < 1", "nothing")]
    [InlineData("\"ink\" in lines.article", "true")]
    [InlineData("30 in total", "true")]
    [InlineData("lines[0] in lines", "true")]
    [InlineData("{} in [{}]", "false")]
    public void Values_are_compared(string expression, string expected) => Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("paid and total > 1", "true")]
    [InlineData("missing and $error()", "false")]
    [InlineData("paid or $error()", "true")]
    [InlineData("missing or \"\"", "false")]
    [InlineData("paid ? \"yes\" : \"no\"", "\"yes\"")]
    [InlineData("missing ? 1", "nothing")]
    [InlineData("\"\" ?: \"default\"", "\"default\"")]
    [InlineData("total ?: 1", "30")]
    [InlineData("missing ?? 1", "1")]
    [InlineData("\"\" ?? 1", "\"\"")]
    [InlineData("and.or", "nothing")]
    public void Truth_decides_what_is_evaluated(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("\"a\" & 1 & true & null & missing", "\"a1truenull\"")]
    [InlineData("[1, \"x\"] & {\"a\": 1.5}", "\"[1,\\\"x\\\"]{\\\"a\\\":1.5}\"")]
    [InlineData("\"line\\n\\u0041\" & 'single'", "\"line\\nAsingle\"")]
    [InlineData("0.1 + 0.2 & \"\"", "\"0.3\"")]
    public void Texts_are_joined(string expression, string expected) => Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("[1..4]", "[1,2,3,4]")]
    [InlineData("[1..3, 7..8]", "[1,2,3,7,8]")]
    [InlineData("[4..1]", "[]")]
    [InlineData("[[1,2],[3]]", "[[1,2],[3]]")]
    [InlineData("[lines.quantity, 5]", "[2,1,10,5]")]
    [InlineData("[missing]", "[]")]
    [InlineData("{\"a\": 1, \"b\": missing, number: [total]}", "{\"a\":1,\"O-1\":[30]}")]
    [InlineData("{\"b\": 1, \"2\": 2, \"1\": 3}", "{\"1\":3,\"2\":2,\"b\":1}")]
    public void Arrays_and_objects_are_made(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("($x := 2; $y := $x * 3; $x + $y)", "8")]
    [InlineData("($x := 1; ($x := 2; $x); $x)", "1")]
    [InlineData("($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(5))", "120")]
    [InlineData("($add := function($a) { function($b) { $a + $b } }; $add(1)(2))", "3")]
    [InlineData("(λ($x){ $x })(7)", "7")]
    [InlineData("($divide := function($a, $b) { $a / $b }; $half := $divide(?, 2); $half(9))", "4.5")]
    [InlineData("($cut := $substring(?, 0, 2); $cut(\"abc\"))", "\"ab\"")]
    [InlineData("\" Ana \" ~> $trim ~> $uppercase", "\"ANA\"")]
    [InlineData("(\"Ana\" ~> $substring(1))", "\"na\"")]
    [InlineData("($both := $trim ~> $uppercase; $both(\" a \"))", "\"A\"")]
    [InlineData("(function($s)<s-:s>{ $s & \"!\" })(\"a\")", "\"a!\"")]
    public void Functions_and_variables_are_values(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("/* a comment */ 1", "1")]
    [InlineData("`number`", "\"O-1\"")]
    [InlineData("true and false", "false")]
    [InlineData("null", "null")]
    [InlineData("()", "nothing")]
    public void Comments_quoted_names_and_literals_are_read(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);
}
