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

    // Comments, texts, quoted names, variables, names, numbers, dots; a slash after an opening is a regular expression.
    [GeneratedRegex("""
        (?<=[(,~>=:]\s*)/(?:[^/\\\n]|\\.)+/[im]* | /\*[\s\S]*?\*/
        | "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | `[^`]*`
        | \$[\w$]* | [\p{L}_][\w]* | \d+(?:\.\d+)?(?:[eE][+-]?\d+)? | \.(?!\.)
        """, RegexOptions.IgnorePatternWhitespace, 1_000)]
    private static partial Regex Tokens();
}
