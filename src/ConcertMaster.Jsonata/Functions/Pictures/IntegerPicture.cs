using System.Text;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

internal enum NumberStyle
{
    Decimal,
    Letters,
    Roman,
    Words,

    /// <summary>Some other way of counting, of which none is supported.</summary>
    Sequence,
}

internal enum LetterForm
{
    Lower,
    Upper,
    Title,
}

/// <summary>
/// How whole numbers are written: the pictures of XPath's format-integer, such as <c>#,##0</c>, <c>Ww;o</c>,
/// <c>i</c>.
/// </summary>
internal sealed class IntegerPicture
{
    private const string ZeroDigits = "0٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰０";

    private readonly List<(int Position, string Text)> _separators = [];
    private char _zero = '0';
    private string _token = "";

    private IntegerPicture()
    {
    }

    public NumberStyle Style { get; private set; }

    public LetterForm Form { get; private set; }

    public bool IsOrdinal { get; private set; }

    public int MandatoryDigits { get; set; }

    public int OptionalDigits { get; private set; }

    /// <summary>Distance between separators that stand at every multiple of it; 0 where they do not.</summary>
    public int GroupSize { get; private set; }

    /// <summary>The separator, where they all stand at equal distances.</summary>
    public string? RegularSeparator => GroupSize > 0 ? _separators[0].Text : null;

    /// <summary>How many digits are read where another number follows at once.</summary>
    public int? ParseWidth { get; set; }

    public static IntegerPicture Parse(string picture)
    {
        var semicolon = picture.LastIndexOf(';');
        var primary = semicolon < 0 ? picture : picture[..semicolon];
        var result = new IntegerPicture { IsOrdinal = semicolon >= 0 && picture.AsSpan(semicolon + 1).StartsWith("o") };
        (result.Style, result.Form) = primary switch
        {
            "A" => (NumberStyle.Letters, LetterForm.Upper),
            "a" => (NumberStyle.Letters, LetterForm.Lower),
            "I" => (NumberStyle.Roman, LetterForm.Upper),
            "i" => (NumberStyle.Roman, LetterForm.Lower),
            "W" => (NumberStyle.Words, LetterForm.Upper),
            "Ww" => (NumberStyle.Words, LetterForm.Title),
            "w" => (NumberStyle.Words, LetterForm.Lower),
            _ => (NumberStyle.Decimal, LetterForm.Lower),
        };
        if (result.Style == NumberStyle.Decimal)
        {
            result.ParseDigits(primary);
        }
        return result;
    }

    public string Format(double number)
    {
        var magnitude = Math.Abs(number);
        var text = Style switch
        {
            NumberStyle.Letters => NumberNames.ToLetters(magnitude, Form == LetterForm.Upper ? 'A' : 'a'),
            NumberStyle.Roman => NumberNames.ToRoman(magnitude, Form == LetterForm.Upper),
            NumberStyle.Words => Form switch
            {
                LetterForm.Upper => NumberNames.ToWords(magnitude, IsOrdinal).ToUpperInvariant(),
                LetterForm.Lower => NumberNames.ToWords(magnitude, IsOrdinal).ToLowerInvariant(),
                _ => NumberNames.ToWords(magnitude, IsOrdinal),
            },
            NumberStyle.Decimal => FormatDigits(magnitude),
            _ => throw Unsupported(),
        };
        return number < 0 ? "-" + text : text;
    }

    public double Read(string text)
    {
        switch (Style)
        {
            case NumberStyle.Letters:
                return NumberNames.FromLetters(text, Form == LetterForm.Upper ? 'A' : 'a');
            case NumberStyle.Roman:
                return NumberNames.FromRoman(Form == LetterForm.Upper ? text : text.ToUpperInvariant());
            case NumberStyle.Words:
                return NumberNames.FromWords(text.ToLowerInvariant());
            case NumberStyle.Sequence:
                throw Unsupported();
        }
        var digits = IsOrdinal ? text[..Math.Max(0, text.Length - 2)] : text;
        // Where separators are regular the reference takes out commas, whatever the separator is.
        digits = GroupSize > 0
            ? digits.Replace(",", "")
            : _separators.Aggregate(digits, (rest, separator) => rest.Replace(separator.Text, ""));
        if (_zero != '0')
        {
            digits = string.Create(digits.Length, digits, (target, source) =>
            {
                for (var index = 0; index < target.Length; index++)
                {
                    var digit = source[index] - _zero + '0';
                    target[index] = digit >= 0 ? (char)digit : throw new JsonataException("D3131");
                }
            });
        }
        return ScriptNumbers.ParseInteger(digits);
    }

    /// <summary>A regular expression for what <see cref="Read"/> takes, as part of a larger one.</summary>
    public string Pattern() => Style switch
    {
        NumberStyle.Letters => Form == LetterForm.Upper ? "[A-Z]+" : "[a-z]+",
        NumberStyle.Roman => Form == LetterForm.Upper ? "[MDCLXVI]+" : "[mdclxvi]+",
        NumberStyle.Words => NumberNames.WordPattern,
        NumberStyle.Decimal => (ParseWidth is { } width ? $"[0-9]{{{width}}}" : "[0-9]+")
            + (IsOrdinal ? "(?:th|st|nd|rd)" : ""),
        _ => throw Unsupported(),
    };

    private JsonataException Unsupported() => new("D3130", value: $"\"{_token}\"");

    private void ParseDigits(string primary)
    {
        char? zero = null;
        var position = 0;
        foreach (var rune in primary.EnumerateRunes().Reverse())
        {
            if (ZeroOf(rune) is { } family)
            {
                zero ??= family;
                if (zero != family)
                {
                    throw new JsonataException("D3131");
                }
                MandatoryDigits++;
                position++;
            }
            else if (rune.Value == '#')
            {
                OptionalDigits++;
                position++;
            }
            else
            {
                _separators.Add((position, rune.ToString()));
            }
        }
        if (MandatoryDigits == 0)
        {
            (Style, _token) = (NumberStyle.Sequence, primary);
            return;
        }
        _zero = zero!.Value;
        GroupSize = RegularDistance();
    }

    private static char? ZeroOf(Rune rune)
    {
        foreach (var zero in ZeroDigits)
        {
            if (rune.Value >= zero && rune.Value <= zero + 9)
            {
                return zero;
            }
        }
        return null;
    }

    private int RegularDistance() => _separators.Exists(one => one.Text != _separators[0].Text)
        ? 0
        : NumberPicture.RegularDistance([.. _separators.Select(one => one.Position)]);

    private string FormatDigits(double magnitude)
    {
        var text = NumberText.Format(magnitude).PadLeft(Math.Min(MandatoryDigits, 1_000_000), '0');
        if (_zero != '0')
        {
            text = string.Concat(text.Select(digit => (char)(digit + _zero - '0')));
        }
        if (GroupSize > 0)
        {
            for (var group = (text.Length - 1) / GroupSize; group > 0; group--)
            {
                text = text.Insert(text.Length - (group * GroupSize), RegularSeparator!);
            }
        }
        else
        {
            foreach (var (position, separator) in Enumerable.Reverse(_separators))
            {
                text = InsertFromEnd(text, position, separator);
            }
        }
        return IsOrdinal ? text + Suffix(text) : text;
    }

    /// <summary>
    /// A separator beyond the digits comes first, and what JavaScript's substr makes of that place after it.
    /// </summary>
    private static string InsertFromEnd(string text, int position, string separator)
    {
        var at = text.Length - position;
        return at >= 0 ? text.Insert(at, separator) : separator + text[Math.Max(0, text.Length + at)..];
    }

    private static string Suffix(string text)
    {
        if (text.Length > 1 && text[^2] == '1')
        {
            return "th";
        }
        return text[^1] switch { '1' => "st", '2' => "nd", '3' => "rd", _ => "th" };
    }
}
