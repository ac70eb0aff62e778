using System.Text;

namespace ConcertMaster.Jsonata.Tests.Hostile;

/// <summary>Expressions and inputs that mean harm, or nothing at all. Everything follows from the seed.</summary>
internal static class HostileInputs
{
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
            0 => Attacks.All[random.Next(Attacks.All.Length)],
            1 => Mutate(Attacks.All[random.Next(Attacks.All.Length)], random),
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
        return text.Insert(0, pair[0], depth).Append('1').Insert(text.Length, pair[1], depth).ToString();
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
