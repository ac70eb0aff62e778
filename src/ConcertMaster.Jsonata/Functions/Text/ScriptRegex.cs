using System.Diagnostics;
using System.Text.RegularExpressions;
using ConcertMaster.Jsonata.Evaluation;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>
/// A regular expression of JavaScript on .NET's engines. Where the pattern allows it, it runs on the engine that never
/// backtracks and so takes time in proportion to the text; otherwise every match has a time limit.
/// </summary>
internal sealed class ScriptRegex
{
    private const int CharactersPerStep = 4;
    private const int PatternLengthPerStep = 64;
    private const int StepsPerMatch = 20;

    private readonly string _exactPattern;
    private readonly RegexOptions _options;
    private readonly string _linearPattern;
    private readonly bool _isLinearForPlainTextOnly;
    private Regex? _linear;
    private Regex? _exact;

    private ScriptRegex(string source, RegexTranslation translation, RegexOptions options)
    {
        Source = source;
        _exactPattern = translation.Exact;
        _options = options;
        _isLinearForPlainTextOnly = translation.DependsOnText;
        _linearPattern = translation.Plain;
        if (!translation.NeedsBacktracking)
        {
            _linear = TryCreateLinear(EvaluationLimits.Default.TimeMax);
        }
    }

    public string Source { get; }

    /// <exception cref="JsonataException">The pattern is not valid in JavaScript.</exception>
    public static ScriptRegex Create(string pattern, string flags, int position)
    {
        var options = RegexOptions.CultureInvariant;
        options |= flags.Contains('i') ? RegexOptions.IgnoreCase : RegexOptions.None;
        try
        {
            var translation = new RegexTranslator(pattern, flags.Contains('m')).Translate();
            var regex = new ScriptRegex(pattern, translation, options);
            if (regex._linear is null)
            {
                regex._exact = new Regex(translation.Exact, options, EvaluationLimits.Default.RegexTimeMax);
            }
            return regex;
        }
        catch (ArgumentException exception)
        {
            throw new JsonataException("S0303", position, pattern, exception.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new JsonataException("S0303", position, pattern, "it is nested too deep");
        }
    }

    /// <summary>The first match at or after a position, or null.</summary>
    public Match? Match(string text, int start, Run run)
    {
        if (start > text.Length)
        {
            return null;
        }
        run.Steps(StepsPerMatch);
        var isLinear = _linear is not null && (!_isLinearForPlainTextOnly || run.IsPlain(text));
        var match = isLinear ? MatchInOnePass(text, start, run) : MatchByBacktracking(text, start, run);
        var end = match.Success ? match.Index + match.Length : text.Length;
        run.Steps((long)(end - start) * (1 + (Source.Length / PatternLengthPerStep)) / CharactersPerStep);
        return match.Success ? match : null;
    }

    /// <summary>
    /// Proportional to the text, but repetitions that are written out one within the other can make each character cost
    /// as much as thousands: time is the net below the steps here too.
    /// </summary>
    private Match MatchInOnePass(string text, int start, Run run)
    {
        var timeMax = run.Limits.TimeMax;
        if (_linear!.MatchTimeout != timeMax)
        {
            _linear = TryCreateLinear(timeMax)!;
        }
        try
        {
            return _linear.Match(text, start);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JsonataException("D1012", value: Values.NumberText.Format(timeMax.TotalMilliseconds));
        }
    }

    /// <summary>No text tells how long this takes, so it is the clock that is charged for.</summary>
    private Match MatchByBacktracking(string text, int start, Run run)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var match = Exact(run.Limits.RegexTimeMax).Match(text, start);
            run.Steps(clock.Elapsed.Ticks);
            return match;
        }
        catch (RegexMatchTimeoutException)
        {
            var milliseconds = run.Limits.RegexTimeMax.TotalMilliseconds;
            throw new JsonataException("L1004", value: Values.NumberText.Format(milliseconds));
        }
    }

    private Regex? TryCreateLinear(TimeSpan timeMax)
    {
        try
        {
            return new Regex(_linearPattern, _options | RegexOptions.NonBacktracking, timeMax);
        }
        catch (NotSupportedException)
        {
            // Too large an automaton, mostly by counted repetitions; the other engine takes it, with its time limit.
            return null;
        }
    }

    private Regex Exact(TimeSpan timeMax)
    {
        var exact = _exact;
        if (exact is null || exact.MatchTimeout != timeMax)
        {
            _exact = exact = new Regex(_exactPattern, _options, timeMax);
        }
        return exact;
    }
}
