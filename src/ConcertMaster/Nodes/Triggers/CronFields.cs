using System.Text.RegularExpressions;

namespace ConcertMaster.Nodes.Triggers;

/// <summary>
/// From cron as people write it (five fields, or six with seconds; Sunday is 0 or 7) to the form that Quartz reads
/// (Sunday is 1, and one of the two day fields says nothing).
/// </summary>
internal static partial class CronFields
{
    /// <summary>Where a day of the month and a day of the week are both given, either will do: two expressions.</summary>
    /// <exception cref="FormatException">Not five or six fields.</exception>
    public static IReadOnlyList<string> ToQuartz(string cron)
    {
        var fields = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 5) fields = ["0", .. fields];
        if (fields.Length is < 6 or > 7)
            throw new FormatException(
                $"A cron expression has five fields (minute hour day month weekday), or six with seconds first; this has {fields.Length}.");
        // Seven fields, or a question mark, are Quartz's own notation: left as it is.
        if (fields.Length == 7 || fields.Contains("?")) return [string.Join(' ', fields)];
        var (day, weekday) = (fields[3], Weekdays(fields[5]));
        return (day, fields[5]) switch
        {
            (_, "*") => [Joined(day, "?")],
            ("*", _) => [Joined("?", weekday)],
            _ => [Joined(day, "?"), Joined("?", weekday)],
        };

        string Joined(string ofMonth, string ofWeek) =>
            $"{fields[0]} {fields[1]} {fields[2]} {ofMonth} {fields[4]} {ofWeek}";
    }

    // Numbers behind a slash or a hash count and do not name a day.
    private static string Weekdays(string field)
    {
        var parts = field.Split(',').SelectMany(part => RangeToSunday().Match(part) is { Success: true } range
            ? [$"{range.Groups[1].Value}-6", "0"]
            : (string[])[part]);
        return string.Join(',', parts.Select(part => DayNumber().Replace(part, day => $"{(int.Parse(day.Value) % 7) + 1}")));
    }

    [GeneratedRegex(@"^([1-6])-7$")]
    private static partial Regex RangeToSunday();

    [GeneratedRegex(@"(?<![/#\d])[0-7](?!\d)")]
    private static partial Regex DayNumber();
}
