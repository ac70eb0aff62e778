using System.Text.Json;
using ConcertMaster.JsonSchema.Keywords;

namespace ConcertMaster.JsonSchema.Evaluation;

/// <summary>Numbers of up to twelve digits between two whole numbers, compared exactly while they are read.</summary>
internal sealed class PlainRange
{
    private const int DigitCountMax = 12;
    private const int DecimalCountMax = 5;
    private const long LimitMax = 1_000_000_000_000;

    private readonly bool allowsFraction;
    private readonly long minimum;
    private readonly long maximum;
    private readonly int aboveMinimum;
    private readonly int belowMaximum;

    private PlainRange(bool allowsFraction, long minimum, bool isAbove, long maximum, bool isBelow)
    {
        this.allowsFraction = allowsFraction;
        this.minimum = minimum;
        this.maximum = maximum;
        aboveMinimum = isAbove ? 1 : 0;
        belowMaximum = isBelow ? 1 : 0;
    }

    /// <summary>The range that the keywords ask for; null when it takes more to tell.</summary>
    public static PlainRange? For(TypeRule? type, NumberRules? rules)
    {
        var allowsFraction = type is null || type.Allows(JsonValueKind.Number);
        if (!allowsFraction && !type!.WantsInteger) return null;
        if (rules is null) return new PlainRange(allowsFraction, -LimitMax, false, LimitMax, false);
        var hasTwo = rules is { Minimum: not null, ExclusiveMinimum: not null }
            or { Maximum: not null, ExclusiveMaximum: not null };
        if (hasTwo || rules.MultipleOf is not null) return null;
        var (least, most) = (rules.Minimum ?? rules.ExclusiveMinimum, rules.Maximum ?? rules.ExclusiveMaximum);
        var (from, to) = (-LimitMax, LimitMax);
        if (least is not null && !IsPlain(least, out from)) return null;
        if (most is not null && !IsPlain(most, out to)) return null;
        return new PlainRange(
            allowsFraction, from, rules.ExclusiveMinimum is not null, to, rules.ExclusiveMaximum is not null);
    }

    /// <inheritdoc cref="PlainCheck.Accept"/>
    public int Accept(ReadOnlySpan<byte> text, int start)
    {
        var at = text[start] == '-' ? start + 1 : start;
        var first = at;
        var value = ReadDigits(text, ref at, 0);
        var digits = at - first;
        long scale = 1;
        if (at < text.Length && text[at] == '.')
        {
            var point = at++;
            value = ReadDigits(text, ref at, value);
            var decimals = at - point - 1;
            digits += decimals;
            if (!allowsFraction || decimals > DecimalCountMax) return PlainCheck.Undecided;
            for (; decimals > 0; decimals--) scale *= 10;
        }

        var isEnd = at == text.Length || text[at] is not ((byte)'e' or (byte)'E');
        if (digits > DigitCountMax || !isEnd) return PlainCheck.Undecided;
        if (first > start) value = -value;
        var isWithin = value >= (minimum * scale) + aboveMinimum && value <= (maximum * scale) - belowMaximum;
        return isWithin ? at : PlainCheck.Undecided;
    }

    // What has too many digits overflows here and is not used.
    private static long ReadDigits(ReadOnlySpan<byte> text, ref int at, long value)
    {
        for (; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit > 9) break;
            value = (value * 10) + digit;
        }

        return value;
    }

    private static bool IsPlain(NumberLimit limit, out long whole) =>
        limit.Value.TryGetWhole(out whole) && Math.Abs(whole) <= LimitMax;
}
