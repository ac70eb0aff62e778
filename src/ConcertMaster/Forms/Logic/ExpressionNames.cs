using System.Globalization;
using System.Text.RegularExpressions;

namespace ConcertMaster.Forms.Logic;

/// <summary>
/// What an expression mentions, found by its letters: enough to see what depends on what. It may see a dependency too
/// many, never one too few.
/// </summary>
/// <param name="Names">Names that stand at the beginning of a path.</param>
/// <param name="Members">Names after a dot, or that are keys of an object.</param>
internal sealed partial record ExpressionNames(
    IReadOnlySet<string> Names, IReadOnlySet<string> Members, IReadOnlySet<string> Functions,
    IReadOnlySet<string> Texts, IReadOnlySet<double> Numbers)
{
    // What these come to depends on what they are given, and they never fall back on what they stand in.
    private static readonly HashSet<string> OfTheirArguments =
    [
        "sum", "count", "max", "min", "average", "round", "floor", "ceil", "abs", "exists", "not", "boolean", "string", "number",
        "length", "trim", "uppercase", "lowercase", "append", "distinct", "reverse", "now", "millis",
    ];

    private static readonly HashSet<string> Words = ["and", "or", "in", "true", "false", "null", "function"];

    public static ExpressionNames Of(string expression)
    {
        HashSet<string> names = [], members = [], functions = [], texts = [];
        HashSet<double> numbers = [];
        var afterDot = false;
        foreach (var token in Tokens().EnumerateMatches(expression))
        {
            var text = expression.AsSpan(token.Index, token.Length).ToString();
            switch (text[0])
            {
                case '.':
                    afterDot = true;
                    continue;
                case '"' or '\'':
                    texts.Add(text[1..^1]);
                    break;
                case '$':
                    functions.Add(text[1..]);
                    break;
                case '`':
                    (afterDot ? members : names).Add(text[1..^1]);
                    break;
                case >= '0' and <= '9':
                    if (double.TryParse(text, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
                    break;
                case '/':
                    break;
                default:
                    // `x and y`, but also a field that is called `in`: at the beginning it can only be the word.
                    if (afterDot) members.Add(text);
                    else if (!Words.Contains(text)) names.Add(text);
                    break;
            }
            afterDot = false;
        }
        return new(names, members, functions, texts, numbers);
    }

    /// <summary>
    /// Names of the input that what an expression comes to depends on; null where it may be any: it asks for the whole
    /// input or for whatever is there, or has functions that may.
    /// </summary>
    public static IReadOnlySet<string>? DependenciesOf(Jsonata.Expression expression)
    {
        if (expression.Text.AsSpan().ContainsAny('*', '%', '^') || CallsOnContext().IsMatch(expression.Text)) return null;
        var mentioned = Of(expression.Text);
        return mentioned.Functions.IsSubsetOf(OfTheirArguments) ? mentioned.Names : null;
    }

    // A function without arguments takes what it stands in.
    [GeneratedRegex(@"\$\w+\(\s*\)", RegexOptions.None, 1_000)]
    private static partial Regex CallsOnContext();

    // Comments, texts, quoted names, variables, names, numbers, dots; a slash after an opening is a regular expression.
    [GeneratedRegex("""
        (?<=[(,~>=:]\s*)/(?:[^/\\\n]|\\.)+/[im]* | /\*[\s\S]*?\*/
        | "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | `[^`]*`
        | \$[\w$]* | [\p{L}_][\w]* | \d+(?:\.\d+)?(?:[eE][+-]?\d+)? | \.(?!\.)
        """, RegexOptions.IgnorePatternWhitespace, 1_000)]
    private static partial Regex Tokens();
}
