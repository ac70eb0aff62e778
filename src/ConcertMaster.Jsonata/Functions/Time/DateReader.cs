using System.Globalization;
using System.Text.RegularExpressions;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>
/// Reads dates by a picture. Parts that are not given come from the present where larger, and are least where
/// smaller.
/// </summary>
internal sealed class DateReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private readonly List<DatePart> _parts;
    private readonly Regex _regex;

    public DateReader(DatePicture picture)
    {
        _parts = picture.Parts;
        var pattern = $"^{string.Concat(_parts.Select(part => $"({Pattern(part)})"))}\\z";
        try
        {
            _regex = new Regex(pattern, Options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            _regex = new Regex(pattern, Options, EvaluationLimits.Default.RegexTimeMax);
        }
    }

    /// <summary>Milliseconds since 1970, or null where the text is not of this picture.</summary>
    public double? Read(string text, Func<DateTimeOffset> now)
    {
        var match = Match(text);
        if (match is null)
        {
            return null;
        }
        var parts = new Dictionary<char, double?>();
        for (var index = 0; index < _parts.Count; index++)
        {
            if (_parts[index].Literal is null)
            {
                parts[_parts[index].Component] = ReadPart(_parts[index], match.Groups[index + 1].Value);
            }
        }
        return parts.Count == 0 ? null : Combine(parts, now);
    }

    private Match? Match(string text)
    {
        try
        {
            var match = _regex.Match(text);
            return match.Success ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JsonataException("L1004");
        }
    }

    private static string Pattern(DatePart part)
    {
        if (part.Literal is not null)
        {
            return Regex.Escape(part.Literal);
        }
        switch (part.Component)
        {
            case 'Z' or 'z':
                var separator = part.Integer!.RegularSeparator;
                return (part.Component == 'z' ? "GMT" : "") + "[-+][0-9]+"
                    + (separator is null ? "" : Regex.Escape(separator) + "[0-9]+");
            case 'f':
                return "[0-9]+";
            default:
                return part.Integer is not null ? part.Integer.Pattern()
                    : part.Component is 'M' or 'x' or 'F' or 'P' ? "[a-zA-Z]+"
                    : throw new JsonataException("D3133", value: $"\"{part.Component}\"");
        }
    }

    private static double? ReadPart(DatePart part, string text) => part.Component switch
    {
        'Z' or 'z' => ReadZone(part, text),
        'f' => double.Parse("0." + text[..Math.Min(3, text.Length)], CultureInfo.InvariantCulture) * 1000,
        _ when part.Integer is not null => part.Integer.Read(text),
        'P' => text switch { "am" or "AM" => 0, "pm" or "PM" => 1, _ => null },
        'F' => IndexOf(DateWriter.Days, text, part.WidthMax),
        _ => IndexOf(DateWriter.Months, text, part.WidthMax),
    };

    private static double? IndexOf(string[] names, string text, double? widthMax)
    {
        var index = Array.FindLastIndex(names, name =>
            (widthMax > 0 && widthMax < name.Length ? name[..(int)widthMax.Value] : name) == text);
        return index < 0 ? null : index + 1;
    }

    private static double ReadZone(DatePart part, string text)
    {
        text = part.Component == 'z' ? text[3..] : text;
        if (part.Integer!.RegularSeparator is { } separator)
        {
            var at = text.IndexOf(separator, StringComparison.Ordinal);
            return (ScriptNumbers.ParseInteger(text[..at]) * 60) + ScriptNumbers.ParseInteger(text[(at + 1)..]);
        }
        return text.Length <= 3
            ? ScriptNumbers.ParseInteger(text) * 60
            : (ScriptNumbers.ParseInteger(text[..3]) * 60) + ScriptNumbers.ParseInteger(text[3..]);
    }

    private static double Combine(Dictionary<char, double?> parts, Func<DateTimeOffset> now)
    {
        bool IsGiven(char part) => parts.GetValueOrDefault(part) is { } value && value != 0 && !double.IsNaN(value);
        // One set of parts is taken if something of it is given and nothing beyond it is.
        bool Fits(string all, string some) => some.Any(IsGiven) && !all.Except(some).Any(IsGiven);
        const string dates = "YXMxWwdD";
        var isDayOfYear = !Fits(dates, "YMD") && Fits(dates, "Yd");
        var isWeekOfMonth = Fits(dates, "Xxw");
        var isWeekOfYear = !isWeekOfMonth && Fits(dates, "XW");
        var isHalfDay = !Fits("PHhmsf", "Hmsf") && Fits("PHhmsf", "Phmsf");
        var datePart = isDayOfYear ? "YD" : isWeekOfMonth ? "XxwF" : isWeekOfYear ? "XWF" : "YMD";
        FillGaps(parts, datePart + (isHalfDay ? "Phmsf" : "Hmsf"), now);
        double Part(char part) => parts.GetValueOrDefault(part) ?? double.NaN;
        var (month, day) = (Part('M') > 0 ? Part('M') - 1 : 0, Part('D'));
        if (isDayOfYear)
        {
            var derived = new Calendar(Calendar.FromParts(Part('Y'), 0) + ((Part('d') - 1) * Calendar.Day));
            (month, day) = (derived.Month - 1, derived.DayOfMonth);
        }
        if (isWeekOfMonth || isWeekOfYear)
        {
            // Weeks are not read by the reference either.
            throw new JsonataException("D3136");
        }
        var hour = !isHalfDay ? Part('H') : (Part('h') == 12 ? 0 : Part('h')) + (Part('P') == 1 ? 12 : 0);
        var milliseconds = Calendar.FromParts(Part('Y'), month, day, hour, Part('m'), Part('s'), Part('f'));
        var zone = IsGiven('Z') ? Part('Z') : IsGiven('z') ? Part('z') : 0;
        return milliseconds - (zone * 60_000);
    }

    private static void FillGaps(Dictionary<char, double?> parts, string order, Func<DateTimeOffset> now)
    {
        var (hasStarted, hasEnded) = (false, false);
        foreach (var part in order)
        {
            if (parts.GetValueOrDefault(part) is not null)
            {
                hasStarted = !hasEnded ? true : throw new JsonataException("D3136");
            }
            else if (hasStarted)
            {
                parts[part] = part is 'M' or 'D' or 'd' ? 1 : 0;
                hasEnded = true;
            }
            else
            {
                parts[part] = DateParts.Get(new Calendar(now().ToUnixTimeMilliseconds()), part);
            }
        }
    }
}
