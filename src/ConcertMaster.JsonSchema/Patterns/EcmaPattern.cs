using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>
/// A regular expression by ECMA-262. It runs in time linear to the text where it can, else under a time limit.
/// </summary>
internal sealed class EcmaPattern
{
    private const int LinearSizeMax = 1_000;

    private readonly SequenceMatcher? sequence;
    private readonly Lazy<Regex> basic;
    private readonly Lazy<Regex> withSurrogates;

    private EcmaPattern(PatternNode node, TimeSpan timeMax)
    {
        sequence = SequenceMatcher.TryCreate(node);
        basic = new Lazy<Regex>(() => Create(node, withSurrogates: false, timeMax));
        withSurrogates = new Lazy<Regex>(() => Create(node, withSurrogates: true, timeMax));
    }

    /// <exception cref="PatternSyntaxException">It is no regular expression.</exception>
    public static EcmaPattern Compile(string pattern, TimeSpan timeMax) =>
        new(PatternParser.Parse(pattern), timeMax);

    public static bool IsPattern(ReadOnlySpan<char> text)
    {
        try
        {
            PatternParser.Parse(text.ToString());
            return true;
        }
        catch (PatternSyntaxException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether the text matches, for the usual case of a simple pattern and plain ASCII between the quotes of JSON;
    /// null when the text has to be decoded to tell.
    /// </summary>
    public bool? IsMatch(ReadOnlySpan<byte> raw) =>
        sequence is null || !Ascii.IsValid(raw) || JsonText.HasEscapes(raw) ? null : sequence.IsMatch(raw);

    /// <summary>Whether some part of the text matches. Lone surrogates in it are overwritten.</summary>
    public bool IsMatch(Span<char> text, Run run)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF'))
            return sequence?.IsMatch(text) ?? IsMatch(basic.Value, text, run);
        ReplaceLoneSurrogates(text);
        return IsMatch(withSurrogates.Value, text, run);
    }

    private static bool IsMatch(Regex regex, ReadOnlySpan<char> text, Run run)
    {
        try
        {
            if (regex.Options.HasFlag(RegexOptions.NonBacktracking)) return regex.IsMatch(text);
            var began = Stopwatch.GetTimestamp();
            var matches = regex.IsMatch(text);
            run.Backtracked(Stopwatch.GetElapsedTime(began));
            return matches;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new LimitReachedException(LimitKeywords.PatternTime, Messages.TooLong);
        }
    }

    private static Regex Create(PatternNode node, bool withSurrogates, TimeSpan timeMax)
    {
        var pattern = PatternEmitter.Emit(node, withSurrogates);
        var isLinear = !PatternTraits.NeedsBacktracking(node) && PatternTraits.Size(node) <= LinearSizeMax;
        var engine = isLinear ? RegexOptions.NonBacktracking : RegexOptions.None;
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | engine, timeMax);
        MatchOnce(regex);
        return regex;
    }

    // The first match of a process has to compile the engine, which on a busy machine may take longer than the limit.
    private static void MatchOnce(Regex regex)
    {
        try
        {
            _ = regex.IsMatch("a");
        }
        catch (RegexMatchTimeoutException)
        {
            // It is compiled now, which is all that was wanted.
        }
    }

    // Half a pair is a code point to ECMA-262, but not one that a class could name; any other stranger will do.
    private static void ReplaceLoneSurrogates(Span<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1])) at++;
            else text[at] = '\uFFFD';
        }
    }
}
