using System.Collections.Frozen;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>
/// All functions of the language: name, signature, and how many arguments the function can use when a higher-order
/// function calls it.
/// </summary>
internal static class BuiltIns
{
    public static FrozenDictionary<string, NativeFunction> All { get; } =
        Define().ToFrozenDictionary(function => function.Name);

    private static IEnumerable<NativeFunction> Define() =>
    [
        Function("sum", "<a<n>:n>", 1, NumberFunctions.Sum),
        Function("count", "<a:n>", 1, ArrayFunctions.Count),
        Function("max", "<a<n>:n>", 1, NumberFunctions.Max),
        Function("min", "<a<n>:n>", 1, NumberFunctions.Min),
        Function("average", "<a<n>:n>", 1, NumberFunctions.Average),
        Function("number", "<(nsb)-:n>", 1, NumberFunctions.ToNumber),
        Function("floor", "<n-:n>", 1, NumberFunctions.Floor),
        Function("ceil", "<n-:n>", 1, NumberFunctions.Ceil),
        Function("round", "<n-n?:n>", 2, NumberFunctions.Round),
        Function("abs", "<n-:n>", 1, NumberFunctions.Abs),
        Function("sqrt", "<n-:n>", 1, NumberFunctions.Sqrt),
        Function("power", "<n-n:n>", 2, NumberFunctions.Power),
        Function("random", "<:n>", 0, NumberFunctions.Random),
        Function("formatBase", "<n-n?:s>", 2, NumberFunctions.FormatBase),
        Function("formatNumber", "<n-so?:s>", 3, PictureFunctions.FormatNumber),
        Function("formatInteger", "<n-s:s>", 2, PictureFunctions.FormatInteger),
        Function("parseInteger", "<s-s:n>", 2, PictureFunctions.ParseInteger),

        Function("now", "<s?s?:s>", 2, TimeFunctions.Now),
        Function("millis", "<:n>", 0, TimeFunctions.Millis),
        Function("fromMillis", "<n-s?s?:s>", 3, TimeFunctions.FromMillis),
        Function("toMillis", "<s-s?:n>", 2, TimeFunctions.ToMillis),

        Function("string", "<x-b?:s>", 1, StringFunctions.ToText),
        Function("substring", "<s-nn?:s>", 3, StringFunctions.Substring),
        Function("substringBefore", "<s-s:s>", 2, StringFunctions.SubstringBefore),
        Function("substringAfter", "<s-s:s>", 2, StringFunctions.SubstringAfter),
        Function("lowercase", "<s-:s>", 1, StringFunctions.Lowercase),
        Function("uppercase", "<s-:s>", 1, StringFunctions.Uppercase),
        Function("length", "<s-:n>", 1, StringFunctions.Length),
        Function("trim", "<s-:s>", 1, StringFunctions.Trim),
        Function("pad", "<s-ns?:s>", 3, StringFunctions.Pad),
        Function("join", "<a<s>s?:s>", 2, StringFunctions.Join),
        Function("match", "<s-f<s:o>n?:a<o>>", 3, MatchFunctions.Match),
        Function("contains", "<s-(sf):b>", 2, MatchFunctions.Contains),
        Function("replace", "<s-(sf)(sf)n?:s>", 4, MatchFunctions.Replace),
        Function("split", "<s-(sf)n?:a<s>>", 3, MatchFunctions.Split),

        Function("base64encode", "<s-:s>", 1, EncodingFunctions.Base64Encode),
        Function("base64decode", "<s-:s>", 1, EncodingFunctions.Base64Decode),
        Function("encodeUrlComponent", "<s-:s>", 1, EncodingFunctions.EncodeUrlComponent),
        Function("encodeUrl", "<s-:s>", 1, EncodingFunctions.EncodeUrl),
        Function("decodeUrlComponent", "<s-:s>", 1, EncodingFunctions.DecodeUrlComponent),
        Function("decodeUrl", "<s-:s>", 1, EncodingFunctions.DecodeUrl),

        Function("append", "<xx:a>", 2, ArrayFunctions.Append),
        Function("reverse", "<a:a>", 1, ArrayFunctions.Reverse),
        Function("shuffle", "<a:a>", 1, ArrayFunctions.Shuffle),
        Function("distinct", "<x:x>", 1, ArrayFunctions.Distinct),
        Function("sort", "<af?:a>", 2, ArrayFunctions.Sort),
        Function("zip", "<a+>", 0, ArrayFunctions.Zip),

        Function("map", "<af>", 2, HigherOrderFunctions.Map),
        Function("filter", "<af>", 2, HigherOrderFunctions.Filter),
        Function("single", "<af?>", 2, HigherOrderFunctions.Single),
        Function("reduce", "<afj?:j>", 3, HigherOrderFunctions.Reduce),
        Function("each", "<o-f:a>", 2, HigherOrderFunctions.Each),
        Function("sift", "<o-f?:o>", 2, HigherOrderFunctions.Sift),

        Function("keys", "<x-:a<s>>", 1, ObjectFunctions.Keys),
        Function("lookup", "<x-s:x>", 2, ObjectFunctions.Lookup),
        Function("spread", "<x-:a<o>>", 1, ObjectFunctions.Spread),
        Function("merge", "<a<o>:o>", 1, ObjectFunctions.Merge),
        Function("boolean", "<x-:b>", 1, ObjectFunctions.Boolean),
        Function("not", "<x-:b>", 1, ObjectFunctions.Not),
        Function("exists", "<x:b>", 1, ObjectFunctions.Exists),
        Function("type", "<x:s>", 1, ObjectFunctions.Type),
        Function("error", "<s?:x>", 1, ObjectFunctions.Error),
        Function("assert", "<bs?:x>", 2, ObjectFunctions.Assert),
        Function("clone", "<(oa)-:o>", 1, ObjectFunctions.Clone),
        Function("eval", "<sx?:x>", 2, ObjectFunctions.Evaluate),
    ];

    private static NativeFunction Function(string name, string signature, int arity, NativeBody body) =>
        new(name, SignatureParser.Parse(signature), arity, body);
}
