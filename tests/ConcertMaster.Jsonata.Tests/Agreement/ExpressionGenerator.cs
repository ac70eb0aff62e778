namespace ConcertMaster.Jsonata.Tests.Agreement;

/// <summary>
/// Makes expressions over the data of <see cref="DataGenerator"/>, mostly sensible, some of the wrong types. Everything
/// follows from the seed, so a pair that fails can be made again.
/// </summary>
internal sealed class ExpressionGenerator(int seed)
{
    private static readonly string[] Fields =
    [
        "name", "amount", "qty", "tags", "items", "active", "owner", "price", "note", "missing", "group", "nested", "2",
    ];

    private static readonly string[] Texts =
        ["", "a", "abc", "Supplier A", "x,y,z", "ß", "12", "3.50", "2026-11-21", "é𝒳", "  two  words ", "k1", "0x1F"];

    private static readonly string[] Numbers =
        ["0", "1", "2", "3", "10", "0.1", "0.5", "2.5", "100", "1e3", "12345.678", "0.000001", "1e21", "7"];

    private static readonly string[] Regexes =
        ["/a/", "/[a-z]+/", "/(\\w)(\\d)?/", "/\\s+/", "/B/i", "/,/", "/^./", "/([a-c])|x/", "/\\b/", "/z*/"];

    private static readonly string[] Comparisons = ["=", "!=", "<", "<=", ">", ">=", "in", "and", "or"];

    private static readonly string[] Applied =
        ["$sum()", "$count()", "$string", "$keys", "$distinct", "$sort()", "$reverse"];

    private static readonly string[] Mappers = ["$string", "$uppercase", "$number", "$length", "$type", "$exists"];

    private static readonly string[] Replacements = ["\"<$0>\"", "\"$1$2\"", "\"\"", "\"$$\"", "\"$12\""];

    private static readonly string[] NumberPictures = ["#,##0.00", "0", "00.000e0", "#0.0%", "#,#0.0##;(0.0)", "x0.0y"];

    private static readonly string[] IntegerPictures = ["#,##0", "w", "Ww;o", "I", "A", "0;o", "#.##,0", ""];

    private static readonly string[] Encodings =
        ["base64encode", "base64decode", "encodeUrl", "encodeUrlComponent", "decodeUrl", "decodeUrlComponent"];

    private static readonly string[] DateFormats =
    [
        "", ", \"[Y]-[M01]-[D01] [H]:[m]:[s].[f001] [Z]\"",
        ", \"[FNn], [D1o] [MNn] [Y0001] [h]:[m] [P] [W]/[w]/[d]\"",
        ", \"[X0001]-W[W01]-[F1]\", \"+0130\"", ", \"[Y9999999][q]\"",
    ];

    private static readonly string[] Timestamps =
        ["\"2026-11-21\"", "\"2026-11-21T10:00:00.5Z\"", "\"2026-02-30T10:00:00+0100\"", "\"2026\""];

    private static readonly string[] DatePictures = ["[D] [MNn] [Y]", "[D1o] [MNn] [Y0001]", "[Y]/[M]/[D]"];

    private static readonly string[] Dates = ["\"21 November 2026\"", "\"3rd March 2020\"", "\"2020/12/31\""];

    private readonly Random _random = new(seed);
    private readonly List<string> _variables = [];
    private int _lambdaDepth;

    public string Next() => Expression(4);

    private string Pick(params ReadOnlySpan<string> options) => options[_random.Next(options.Length)];

    private string Expression(int depth) => depth <= 0 ? Leaf() : _random.Next(30) switch
    {
        < 7 => Path(depth),
        7 or 8 => $"{Expression(depth - 1)} {Pick("+", "-", "*", "/", "%", "&", "&")} {Expression(depth - 1)}",
        9 => $"{Expression(depth - 1)} {Pick(Comparisons)} {Expression(depth - 1)}",
        10 => $"({Expression(depth - 1)} ? {Expression(depth - 1)} : {Expression(depth - 1)})",
        11 => $"({Expression(depth - 1)} {Pick("?:", "??")} {Expression(depth - 1)})",
        12 => $"[{List(depth)}]",
        13 => $"{{{Pairs(depth)}}}",
        14 => Block(depth),
        15 => $"[{Pick("0", "1", "-2", "3")}..{Pick("4", "2", "qty", "0")}]",
        16 or 17 => HigherOrder(depth),
        18 => $"({Expression(depth - 1)}){Predicate(depth)}",
        19 => $"{Path(depth - 1)} ~> {Pick(Applied)}",
        20 => Grouping(depth),
        21 => Transform(depth),
        22 => Joined(depth),
        23 => $"-{Leaf()}",
        _ => Call(depth),
    };

    private string Leaf() => _random.Next(12) switch
    {
        < 5 => Field(),
        5 => $"\"{Pick(Texts)}\"",
        6 or 7 => Pick(Numbers),
        8 => Pick("true", "false", "null"),
        9 when _variables.Count > 0 => "$" + _variables[_random.Next(_variables.Count)],
        10 => "$",
        11 => "[]",
        _ => Field(),
    };

    private string Field() => Pick(Fields) is var field && char.IsAsciiDigit(field[0]) ? $"`{field}`" : field;

    private string Path(int depth)
    {
        var path = _random.Next(8) switch
        {
            0 => "$",
            1 => "$$",
            2 => "**",
            3 => "*",
            _ => Field(),
        };
        for (var steps = _random.Next(3); steps > 0; steps--)
        {
            path += _random.Next(10) switch
            {
                0 => ".*",
                1 => ".**",
                2 => $".({Expression(depth - 2)})",
                3 => $".{{{Pairs(depth - 2)}}}",
                4 => $".[{List(depth - 2)}]",
                5 => $"^({Pick("", "<", ">")}{Pick("amount", "name", "qty", "price", "$")})",
                _ => "." + Field(),
            };
            path += _random.Next(3) == 0 ? Predicate(depth) : "";
        }
        return path;
    }

    private string Predicate(int depth) => _random.Next(6) switch
    {
        0 => "[0]",
        1 => "[-1]",
        2 => "[]",
        3 => $"[[{Pick("0", "1")}..{Pick("1", "2")}]]",
        4 => $"[{Pick("amount", "qty", "price")} {Pick(">", "<", ">=", "=")} {Pick(Numbers)}]",
        _ => $"[{Expression(depth - 2)}]",
    };

    private string List(int depth) =>
        string.Join(", ", Enumerable.Range(0, _random.Next(4)).Select(_ => Expression(depth - 1)));

    private string Pairs(int depth) => string.Join(", ", Enumerable.Range(0, _random.Next(1, 4))
        .Select(index => $"{Pick($"\"k{index}\"", $"\"{index}\"", $"\"z{index}\"", "name")}: {Expression(depth - 1)}"));

    private string Block(int depth)
    {
        var name = "v" + _variables.Count;
        var value = Expression(depth - 1);
        _variables.Add(name);
        var body = Expression(depth - 1);
        _variables.RemoveAt(_variables.Count - 1);
        return $"(${name} := {value}; {body})";
    }

    private string Lambda(int depth, int parameterCount)
    {
        var names = Enumerable.Range(_variables.Count, parameterCount).Select(index => "v" + index).ToArray();
        _variables.AddRange(names);
        _lambdaDepth++;
        var body = Expression(depth - 1);
        _lambdaDepth--;
        _variables.RemoveRange(_variables.Count - parameterCount, parameterCount);
        return $"function({string.Join(", ", names.Select(name => "$" + name))}){{ {body} }}";
    }

    private string HigherOrder(int depth) => _random.Next(8) switch
    {
        0 => $"$map({Path(depth - 1)}, {Lambda(depth, _random.Next(1, 4))})",
        1 => $"$filter({Path(depth - 1)}, {Lambda(depth, _random.Next(1, 3))})",
        2 => $"$reduce({Path(depth - 1)}, {Lambda(depth, 2)})",
        3 => $"$each({Pick("owner", "$", "items[0]", "nested")}, {Lambda(depth, _random.Next(1, 3))})",
        4 => $"$sift({Pick("owner", "$", "items[0]", "nested")}, {Lambda(depth, _random.Next(1, 3))})",
        // In tail position the reference cannot pass on a built-in function.
        5 when _lambdaDepth == 0 => $"$map({Path(depth - 1)}, {Pick(Mappers)})",
        6 => $"$sort({Path(depth - 1)}, {Lambda(depth, 2)})",
        _ => $"$single({Path(depth - 1)}, {Lambda(depth, 1)})",
    };

    private string Grouping(int depth) =>
        $"items{{{Pick("group", "name", "$string(qty)", "active")}: "
        + $"{Pick("amount", "$sum(amount)", "$count($)", Expression(depth - 2))}}}";

    private string Transform(int depth) =>
        $"{Pick("$", "items", "owner")} ~> |{Pick("items", "**", "owner", "$", "nested")}|{{{Pairs(depth - 2)}}}"
        + $"{Pick("", ", \"name\"", ", [\"qty\", \"price\"]")}|";

    private string Joined(int depth) => _random.Next(6) switch
    {
        0 => $"items@$i.tags@$t.{{\"i\": $i.name, \"t\": $t}}",
        1 => $"items#$p[amount > 5].{{\"p\": $p, \"n\": name}}",
        2 => "items.tags.{\"tag\": $, \"of\": %.name}",
        3 => $"items.nested.deep.({Pick("%", "%.%", "%.name")}.{Pick("name", "amount", "deep")})",
        4 => $"items^({Pick(">", "<", "")}amount, name)#$p.($string($p) & name)",
        _ => $"items[%.owner.name = name].{Leaf()}",
    };

    private string Call(int depth)
    {
        string Next() => Expression(depth - 1);
        return _random.Next(44) switch
        {
            0 => $"$sum({Next()})",
            1 => $"$count({Next()})",
            2 => $"$max({Path(depth)})",
            3 => $"$min({Path(depth)})",
            4 => $"$average({Path(depth)})",
            5 => $"$string({Next()})",
            6 => $"$string({Next()}, true)",
            7 => $"$substring({Next()}, {Pick("0", "1", "-2", "5", "1.5")}, {Pick("1", "2", "0", "10")})",
            8 => $"$substring({Next()}, {Pick("0", "1", "-3", "9")})",
            9 => $"$substringBefore({Next()}, {Pick("\"a\"", "\" \"", "\",\"", "name")})",
            10 => $"$substringAfter({Next()}, {Pick("\"a\"", "\" \"", "\",\"", "name")})",
            11 => $"${Pick("uppercase", "lowercase", "trim", "length")}({Next()})",
            12 => $"$pad({Next()}, {Pick("5", "-8", "0", "12.7")}, {Pick("\"#\"", "\"ab\"", "\"\"")})",
            13 => $"$contains({Next()}, {Pick("\"a\"", Pick(Regexes))})",
            14 => $"$split({Next()}, {Pick("\"\"", "\",\"", "\" \"", Pick(Regexes))})",
            15 => $"$split({Next()}, {Pick("\"a\"", Pick(Regexes))}, {Pick("0", "1", "2", "-1", "2.5")})",
            16 => $"$join({Next()}, {Pick("\"-\"", "\"\"", "name")})",
            17 => $"$match({Next()}, {Pick(Regexes)})",
            18 => $"$replace({Next()}, {Pick("\"a\"", Pick(Regexes))}, {Pick(Replacements)})",
            19 => $"$replace({Next()}, {Pick(Regexes)}, {Lambda(depth, 1)})",
            20 => $"$number({Next()})",
            21 => $"${Pick("floor", "ceil", "abs", "round", "sqrt")}({Next()})",
            22 => $"$round({Next()}, {Pick("0", "1", "2", "-1", "-2")})",
            23 => $"$power({Next()}, {Pick("2", "0.5", "-1", "400")})",
            24 => $"$formatNumber({Next()}, \"{Pick(NumberPictures)}\")",
            25 => $"$formatBase({Next()}, {Pick("2", "16", "36", "37", "10")})",
            26 => $"$formatInteger({Next()}, \"{Pick(IntegerPictures)}\")",
            27 => $"$parseInteger({Next()}, {Pick("\"#,##0\"", "\"w\"", "\"I\"", "\"a\"", "\"0\"")})",
            28 => $"$fromMillis({Pick("0", "1.6e12", "amount * 1e9", "-1e12", "951782400000")}{Pick(DateFormats)})",
            29 => $"$toMillis({Pick("note", Pick(Timestamps))})",
            30 => $"$toMillis({Pick("name", Pick(Dates))}, \"{Pick(DatePictures)}\")",
            31 => $"${Pick("boolean", "not", "exists", "type")}({Next()})",
            32 => $"${Pick("keys", "spread", "merge", "reverse", "distinct", "sort")}({Next()})",
            33 => $"$lookup({Next()}, {Pick("\"name\"", "\"amount\"", "\"missing\"")})",
            34 => $"$append({Next()}, {Next()})",
            35 => $"$zip({Path(depth)}, {Path(depth)})",
            36 => $"$clone({Pick("$", "items", "owner", Next())})",
            37 => $"$eval({Pick("\"amount + 1\"", "\"[1,2,3]\"", "\"$sum(items.amount)\"", "\"1 +\"", "name")})",
            38 => $"${Pick(Encodings)}({Next()})",
            39 => $"$assert({Next()}, \"no\")",
            40 => $"({Lambda(depth, 1)})({Next()})",
            41 => $"($substring(?, 1, 2))($string({Next()}) & \"\")",
            42 => $"({Lambda(depth, 2)})({Next()})",
            _ => $"{Pick(Regexes)}($string({Next()}) & \"\")",
        };
    }
}
