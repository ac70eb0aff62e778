namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>A set of code points, as ordered ranges that neither touch nor overlap. Surrogates are no members.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;

    private CodePointSet(IReadOnlyList<(int Low, int High)> ranges) => Ranges = ranges;

    public static CodePointSet Empty { get; } = new([]);

    public static CodePointSet Digits { get; } = Of(('0', '9'));

    public static CodePointSet WordCharacters { get; } = Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    public static CodePointSet Spaces { get; } = Of(
        (0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
        (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary>What a dot stands for: everything but the ends of lines.</summary>
    public static CodePointSet Dot { get; } =
        Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Complement();

    public IReadOnlyList<(int Low, int High)> Ranges { get; }

    public static CodePointSet Of(params IEnumerable<(int Low, int High)> ranges)
    {
        var merged = new List<(int Low, int High)>();
        foreach (var (low, high) in ranges.SelectMany(WithoutSurrogates).OrderBy(range => range.Low))
        {
            if (merged.Count > 0 && low <= merged[^1].High + 1)
                merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, high));
            else merged.Add((low, high));
        }

        return new CodePointSet(merged);
    }

    public CodePointSet Complement()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (low, high) in Ranges)
        {
            if (low > next) gaps.Add((next, low - 1));
            next = high + 1;
        }

        if (next <= Last) gaps.Add((next, Last));
        return Of(gaps);
    }

    public bool Contains(int codePoint)
    {
        var (from, to) = (0, Ranges.Count - 1);
        while (from <= to)
        {
            var middle = (from + to) >>> 1;
            if (codePoint < Ranges[middle].Low) to = middle - 1;
            else if (codePoint > Ranges[middle].High) from = middle + 1;
            else return true;
        }

        return false;
    }

    public bool Overlaps(CodePointSet other)
    {
        var (own, theirs) = (0, 0);
        while (own < Ranges.Count && theirs < other.Ranges.Count)
        {
            if (Ranges[own].High < other.Ranges[theirs].Low) own++;
            else if (other.Ranges[theirs].High < Ranges[own].Low) theirs++;
            else return true;
        }

        return false;
    }

    private static IEnumerable<(int Low, int High)> WithoutSurrogates((int Low, int High) range)
    {
        if (range.High < 0xD800 || range.Low > 0xDFFF) return [range];
        var parts = new List<(int, int)>(2);
        if (range.Low < 0xD800) parts.Add((range.Low, 0xD7FF));
        if (range.High > 0xDFFF) parts.Add((0xE000, range.High));
        return parts;
    }
}
