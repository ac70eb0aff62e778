using System.Reflection;
using ConcertMaster.Jsonata.Functions;

namespace ConcertMaster.Jsonata.Tests.Specs;

/// <summary>Every built-in function, by what it says of itself.</summary>
public sealed class FunctionSpec
{
    [Theory]
    [InlineData("$string(1.50)", "\"1.5\"")]
    [InlineData("$string({\"a\": [1]}, true)", "\"{\\n  \\\"a\\\": [\\n    1\\n  ]\\n}\"")]
    [InlineData("$length(\"a𝒳b\")", "3")]
    [InlineData("$substring(\"hello\", 1, 3)", "\"ell\"")]
    [InlineData("$substring(\"hello\", -3)", "\"llo\"")]
    [InlineData("$substring(\"hello\", missing, 2)", "\"\"")]
    [InlineData("$split(\"a\", \"-\", 1)", "[\"a\"]")]
    [InlineData("$replace(\"a\", \"b\", $uppercase)", "\"a\"")]
    [InlineData("$map([[1, \"a\"], [true]], /a|u/).match", "[\"a\",\"u\"]")]
    [InlineData("$substringBefore(\"a-b-c\", \"-\")", "\"a\"")]
    [InlineData("$substringAfter(\"a-b-c\", \"-\")", "\"b-c\"")]
    [InlineData("$uppercase(\"straße\")", "\"STRASSE\"")]
    [InlineData("$lowercase(\"ΑΣ\")", "\"ας\"")]
    [InlineData("$trim(\"  a \\n b  \")", "\"a b\"")]
    [InlineData("$pad(\"7\", -3, \"0\")", "\"007\"")]
    [InlineData("$pad(\"7\", 4, \"ab\")", "\"7aba\"")]
    [InlineData("$pad(\"7\", missing)", "\"7\"")]
    [InlineData("$string(?)(total)", "\"30\"")]
    [InlineData("$map([1, true], $string(?))", "[\"1\",\"true\"]")]
    [InlineData("$contains(\"hello\", \"ell\")", "true")]
    [InlineData("$contains(\"hello\", /^h.*o$/)", "true")]
    [InlineData("$split(\"a, b,c\", /,\\s*/)", "[\"a\",\"b\",\"c\"]")]
    [InlineData("$split(\"a b c\", \" \", 2)", "[\"a\",\"b\"]")]
    [InlineData("$join([\"a\",\"b\"], \"-\")", "\"a-b\"")]
    [InlineData("$match(\"a1b2\", /([a-z])(\\d)/)[1]", "{\"match\":\"b2\",\"index\":2,\"groups\":[\"b\",\"2\"]}")]
    [InlineData("$replace(\"a1b2\", /([a-z])(\\d)/, \"$2$1$$\")", "\"1a$2b$\"")]
    [InlineData("$replace(\"a1b2\", /\\d/, function($m) { $string($number($m.match) + 1) })", "\"a2b3\"")]
    [InlineData("$base64encode(\"hé\")", "\"aOk=\"")]
    [InlineData("$base64decode(\"aGk=\")", "\"hi\"")]
    [InlineData("$encodeUrlComponent(\"a b/ü\")", "\"a%20b%2F%C3%BC\"")]
    [InlineData("$encodeUrl(\"http://x/a b?q=ü\")", "\"http://x/a%20b?q=%C3%BC\"")]
    [InlineData("$decodeUrlComponent(\"a%20b%2F\")", "\"a b/\"")]
    [InlineData("$decodeUrl(\"a%20b%2F\")", "\"a b%2F\"")]
    [InlineData("$eval(\"total * 2\")", "60")]
    public void Texts(string expression, string expected) => Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("$number(\"0x1F\") + $number(\"-1.5e1\") + $number(true)", "17")]
    [InlineData("$abs(-2)", "2")]
    [InlineData("$floor(-1.5)", "-2")]
    [InlineData("$ceil(1.2)", "2")]
    [InlineData("[$round(2.5), $round(3.5), $round(1.255, 2), $round(125, -1)]", "[2,4,1.26,120]")]
    [InlineData("$power(2, 10)", "1024")]
    [InlineData("$sqrt(9)", "3")]
    [InlineData("$random() < 1", "true")]
    [InlineData("$formatNumber(1234.5, \"#,##0.00\")", "\"1,234.50\"")]
    [InlineData("$formatNumber(-0.256, \"0.0%;(0.0%)\")", "\"(25.6%)\"")]
    [InlineData("$formatNumber(1234.5, \"0.00e0\")", "\"1.23e3\"")]
    [InlineData(
        "$formatNumber(1234.5, \"#.##0,0\", {\"decimal-separator\": \",\", \"grouping-separator\": \".\"})",
        "\"1.234,5\"")]
    [InlineData("$formatBase(255, 16)", "\"ff\"")]
    [InlineData("$formatBase(1e21, 36)", "\"5v1j4f4ds7c000\"")]
    [InlineData("$formatNumber(2.5, \"#,##,###.00\")", "\",2.5,0\"")]
    [InlineData("$round(1e-7, 1e21)", "null")]
    [InlineData("$formatInteger(1234, \"#,##0\")", "\"1,234\"")]
    [InlineData("$formatInteger(1999, \"I\")", "\"MCMXCIX\"")]
    [InlineData("$formatInteger(21, \"w;o\")", "\"twenty-first\"")]
    [InlineData("$formatInteger(28, \"a\")", "\"ab\"")]
    [InlineData("$parseInteger(\"twelve thousand, four hundred and seventy-six\", \"w\")", "12476")]
    [InlineData("$parseInteger(\"MCMXCIX\", \"I\")", "1999")]
    [InlineData("$sum(lines.quantity)", "13")]
    [InlineData("$max(lines.price)", "7")]
    [InlineData("$min(lines.price)", "1.5")]
    [InlineData("$average(lines.price)", "3.5")]
    public void Numbers(string expression, string expected) => Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("$count(lines)", "3")]
    [InlineData("$append([1, 2], 3)", "[1,2,3]")]
    [InlineData("$reverse([1, 2, 3])", "[3,2,1]")]
    [InlineData("$count($shuffle([1..10]))", "10")]
    [InlineData("$distinct([1, \"1\", 1, {\"a\": 1}, {\"a\": 1}])", "[1,\"1\",{\"a\":1}]")]
    [InlineData("$sort([3, 1, 2])", "[1,2,3]")]
    [InlineData("$sort(lines, function($a, $b) { $a.price > $b.price }).article", "[\"pen\",\"paper\",\"ink\"]")]
    [InlineData("$zip([1, 2, 3], [\"a\", \"b\"])", "[[1,\"a\"],[2,\"b\"]]")]
    [InlineData("$map([1, 2], function($v, $i, $a) { $v * $i + $count($a) })", "[2,4]")]
    [InlineData("$filter(lines, function($l) { $l.quantity > 1 }).article", "[\"pen\",\"paper\"]")]
    [InlineData("$single(lines, function($l) { $l.article = \"ink\" }).price", "7")]
    [InlineData("$reduce([1..5], function($sum, $v) { $sum + $v }, 10)", "25")]
    public void Arrays(string expression, string expected) => Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("$keys(customer)", "[\"name\",\"city\"]")]
    [InlineData("$lookup(customer, \"city\")", "\"Lisbon\"")]
    [InlineData("$spread(customer)", "[{\"name\":\"Ana\"},{\"city\":\"Lisbon\"}]")]
    [InlineData("$merge([{\"a\": 1}, {\"b\": 2, \"a\": 3}])", "{\"a\":3,\"b\":2}")]
    [InlineData("$each(customer, function($v, $k) { $k & \"=\" & $v })", "[\"name=Ana\",\"city=Lisbon\"]")]
    [InlineData("$sift(customer, function($v, $k) { $k = \"city\" })", "{\"city\":\"Lisbon\"}")]
    [InlineData("$sift({})", "nothing")]
    [InlineData("$clone(customer)", "{\"name\":\"Ana\",\"city\":\"Lisbon\"}")]
    [InlineData("$boolean([0, \"\"])", "false")]
    [InlineData("$not(missing)", "nothing")]
    [InlineData("$exists(missing)", "false")]
    [InlineData("[$type(1), $type(\"\"), $type(null), $type([]), $type({}), $type($sum), $type(true)]",
        "[\"number\",\"string\",\"null\",\"array\",\"object\",\"function\",\"boolean\"]")]
    [InlineData("$assert(true, \"never\")", "nothing")]
    public void Objects_and_values_of_any_kind(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("$now()", "\"2026-11-21T10:30:15.123Z\"")]
    [InlineData("$now(\"[D].[M].[Y]\", \"+1400\")", "\"22.11.2026\"")]
    [InlineData("$millis()", "1795257015123")]
    [InlineData("$fromMillis(0)", "\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("$fromMillis(-0.5)", "\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("$fromMillis(0, \"[Q1] [YW,2]\")", "\"undefined ONE THOUSAND, NINE HUNDRED AND SEVENTY\"")]
    [InlineData("$fromMillis(0, \"[DI]\", \"nowhere\")", "\"\"")]
    [InlineData("$fromMillis(1795257015123, \"[FNn], [D1o] [MNn] [Y], [h]:[m01] [PN] week [W]\")",
        "\"Saturday, 21st November 2026, 10:30 AM week 47\"")]
    [InlineData("$fromMillis(-1, \"[Y0001]-[M01]-[D01] [H01]:[m01]:[s01].[f001] [z]\", \"-0500\")",
        "\"1969-12-31 18:59:59.999 GMT-05:00\"")]
    [InlineData("$toMillis(\"2026-11-21T10:30:15.123Z\")", "1795257015123")]
    [InlineData("$toMillis(\"2026-11-21\")", "1795219200000")]
    [InlineData("$toMillis(\"21 Nov 2026, 2pm\", \"[D] [MNn,3-3] [Y], [h][Pn]\")", "1795269600000")]
    [InlineData("$toMillis(\"not a date\", \"[Y]-[M]\")", "nothing")]
    public void Times(string expression, string expected) => Spec.Evaluate(expression).ShouldBe(expected);

    [Fact]
    public void Error_stops_with_its_message() => Spec.Fail("$error(\"boom\")").Message.ShouldBe("boom");

    [Fact]
    public void Every_built_in_function_has_a_spec()
    {
        var expressions = string.Concat(typeof(FunctionSpec).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
            .Select(data => data.GetData(null!).First()[0])) + "$error(";
        BuiltIns.All.Keys.Where(name => !expressions.Contains($"${name}(")).ShouldBeEmpty();
    }
}
