using System.Globalization;
using System.Text;

namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>
/// Writes a pattern in the language of .NET. There are two ways: for text without surrogates, where a character is
/// a code point and classes stay simple; and for text with them, where a code point may be two characters.
/// </summary>
internal sealed class PatternEmitter(bool withSurrogates, bool capturing)
{
    private const string Word = "[0-9A-Z_a-z]";

    private readonly StringBuilder output = new();

    public static string Emit(PatternNode node, bool withSurrogates)
    {
        var emitter = new PatternEmitter(withSurrogates, PatternTraits.HasBackReferences(node));
        emitter.Write(node);
        return emitter.output.ToString();
    }

    private void Write(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts) Write(part);
                break;
            case PatternNode.Choice choice:
                WriteChoice(choice);
                break;
            case PatternNode.Set set:
                WriteSet(set.Members);
                break;
            case PatternNode.Start:
                output.Append(@"\A");
                break;
            case PatternNode.End:
                output.Append(@"\z");
                break;
            case PatternNode.WordBoundary boundary:
                WriteBoundary(boundary.IsNegated);
                break;
            case PatternNode.Look look:
                output.Append("(?").Append(look.IsBehind ? "<" : "").Append(look.IsNegated ? '!' : '=');
                WriteClosed(look.Inside);
                break;
            case PatternNode.Group group:
                output.Append(capturing && group.Number > 0 ? Format($"(?<{group.Number}>") : "(?:");
                WriteClosed(group.Inside);
                break;
            case PatternNode.BackReference reference:
                // A group that has taken no part matches nothing, here as in ECMA-262; in .NET it would fail.
                output.Append(Format($@"(?({reference.Number})\{reference.Number}(?:)|)"));
                break;
            case PatternNode.Repeat repeat:
                WriteRepeat(repeat);
                break;
        }
    }

    private void WriteClosed(PatternNode inside)
    {
        Write(inside);
        output.Append(')');
    }

    private void WriteChoice(PatternNode.Choice choice)
    {
        output.Append("(?:");
        for (var index = 0; index < choice.Options.Count; index++)
        {
            if (index > 0) output.Append('|');
            Write(choice.Options[index]);
        }

        output.Append(')');
    }

    // The word characters of .NET are those of all scripts; those of ECMA-262 are ASCII.
    private void WriteBoundary(bool isNegated) => output.Append(isNegated
        ? $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))"
        : $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))");

    private void WriteRepeat(PatternNode.Repeat repeat)
    {
        output.Append("(?:");
        WriteClosed(repeat.Inside);
        output.Append((repeat.Min, repeat.Max) switch
        {
            (0, null) => "*",
            (1, null) => "+",
            (0, 1) => "?",
            (var min, null) => Format($"{{{min},}}"),
            var (min, max) => Format($"{{{min},{max}}}"),
        });
        if (repeat.IsLazy) output.Append('?');
    }

    private void WriteSet(CodePointSet set)
    {
        var hasAstral = withSurrogates && set.Ranges.Count > 0 && set.Ranges[^1].High > 0xFFFF;
        if (hasAstral) output.Append("(?:");
        var isEmpty = set.Ranges.Count == 0 || set.Ranges[0].Low > 0xFFFF;
        if (isEmpty && !hasAstral) output.Append(@"[^\u0000-\uffff]");
        if (!isEmpty) WriteBasic(set);
        if (!hasAstral) return;
        foreach (var (low, high) in set.Ranges.Where(range => range.High > 0xFFFF))
        {
            if (output[^1] != ':') output.Append('|');
            WriteAstral(Math.Max(low, 0x10000), high);
        }

        output.Append(')');
    }

    private void WriteBasic(CodePointSet set)
    {
        if (set.Ranges is [var (only, last)] && only == last)
        {
            output.Append(Format($"\\u{only:x4}"));
            return;
        }

        output.Append('[');
        foreach (var (low, high) in set.Ranges.Where(range => range.Low <= 0xFFFF))
            WriteRange(low, Math.Min(high, 0xFFFF));
        output.Append(']');
    }

    private void WriteAstral(int low, int high)
    {
        var (lowLead, lowTrail) = Split(low);
        var (highLead, highTrail) = Split(high);
        if (lowLead == highLead)
        {
            WritePair(lowLead, lowLead, lowTrail, highTrail);
            return;
        }

        WritePair(lowLead, lowLead, lowTrail, 0xDFFF);
        if (highLead - lowLead > 1)
        {
            output.Append('|');
            WritePair(lowLead + 1, highLead - 1, 0xDC00, 0xDFFF);
        }

        output.Append('|');
        WritePair(highLead, highLead, 0xDC00, highTrail);
    }

    private void WritePair(int leadLow, int leadHigh, int trailLow, int trailHigh)
    {
        output.Append('[');
        WriteRange(leadLow, leadHigh);
        output.Append("][");
        WriteRange(trailLow, trailHigh);
        output.Append(']');
    }

    private void WriteRange(int low, int high) => output.Append(Format($"\\u{low:x4}-\\u{high:x4}"));

    private static (int Lead, int Trail) Split(int codePoint) =>
        (0xD800 + ((codePoint - 0x10000) >> 10), 0xDC00 + ((codePoint - 0x10000) & 0x3FF));

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
