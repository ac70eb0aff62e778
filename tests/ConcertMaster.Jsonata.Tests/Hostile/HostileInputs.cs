using System.Text;

namespace ConcertMaster.Jsonata.Tests.Hostile;

/// <summary>Expressions and inputs that mean harm, or nothing at all. Everything follows from the seed.</summary>
internal static class HostileInputs
{
    private static readonly string[] Attacks =
    [
        "[1..1e9]", "[1..1e7]", "[1..999999]", "$sum([1..900000])", "$count([1..1000000].[1..10])",
        "($f := function(){ $f() }; $f())", "($f := function(){ 1 + $f() }; $f())",
        "($f := function($n){ $f($n + 1) + $f($n) }; $f(1))", "($f := function($s){ $f($s & $s) }; $f(\"x\"))",
        "($f := function($a){ $f($append($a, $a)) }; $f([1,2]))", "($f := function($o){ $f({\"o\": $o}) }; $f({}))",
        "($f := function($o, $n){ $n = 0 ? $o : $f({\"o\": $o}, $n - 1) }; $f({}, 5000))",
        "($f := function($o, $n){ $n = 0 ? $string($o) : $f([[$o], $o], $n - 1) }; $f(1, 60))",
        "($f := function($o, $n){ $n = 0 ? $o : $f([[$o], [$o]], $n - 1) }; $f(1, 60))",
        "($x := [1..1000]; $x.($x.($x)))", "$map([1..1000], function($i){ $map([1..1000], function($j){ $i * $j }) })",
        "/(a+)+$/(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\")",
        "/^(?=(a|aa)+$)b/(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\")",
        "$match(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", /(a*)*\\1b/)",
        "$replace($pad(\"\", 100000, \"a\"), /(x+x+)+y/, \"\")", "/(((a{1,100}){1,100}){1,100})/(\"a\")",
        "$pad(\"\", 1e9)", "$pad(\"x\", -1e308, \"ab\")", "$split($pad(\"\", 1000000, \"a\"), \"\")",
        "$formatInteger(1e300, \"w\")", "$formatInteger(1e300, \"I\")", "$formatInteger(1e15, \"I\")",
        "$formatNumber(1e300, \"0.000000000000000000000000000000\")", "$formatBase(1e308, 2)",
        "$fromMillis(1e300)", "$fromMillis(0, \"[Y999999999]\")", "$fromMillis(0, \"[Y,999999999-999999999]\")",
        "$toMillis(\"1\", \"[Y][M][D][H][m][s]\")", "$toMillis(\"zero zero\", \"[Yw] [Mw]\")",
        "$eval($pad(\"\", 100000, \"(\"))", "($e := function(){ $eval(\"$e()\") }; $e())",
        "$eval(\"$eval(\\\"1+\\\")\")",
        "constructor", "__proto__", "$.constructor.constructor(\"return process\")()", "toString()", "$.__proto__.x",
        "{\"__proto__\": {\"polluted\": true}, \"constructor\": 1}", "$lookup($, \"__proto__\")", "$constructor",
        "$__proto__",
        "$merge([{\"__proto__\": {\"a\": 1}}])", "$ ~> |$|{\"__proto__\": 1}|", "$ ~> |$|{\"self\": $}|",
        "$keys($).($eval($))", "**.**.**.**", "*.*.*.*[**]", "%", "%.%", "a.%.%.%", "\"\\uD800\" & \"\\uDC00\"",
        "\"\\uD800\"", "{\"\\uD800\": \"\\uDFFF\"}", "$encodeUrl(\"\\uD800\")", "$uppercase(\"\\uD800\")",
        "$length(\"\\uD800\\uD800\")",
        "$sort([1..100000], function($a, $b){ true })", "$sort([1..100000])^($)", "[1..100000]^(-$)",
        "$distinct([1..5000].{\"a\": $})", "$zip([1..1000000], [1..1000000])", "$shuffle([1..100000])",
        "$reduce([1..100000], function($a, $b){ $a & $b })", "$join([1..100000].$string())",
        "[1..1000]@$a.[1..1000]@$b.($a * $b)", "[1..3000]#$i.([1..3000]#$j)", "$string([1..1000].[1..1000])",
        "$clone([1..100000].{\"a\": [1]})", "$power(2, 1024)", "1e308 * 10", "-1e308 * 10 - 1e308", "1/0", "0/0 = 0/0",
    ];

    private static readonly string[] Fragments =
    [
        "(", ")", "[", "]", "{", "}", ".", "..", "*", "**", "%", "^", "@$x", "#$i", "?", ":", "??", "?:", ":=", "~>",
        "|",
        "$", "$$", "$x", "$sum", "$map", "$string", "function", "λ", "(", "$f", "1", "-", "+", "0.5", "1e400", "\"a\"",
        "'", "\"", "`", "`a`", "\\", "/a/", "/", "/*", "*/", "and", "or", "in", "true", "null", "=", "!=", "<", ">=",
        "!",
        "~", ",", ";", "&", " ", "\n", "a", "b", "constructor", "__proto__", "\uD800", "\u0000", "é", "<n-s:s>",
        "\\u12",
    ];

    private static readonly string[] Data =
    [
        "null", "[]", "{}", "\"\\ud800\"", "{\"\\udc00\":1,\"a\":\"\\ud83d\"}", "[[[[[[[[[[1]]]]]]]]]]", "1e999", "-0",
        "{\"__proto__\":{\"x\":1},\"constructor\":{\"prototype\":1},\"a\":[{\"b\":[1,2,{\"c\":null}]}]}",
        "{\"a\":1,\"a\":2}", "[1,[2,[3,[4]]],{\"a\":{\"a\":{\"a\":{}}}}]", "123456789012345678901234567890",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"",
    ];

    public static (string Expression, string Input) Next(int seed)
    {
        var random = new Random(seed);
        var expression = (seed % 8) switch
        {
            0 => Attacks[random.Next(Attacks.Length)],
            1 => Mutate(Attacks[random.Next(Attacks.Length)], random),
            2 => Nest(random),
            3 => Noise(random),
            4 => Chain(random),
            _ => Salad(random),
        };
        return (expression, Data[random.Next(Data.Length)]);
    }

    private static string Salad(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Fragments[random.Next(Fragments.Length)]));

    private static string Noise(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(60); length > 0; length--)
        {
            text.Append((char)(random.Next(4) == 0 ? random.Next(0x10000) : random.Next(32, 127)));
        }
        return text.ToString();
    }

    private static string Nest(Random random)
    {
        string[][] pairs = [["(", ")"], ["[", "]"], ["{\"a\":", "}"], ["$string(", ")"], ["-", ""], ["a[", "]"],
        ["/(", ")/"],
            ["function($x){", "}"], ["a.(", ")"], ["|", "|{}|"], ["1 ? ", " : 2"], ["$x := ", ""], ["/*", "*/"],
            ["a^(", ")"]];
        var pair = pairs[random.Next(pairs.Length)];
        var depth = random.Next(6) == 0 ? 20_000 : random.Next(1, 1200);
        var text = new StringBuilder();
        text.Insert(0, pair[0], depth).Append('1');
        return text.Append(string.Concat(Enumerable.Repeat(pair[1], depth))).ToString();
    }

    private static string Chain(Random random)
    {
        string[] links = ["+1", ".a", "[0]", "&\"x\"", " and 1", "()", "{\"a\":1}", "^(a)", "~>$f", "?1:2", "??1",
        "@$x", "#$x", "[]"];
        var link = links[random.Next(links.Length)];
        return "a" + string.Concat(Enumerable.Repeat(link, random.Next(5) == 0 ? 20_000 : random.Next(1, 1500)));
    }

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var count = random.Next(1, 4); count > 0 && mutated.Length > 0; count--)
        {
            var at = random.Next(mutated.Length);
            switch (random.Next(3))
            {
                case 0:
                    mutated.Remove(at, 1);
                    break;
                case 1:
                    mutated.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                default:
                    mutated[at] = (char)random.Next(32, 127);
                    break;
            }
        }
        return mutated.ToString();
    }
}
