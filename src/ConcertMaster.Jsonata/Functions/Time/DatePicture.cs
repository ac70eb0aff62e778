using System.Collections.Concurrent;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>One part of a picture: a text that stands for itself, or a component of the date.</summary>
internal sealed class DatePart
{
    /// <summary>The text of a literal; null for a component.</summary>
    public string? Literal { get; init; }

    public char Component { get; init; }

    /// <summary>Written as a name, in this form.</summary>
    public LetterForm? Names { get; init; }

    /// <summary>Written as a number, by this picture.</summary>
    public IntegerPicture? Integer { get; set; }

    public double? WidthMax { get; init; }

    /// <summary>A time zone of nothing is written as Z.</summary>
    public bool WritesZeroAsZ { get; init; }

    /// <summary>How many digits of the year are written; null for all.</summary>
    public double? YearDigits { get; set; }
}

/// <summary>How dates are written: a picture of XPath's format-dateTime, such as <c>[Y0001]-[M01]-[D01]</c>.</summary>
internal sealed class DatePicture
{
    private const int CacheSizeMax = 32;
    public const string Numeric = "YMDdFWwXxHhmsf";

    private static readonly ConcurrentDictionary<string, DatePicture> Cache = new(StringComparer.Ordinal);

    private DatePicture(List<DatePart> parts) => Parts = parts;

    public static DatePicture Iso { get; } = Parse("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");

    public List<DatePart> Parts { get; }

    /// <summary>What reads dates of this picture, made once.</summary>
    public DateReader? Reader { get; set; }

    public static DatePicture Of(string picture)
    {
        if (Cache.TryGetValue(picture, out var known))
        {
            return known;
        }
        if (Cache.Count >= CacheSizeMax)
        {
            Cache.Clear();
        }
        return Cache.GetOrAdd(picture, Parse);
    }

    private static DatePicture Parse(string picture)
    {
        var parts = new List<DatePart>();
        var start = 0;
        for (var position = 0; position < picture.Length; position++)
        {
            if (picture[position] != '[')
            {
                continue;
            }
            AddLiteral(parts, picture[start..position]);
            if (position + 1 < picture.Length && picture[position + 1] == '[')
            {
                parts.Add(new DatePart { Literal = "[" });
                start = ++position + 1;
                continue;
            }
            var end = picture.IndexOf(']', position);
            if (end < 0)
            {
                throw new JsonataException("D3135");
            }
            var marker = string.Concat(picture[(position + 1)..end].Where(character => !char.IsWhiteSpace(character)));
            parts.Add(ParseMarker(marker, parts));
            position = end;
            start = end + 1;
        }
        AddLiteral(parts, picture[start..]);
        return new DatePicture(parts);
    }

    private static void AddLiteral(List<DatePart> parts, string literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new DatePart { Literal = literal.Replace("]]", "]") });
        }
    }

    private static DatePart ParseMarker(string marker, List<DatePart> before)
    {
        var component = marker.Length > 0 ? marker[0] : '\0';
        var comma = marker.LastIndexOf(',');
        var (widthMin, widthMax) = comma < 0 ? (null, null) : ParseWidth(marker[(comma + 1)..]);
        var presentation = comma < 0 ? marker[Math.Min(1, marker.Length)..] : marker[Math.Min(1, comma)..comma];
        char? modifier = null;
        if (presentation.Length > 1 && "atco".Contains(presentation[^1]))
        {
            modifier = presentation[^1];
            presentation = presentation[..^1];
        }
        else if (presentation.Length == 0)
        {
            presentation = DefaultPresentation(component)
                ?? throw new JsonataException("D3132", value: $"\"{component}\"");
        }
        var names = presentation[0] switch
        {
            'n' => LetterForm.Lower,
            'N' => presentation.Length > 1 && presentation[1] == 'n' ? LetterForm.Title : LetterForm.Upper,
            _ => (LetterForm?)null,
        };
        var part = new DatePart
        {
            Component = component, Names = names, WidthMax = widthMax, WritesZeroAsZ = modifier == 't',
        };
        if (names is null && Numeric.Contains(component))
        {
            part.Integer = IntegerPicture.Parse(modifier is null ? presentation : $"{presentation};{modifier}");
            FitWidth(part, widthMin);
            if (before.Count > 0 && before[^1].Integer is { } neighbour && Numeric.Contains(before[^1].Component))
            {
                // Two numbers without anything between them can only be told apart by their widths.
                neighbour.ParseWidth = neighbour.MandatoryDigits;
            }
        }
        if (component is 'Z' or 'z')
        {
            part.Integer = IntegerPicture.Parse(presentation);
        }
        return part;
    }

    private static void FitWidth(DatePart part, double? widthMin)
    {
        var integer = part.Integer!;
        var isDecimal = integer.Style == NumberStyle.Decimal;
        if (isDecimal && integer.MandatoryDigits < widthMin)
        {
            integer.MandatoryDigits = (int)Math.Min(widthMin.Value, 1000);
        }
        if (part.Component != 'Y')
        {
            return;
        }
        if (part.WidthMax is not null)
        {
            part.YearDigits = part.WidthMax;
            integer.MandatoryDigits = (int)Math.Min(double.IsNaN(part.WidthMax.Value) ? 0 : part.WidthMax.Value, 1000);
        }
        else if (isDecimal && integer.MandatoryDigits + integer.OptionalDigits >= 2)
        {
            part.YearDigits = integer.MandatoryDigits + integer.OptionalDigits;
        }
    }

    private static (double? Min, double? Max) ParseWidth(string width)
    {
        var dash = width.IndexOf('-');
        return dash < 0 ? (Read(width), null) : (Read(width[..dash]), Read(width[(dash + 1)..]));

        static double? Read(string text) => text == "*" ? null : ScriptNumbers.ParseInteger(text);
    }

    private static string? DefaultPresentation(char component) => component switch
    {
        'Y' or 'M' or 'D' or 'd' or 'W' or 'w' or 'X' or 'x' or 'H' or 'h' or 'f' => "1",
        'F' or 'P' or 'C' or 'E' => "n",
        'm' or 's' => "01",
        'Z' or 'z' => "01:01",
        _ => null,
    };
}
