using System.Text.RegularExpressions;

namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>A regular expression of a schema.</summary>
internal sealed class EcmaPattern
{
    private readonly Regex regex;

    private EcmaPattern(Regex regex) => this.regex = regex;

    public static EcmaPattern Compile(string pattern, TimeSpan timeMax)
    {
        try
        {
            return new EcmaPattern(new Regex(
                pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, timeMax));
        }
        catch (NotSupportedException)
        {
            return new EcmaPattern(new Regex(pattern, RegexOptions.CultureInvariant, timeMax));
        }
    }

    public bool IsMatch(Span<char> text) => regex.IsMatch(text);
}
