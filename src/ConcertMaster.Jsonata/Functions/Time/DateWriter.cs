using System.Text;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>Writes a date by a picture, in a time zone given as an offset such as <c>+0100</c>.</summary>
internal static class DateWriter
{
    public static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ];

    public static readonly string[] Days =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static string Write(double milliseconds, DatePicture picture, string? zone)
    {
        var offset = zone is null ? 0 : ScriptNumbers.ParseInteger(zone);
        var (hours, minutes) = (Math.Floor(offset / 100), offset % 100);
        var date = new Calendar(Math.Truncate(milliseconds + (((60 * hours) + minutes) * 60_000)));
        var text = new StringBuilder();
        foreach (var part in picture.Parts)
        {
            text.Append(part.Literal ?? part.Component switch
            {
                'Z' or 'z' => Zone(part, hours, minutes),
                'P' => part.Names == LetterForm.Upper
                    ? date.Hour >= 12 ? "PM" : "AM"
                    : date.Hour >= 12 ? "pm" : "am",
                'C' or 'E' => "ISO",
                _ => Component(part, date),
            });
        }
        return text.ToString();
    }

    private static string Component(DatePart part, Calendar date)
    {
        if (!DatePicture.Numeric.Contains(part.Component))
        {
            // A letter that stands for nothing; the reference writes what JavaScript has for nothing.
            return "undefined";
        }
        var value = DateParts.Get(date, part.Component);
        if (part.YearDigits is { } digits)
        {
            value %= Math.Pow(10, digits);
        }
        if (part.Integer is not null)
        {
            return part.Integer.Format(value);
        }
        var names = part.Component switch
        {
            'M' or 'x' => Months,
            'F' => Days,
            _ => throw new JsonataException("D3133", value: $"\"{part.Component}\""),
        };
        if (double.IsNaN(value))
        {
            // Out of range of all dates: the numbers of such a date are NaN, and this is what its names are.
            return part.Names == LetterForm.Title
                ? "undefined"
                : throw new JsonataException("D1001", value: NumberText.Format(date.Milliseconds));
        }
        var name = names[(int)value - 1];
        name = part.Names switch
        {
            LetterForm.Upper => name.ToUpperInvariant(),
            LetterForm.Lower => name.ToLowerInvariant(),
            _ => name,
        };
        return name.Length > part.WidthMax ? name[..(int)Math.Max(0, part.WidthMax.Value)] : name;
    }

    private static string Zone(DatePart part, double hours, double minutes)
    {
        var picture = part.Integer!;
        var offset = (hours * 100) + minutes;
        string text;
        if (picture.GroupSize > 0 || picture.MandatoryDigits is 3 or 4)
        {
            text = picture.Format(offset);
        }
        else if (picture.MandatoryDigits is 1 or 2)
        {
            text = picture.Format(hours) + (minutes == 0 ? "" : ":" + IntegerPicture.Parse("00").Format(minutes));
        }
        else
        {
            throw new JsonataException("D3134", value: NumberText.Format(picture.MandatoryDigits));
        }
        text = offset >= 0 ? "+" + text : text;
        text = part.Component == 'z' ? "GMT" + text : text;
        return offset == 0 && part.WritesZeroAsZ ? "Z" : text;
    }
}
