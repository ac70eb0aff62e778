using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Formats;
using ConcertMaster.JsonSchema.Patterns;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>The keywords about text. They see it as it stands in JSON, between the quotes.</summary>
internal sealed class StringRules
{
    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public EcmaPattern? Pattern { get; init; }

    public string? Format { get; init; }

    public FormatTest? FormatTest { get; init; }

    public ContentTest? Content { get; init; }

    /// <summary>Whether nothing but its length is asked of a text.</summary>
    public bool IsOnlyLength => Pattern is null && FormatTest is null && Content is null;

    public bool Evaluate(ReadOnlySpan<byte> raw, Run run)
    {
        var valid = EvaluateLength(raw, run);
        if (!valid && !run.Collecting) return false;
        var matches = Pattern is null ? true : Pattern.IsMatch(raw);
        if (FormatTest is not null || Content is not null || matches is null)
            valid &= EvaluateText(run.Decode(raw), run, ref matches);
        return matches!.Value ? valid : run.Fail("pattern", Messages.Pattern);
    }

    private bool EvaluateText(Span<char> text, Run run, ref bool? matches)
    {
        var valid = true;
        if (FormatTest is not null && !FormatTest(text)) valid = run.Fail("format", Messages.Format, Format!);
        if (Content is not null && !Content.IsValid(text)) valid = run.Fail(Content.Keyword, Messages.Content);
        // The pattern last: it may overwrite lone surrogates.
        matches ??= Pattern!.IsMatch(text, run);
        return valid;
    }

    private bool EvaluateLength(ReadOnlySpan<byte> raw, Run run)
    {
        if (MinLength is null && MaxLength is null) return true;
        // A code point takes one to four bytes, as an escape up to twelve: mostly that settles it.
        var most = raw.Length;
        var least = (raw.Length + 11) / 12;
        var (min, max) = (MinLength ?? 0, MaxLength ?? long.MaxValue);
        if (least >= min && most <= max) return true;
        var count = JsonText.CountCodePoints(raw);
        if (count < min) return run.Fail("minLength", Messages.MinLength, min);
        return count <= max || run.Fail("maxLength", Messages.MaxLength, max);
    }
}
