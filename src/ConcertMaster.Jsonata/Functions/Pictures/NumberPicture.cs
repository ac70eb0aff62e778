using System.Text;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>How numbers are written: one half of a picture of XPath's format-number, such as <c>#,##0.00</c>.</summary>
internal sealed class NumberPicture
{
    private readonly NumberSymbols _symbols;
    private readonly string _picture;
    private readonly string _suffix;
    private readonly int[] _wholeGroups;
    private readonly int[] _fractionGroups;
    private readonly int _groupSize;
    private readonly int _wholeSizeMin;
    private readonly int _scale;
    private readonly int _fractionSizeMin;
    private readonly int _fractionSizeMax;
    private readonly int _exponentSizeMin;

    public NumberPicture(NumberPictureParts parts, NumberSymbols symbols)
    {
        _symbols = symbols;
        (_picture, Prefix, _suffix) = (parts.Picture, parts.Prefix, parts.Suffix);
        _wholeGroups = GroupPositions(parts, parts.Whole, false);
        _groupSize = RegularDistance(_wholeGroups);
        _fractionGroups = GroupPositions(parts, parts.Fraction, true);
        _wholeSizeMin = _scale = parts.Whole.Count(symbols.IsDigit);
        _fractionSizeMin = parts.Fraction.Count(symbols.IsDigit);
        _fractionSizeMax = parts.Fraction.Count(symbols.IsPlaceholder);
        if (_wholeSizeMin == 0 && _fractionSizeMax == 0)
        {
            if (parts.Exponent is not null)
            {
                _fractionSizeMin = _fractionSizeMax = 1;
            }
            else
            {
                _wholeSizeMin = 1;
            }
        }
        if (parts.Exponent is not null && _wholeSizeMin == 0 && parts.Whole.Contains(symbols.Digit))
        {
            _wholeSizeMin = 1;
        }
        if (_wholeSizeMin == 0 && _fractionSizeMin == 0)
        {
            _fractionSizeMin = 1;
        }
        _exponentSizeMin = parts.Exponent?.Count(symbols.IsDigit) ?? 0;
    }

    public string Prefix { get; set; }

    /// <summary>The distance between positions that are all the multiples of it up to the last, or 0.</summary>
    public static int RegularDistance(int[] positions)
    {
        if (positions.Length == 0)
        {
            return 0;
        }
        var distance = positions.Aggregate(GreatestCommonDivisor);
        for (var index = 1; index <= positions.Length; index++)
        {
            if (!positions.Contains(index * distance))
            {
                return 0;
            }
        }
        return distance;
    }

    public string Format(double number)
    {
        var adjusted = _picture.Contains(_symbols.Percent) ? number * 100
            : _picture.Contains(_symbols.PerMille) ? number * 1000
            : number;
        var (mantissa, exponent) = _exponentSizeMin == 0 ? (adjusted, 0) : Normalise(adjusted);
        var text = Digits(NumberFunctions.Round(mantissa, _fractionSizeMax), _fractionSizeMax);
        text = Resize(text);
        text = Group(text);
        var point = text.IndexOf(_symbols.Decimal, StringComparison.Ordinal);
        if (!_picture.Contains(_symbols.Decimal) || point == text.Length - 1)
        {
            text = text[..^1];
        }
        if (_exponentSizeMin > 0)
        {
            var digits = Digits(exponent, 0).PadLeft(_exponentSizeMin, _symbols.Zero);
            text += _symbols.Exponent + (exponent < 0 ? _symbols.Minus : "") + digits;
        }
        return Prefix + text + _suffix;
    }

    private static int GreatestCommonDivisor(int one, int other) =>
        other == 0 ? one : GreatestCommonDivisor(other, one % other);

    private int[] GroupPositions(NumberPictureParts parts, string part, bool toLeft)
    {
        var positions = new List<int>();
        var at = IndexOfGroup(part, 0);
        while (at >= 0)
        {
            var side = toLeft ? part[..Math.Min(at, part.Length)] : part[Math.Min(at, part.Length)..];
            positions.Add(side.Count(_symbols.IsPlaceholder));
            // The reference goes on in the whole part, even for the fraction.
            at = IndexOfGroup(parts.Whole, at + 1);
        }
        return [.. positions];
    }

    private int IndexOfGroup(string part, int start) =>
        start > part.Length ? -1 : part.IndexOf(_symbols.Group, start, StringComparison.Ordinal);

    private (double Mantissa, int Exponent) Normalise(double number)
    {
        var most = Math.Pow(10, _scale);
        var least = Math.Pow(10, _scale - 1);
        var exponent = 0;
        if (number != 0 && double.IsFinite(number))
        {
            for (; Math.Abs(number) < least; exponent--)
            {
                number *= 10;
            }
            for (; Math.Abs(number) > most; exponent++)
            {
                number /= 10;
            }
        }
        return (number, exponent);
    }

    private string Digits(double number, int decimals)
    {
        var text = NumberText.Fixed(Math.Abs(number), decimals);
        return _symbols.Zero == '0'
            ? text
            : string.Concat(text.Select(digit =>
                char.IsAsciiDigit(digit) ? (char)(digit - '0' + _symbols.Zero) : digit));
    }

    /// <summary>Takes away the zeros at both ends, then puts back as many as the picture demands.</summary>
    private string Resize(string text)
    {
        var point = text.IndexOf('.');
        text = point < 0 ? text + _symbols.Decimal : $"{text[..point]}{_symbols.Decimal}{text[(point + 1)..]}";
        text = text.Trim(_symbols.Zero);
        point = text.IndexOf(_symbols.Decimal, StringComparison.Ordinal);
        var missingFraction = _fractionSizeMin - (text.Length - point - 1);
        return new string(_symbols.Zero, Math.Max(0, _wholeSizeMin - point)) + text
            + new string(_symbols.Zero, Math.Max(0, missingFraction));
    }

    private string Group(string text)
    {
        var grouped = new StringBuilder(text);
        var point = text.IndexOf(_symbols.Decimal, StringComparison.Ordinal);
        if (_groupSize > 0)
        {
            for (var group = 1; group <= (point - 1) / _groupSize; group++)
            {
                grouped.Insert(point - (group * _groupSize), _symbols.Group);
            }
        }
        else
        {
            foreach (var position in _wholeGroups)
            {
                // A place before the start is counted from the end, as JavaScript's slice does.
                var at = point - position;
                at = at < 0 ? Math.Max(0, grouped.Length + at) : Math.Min(at, grouped.Length);
                grouped.Insert(at, _symbols.Group);
                point++;
            }
        }
        point = grouped.ToString().IndexOf(_symbols.Decimal, StringComparison.Ordinal);
        foreach (var position in _fractionGroups)
        {
            grouped.Insert(Math.Min(point + position + 1, grouped.Length), _symbols.Group);
        }
        return grouped.ToString();
    }
}
