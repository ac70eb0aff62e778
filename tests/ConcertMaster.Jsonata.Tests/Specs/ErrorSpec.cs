using ConcertMaster.Jsonata.Syntax;

namespace ConcertMaster.Jsonata.Tests.Specs;

/// <summary>Codes and places of errors; both are those of the reference.</summary>
public sealed class ErrorSpec
{
    [Theory]
    [InlineData("1 +", "S0207", 3, "(end)")]
    [InlineData("(1", "S0203", 2, "(end)")]
    [InlineData("{\"a\" 1}", "S0202", 6, "1")]
    [InlineData("1 2", "S0201", 3, "2")]
    [InlineData("\"abc", "S0101", 4, null)]
    [InlineData("1e999", "S0102", 0, "1e999")]
    [InlineData("\"\\q\"", "S0103", 2, "q")]
    [InlineData("\"\\u00g0\"", "S0104", 2, null)]
    [InlineData("`abc", "S0105", 4, null)]
    [InlineData("/* x", "S0106", 0, null)]
    [InlineData("!a", "S0204", 1, "!")]
    [InlineData("function(a){1}", "S0208", 10, "a")]
    [InlineData("$[0]{\"a\":1}[0]", "S0209", 12, null)]
    [InlineData("s{\"a\":1}{\"b\":2}", "S0210", 9, null)]
    [InlineData("@", "S0211", 1, "@")]
    [InlineData("a := 1", "S0212", 1, "a")]
    [InlineData("a.1", "S0213", 3, null)]
    [InlineData("a@b", "S0214", 3, "@")]
    [InlineData("a[0]@$x", "S0215", 5, null)]
    [InlineData("a^(b)@$x", "S0216", 6, null)]
    [InlineData("%", "S0217", 1, "%")]
    [InlineData("//", "S0301", 1, null)]
    [InlineData("/abc", "S0302", 4, null)]
    [InlineData("/a**/", "S0303", 5, "a**")]
    [InlineData("function($x)<n<s>>{1}", "S0401", 15, null)]
    [InlineData("function($x)<(n<s>)>{1}", "S0402", 14, null)]
    public void What_cannot_be_parsed_is_named_and_placed(string expression, string code, int position, string? token)
    {
        Expression.TryParse(expression, out _, out var error).ShouldBeFalse();
        (error!.Code, error.Position, error.Token).ShouldBe((code, position, token));
    }

    [Theory]
    [InlineData("number + 1", "T2001", 8, "+")]
    [InlineData("1 + number", "T2002", 3, "+")]
    [InlineData("[\"a\"..2]", "T2003", 6, "..")]
    [InlineData("[1..\"b\"]", "T2004", 4, "..")]
    [InlineData("1 ~> 5", "T2006", 4, "~>")]
    [InlineData("lines^(price > 6 ? \"x\" : 1)", "T2007", 6, "^")]
    [InlineData("lines^(tags)", "T2008", 6, "^")]
    [InlineData("number > 1", "T2009", 8, ">")]
    [InlineData("number > true", "T2010", 8, ">")]
    [InlineData("$ ~> |$|1|", "T2011", 9, "~>")]
    [InlineData("$ ~> |$|{},1|", "T2012", 12, "~>")]
    [InlineData("($clone := 1; $ ~> |$|{}|)", "T2013", 20, "~>")]
    [InlineData("$uppercase(1)", "T0410", 11, "uppercase")]
    [InlineData("$length()", "T0411", 8, "length")]
    [InlineData("$sum(\"x\")", "T0412", 5, "sum")]
    [InlineData("{1: 2}", "T1003", 1, null)]
    [InlineData("sum(1)", "T1005", 4, "sum")]
    [InlineData("$foo()", "T1006", 5, "foo")]
    [InlineData("sum(?)", "T1007", 4, "sum")]
    [InlineData("$foo(?)", "T1008", 5, "foo")]
    [InlineData("$match(\"a\", function($s){ {\"x\": 1} })", "T1010", 7, "match")]
    [InlineData("1/0 + 1", "D1001", 5, "+")]
    [InlineData("-number", "D1002", 1, "-")]
    [InlineData("$match(\"aa\", /b*/)", "D1004", 17, "b*")]
    [InlineData("{\"a\":1,\"a\":2}", "D1009", 1, null)]
    [InlineData("{\"_jsonata_lambda\":1}", "D1013", 1, null)]
    [InlineData("[1..1e8]", "D2014", 4, "..")]
    [InlineData("$string(1/0)", "D3001", 8, "string")]
    [InlineData("$replace(\"a\",\"\",\"b\")", "D3010", 9, "replace")]
    [InlineData("$split(\"a\",\"b\",-1)", "D3020", 7, "split")]
    [InlineData("$number(\"x\")", "D3030", 8, "number")]
    [InlineData("$sqrt(-1)", "D3060", 6, "sqrt")]
    [InlineData("$power(1, missing)", "D3061", 7, "power")]
    [InlineData("$sort([1, \"a\"])", "D3070", 6, "sort")]
    [InlineData("$formatNumber(1,\"..\")", "D3085", 14, "formatNumber")]
    [InlineData("$toMillis(\"x\")", "D3110", 10, "toMillis")]
    [InlineData("$eval(\"1+\")", "D3120", 6, "eval")]
    [InlineData("$eval(\"$error()\")", "D3121", 6, "eval")]
    [InlineData("$single(lines)", "D3138", 8, "single")]
    [InlineData("$single([])", "D3139", 8, "single")]
    [InlineData("$decodeUrl(\"%\")", "D3140", 11, "decodeUrl")]
    [InlineData("$assert(false)", "D3141", 8, "assert")]
    public void What_cannot_be_evaluated_is_named_and_placed(
        string expression, string code, int position, string? token)
    {
        var error = Spec.Fail(expression);
        (error.Code, error.Position, error.Token).ShouldBe((code, position, token));
    }

    [Fact]
    public void Every_message_is_filled_in()
    {
        foreach (var code in ErrorMessages.Codes)
        {
            var message = new JsonataException(code, 1, "+", "\"x\"").Message;
            message.ShouldNotContain("{");
            message.ShouldNotBe(code);
        }
    }
}
