using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>
/// The characters that have a meaning in a picture; all can be replaced by the caller of $formatNumber.
/// </summary>
internal sealed record NumberSymbols
{
    public string Decimal { get; private set; } = ".";

    public string Group { get; private set; } = ",";

    public string Exponent { get; private set; } = "e";

    public string Minus { get; private set; } = "-";

    public string Percent { get; private set; } = "%";

    public string PerMille { get; private set; } = "\u2030";

    public char Zero { get; private set; } = '0';

    public string Digit { get; private set; } = "#";

    public string PatternSeparator { get; private set; } = ";";

    public static NumberSymbols From(ObjectValue? options)
    {
        var symbols = new NumberSymbols();
        if (options is null)
        {
            return symbols;
        }
        foreach (ref readonly var entry in options.Properties.Entries)
        {
            symbols.Set(entry.Key, entry.Value.AsString ?? throw new JsonataException("T0410", value: "3"));
        }
        return symbols;
    }

    public bool IsDigit(char character) => character >= Zero && character < Zero + 10;

    /// <summary>A digit, whether it has to be there or not.</summary>
    public bool IsPlaceholder(char character) => IsDigit(character) || Is(character, Digit);

    public bool IsActive(char character) => IsPlaceholder(character)
        || Is(character, Decimal) || Is(character, Exponent)
        || Is(character, Group) || Is(character, PatternSeparator);

    public bool IsExponent(char character) => Is(character, Exponent);

    private static bool Is(char character, string symbol) => symbol.Length == 1 && symbol[0] == character;

    private void Set(string name, string symbol)
    {
        switch (name)
        {
            case "decimal-separator":
                Decimal = symbol;
                break;
            case "grouping-separator":
                Group = symbol;
                break;
            case "exponent-separator":
                Exponent = symbol;
                break;
            case "minus-sign":
                Minus = symbol;
                break;
            case "percent":
                Percent = symbol;
                break;
            case "per-mille":
                PerMille = symbol;
                break;
            case "zero-digit" when symbol.Length > 0:
                Zero = symbol[0];
                break;
            case "digit":
                Digit = symbol;
                break;
            case "pattern-separator":
                PatternSeparator = symbol;
                break;
        }
    }
}

/// <summary>A picture cut into what stands before, in and after the number.</summary>
internal sealed record NumberPictureParts(
    string Picture,
    string Prefix,
    string Suffix,
    string Active,
    string Mantissa,
    string? Exponent,
    string Whole,
    string Fraction)
{
    public static NumberPictureParts Parse(string picture, NumberSymbols symbols)
    {
        bool IsEdge(char character) => symbols.IsActive(character) && !symbols.IsExponent(character);
        var first = 0;
        while (first < picture.Length && !IsEdge(picture[first]))
        {
            first++;
        }
        var last = picture.Length - 1;
        while (last >= 0 && !IsEdge(picture[last]))
        {
            last--;
        }
        var prefix = first == picture.Length ? "" : picture[..first];
        var suffix = last < 0 ? "" : picture[(last + 1)..];
        var active = picture[prefix.Length..(picture.Length - suffix.Length)];
        var mantissa = active;
        string? exponent = null;
        var mark = picture.IndexOf(symbols.Exponent, prefix.Length, StringComparison.Ordinal);
        if (mark >= 0 && mark <= picture.Length - suffix.Length)
        {
            // The reference measures from the start of the picture, not of the number, and so do we.
            mantissa = active[..Math.Min(mark, active.Length)];
            exponent = active[Math.Min(mark + 1, active.Length)..];
        }
        var point = mantissa.IndexOf(symbols.Decimal, StringComparison.Ordinal);
        return new NumberPictureParts(
            picture, prefix, suffix, active, mantissa, exponent,
            point < 0 ? mantissa : mantissa[..point],
            point < 0 ? suffix : mantissa[(point + 1)..]);
    }

    /// <summary>Where a picture breaks several rules, the last of them is the one that is named.</summary>
    public void Validate(NumberSymbols symbols)
    {
        var point = Picture.IndexOf(symbols.Decimal, StringComparison.Ordinal);
        (string Code, bool IsBroken)[] rules =
        [
            ("D3081", CountsTwice(symbols.Decimal)),
            ("D3082", CountsTwice(symbols.Percent)),
            ("D3083", CountsTwice(symbols.PerMille)),
            ("D3084", Picture.Contains(symbols.Percent) && Picture.Contains(symbols.PerMille)),
            ("D3085", !Mantissa.Any(symbols.IsPlaceholder)),
            ("D3086", Active.Any(character => !symbols.IsActive(character))),
            ("D3087", point >= 0 && (Is(point - 1, symbols.Group) || Is(point + 1, symbols.Group))),
            ("D3088", point < 0 && Whole.Length > 0 && Whole[^1].ToString() == symbols.Group),
            ("D3089", Picture.Contains(symbols.Group + symbols.Group)),
            ("D3090", Whole.IndexOf(symbols.Digit, StringComparison.Ordinal) is var optional and >= 0
                && Whole[..optional].Any(symbols.IsDigit)),
            ("D3091", Fraction.LastIndexOf(symbols.Digit, StringComparison.Ordinal) is var mandatory and >= 0
                && Fraction[mandatory..].Any(symbols.IsDigit)),
            ("D3092", Exponent is { Length: > 0 }
                && (Picture.Contains(symbols.Percent) || Picture.Contains(symbols.PerMille))),
            ("D3093", Exponent is not null
                && (Exponent.Length == 0 || Exponent.Any(character => !symbols.IsDigit(character)))),
        ];
        var broken = Array.FindLast(rules, rule => rule.IsBroken);
        if (broken.Code is not null)
        {
            throw new JsonataException(broken.Code);
        }
    }

    private bool CountsTwice(string symbol) =>
        Picture.IndexOf(symbol, StringComparison.Ordinal) != Picture.LastIndexOf(symbol, StringComparison.Ordinal);

    private bool Is(int index, string symbol) =>
        index >= 0 && index < Picture.Length && Picture[index].ToString() == symbol;
}
