using System.Globalization;
using System.Text.RegularExpressions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>The functions on points in time, which are milliseconds since 1970.</summary>
internal static partial class TimeFunctions
{
    // What reads a new picture is a regular expression with all the words for numbers in it.
    private const int StepsPerReader = 20_000;

    public static Value Now(CallSite site, Value[] arguments) => Value.Of(DateWriter.Write(
        site.Run.Now.ToUnixTimeMilliseconds(), Picture(site, arguments[0]), arguments[1].AsString));

    public static Value Millis(CallSite site, Value[] arguments) => Value.Of(site.Run.Now.ToUnixTimeMilliseconds());

    public static Value FromMillis(CallSite site, Value[] arguments) => arguments[0].IsUndefined
        ? Value.Undefined
        : Value.Of(site.Run.Made(DateWriter.Write(
            NumberFunctions.Number(arguments[0]), Picture(site, arguments[1]), arguments[2].AsString)));

    public static Value ToMillis(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var text = StringFunctions.Text(arguments[0]);
        if (arguments[1].AsString is not { } pictureText)
        {
            return Value.Of(ParseIso(text));
        }
        var picture = DatePicture.Of(site.Run.Picture(pictureText, StepsPerReader));
        var reader = picture.Reader ??= new DateReader(picture);
        site.Run.Reading(text);
        return reader.Read(text, () => site.Run.Now) is { } milliseconds ? Value.Of(milliseconds) : Value.Undefined;
    }

    private static DatePicture Picture(CallSite site, in Value picture) =>
        picture.AsString is { } text ? DatePicture.Of(site.Run.Picture(text)) : DatePicture.Iso;

    /// <summary>
    /// What JavaScript makes of an ISO 8601 timestamp. One without a time zone is taken for UTC, so that the answer
    /// does not depend on where it is asked.
    /// </summary>
    private static double ParseIso(string text)
    {
        var match = IsoForm().Match(text);
        if (!match.Success)
        {
            throw new JsonataException("D3110", value: Conversions.Describe(Value.Of(text)));
        }
        double Part(string name, double otherwise) => match.Groups[name].Success
            ? double.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture)
            : otherwise;
        var (month, day) = (Part("month", 1), Part("day", 1));
        var (hour, minute, second) = (Part("hour", 0), Part("minute", 0), Part("second", 0));
        var fraction = match.Groups["fraction"];
        var hasTime = match.Groups["hour"].Success;
        var isInRange = month is >= 1 and <= 12 && day is >= 1 and <= 31
            && (hour < 24 || (hour == 24 && minute == 0 && second == 0)) && Part("zoneHour", 0) < 24
            && (hasTime || (!fraction.Success && !match.Groups["zoneHour"].Success));
        if (!isInRange)
        {
            return double.NaN;
        }
        var milliseconds = fraction.Success
            ? double.Parse(fraction.Value.PadRight(3, '0').AsSpan(0, 3), CultureInfo.InvariantCulture)
            : 0;
        var zone = (Part("zoneHour", 0) * 60) + Part("zoneMinute", 0);
        var offset = match.Groups["sign"].Value == "-" ? -zone : zone;
        var local = Calendar.FromExactYear(Part("year", 0), month - 1, day, hour, minute, second, milliseconds);
        return local - (offset * 60_000);
    }

    [GeneratedRegex(@"^(?<year>[0-9]{4})(-(?<month>[01][0-9]))?(-(?<day>[0-3][0-9]))?"
        + @"(T(?<hour>[0-2][0-9]):(?<minute>[0-5][0-9]):(?<second>[0-5][0-9]))?(\.(?<fraction>[0-9]+))?"
        + @"((?<sign>[+-])(?<zoneHour>[0-2][0-9]):?(?<zoneMinute>[0-5][0-9])|Z)?\z")]
    private static partial Regex IsoForm();
}
