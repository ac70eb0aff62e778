namespace ConcertMaster.Jsonata.Functions;

/// <summary>What the letters of a picture stand for, for one date.</summary>
internal static class DateParts
{
    private const double Week = 7 * Calendar.Day;

    public static double Get(Calendar date, char component) => component switch
    {
        'Y' => date.Year,
        'M' => date.Month,
        'D' => date.DayOfMonth,
        'd' => ((Midnight(date) - Calendar.FromParts(date.Year, 0)) / Calendar.Day) + 1,
        'F' => date.DayOfWeek,
        'W' => WeekOfYear(date),
        'w' => WeekOfMonth(date),
        'X' => date.Milliseconds < StartOfFirstWeek(date.Year, 0) ? date.Year - 1
            : date.Milliseconds >= StartOfFirstWeek(date.Year + 1, 0) ? date.Year + 1
            : date.Year,
        'x' => MonthOfWeek(date),
        'H' => date.Hour,
        'h' => date.Hour % 12 == 0 ? 12 : date.Hour % 12,
        'P' => date.Hour >= 12 ? 1 : 0,
        'm' => date.Minute,
        's' => date.Second,
        'f' => date.Millisecond,
        _ => double.NaN,
    };

    /// <summary>
    /// The first week of a year, and of a month, is the one with its first Thursday; weeks start on Monday.
    /// </summary>
    private static double StartOfFirstWeek(double year, double month)
    {
        var first = Calendar.FromParts(year, month);
        var weekday = new Calendar(first).DayOfWeek;
        return weekday > 4 ? first + ((8 - weekday) * Calendar.Day) : first - ((weekday - 1) * Calendar.Day);
    }

    private static double Midnight(Calendar date) => Calendar.FromParts(date.Year, date.Month - 1, date.DayOfMonth);

    private static double WeekOf(Calendar date, double start, double next, double previous, int weekCountMin)
    {
        var today = Midnight(date);
        var week = ((today - start) / Week) + 1;
        if (week > weekCountMin && today >= next)
        {
            week = 1;
        }
        else if (week < 1)
        {
            week = ((today - previous) / Week) + 1;
        }
        return Math.Floor(week);
    }

    private static double WeekOfYear(Calendar date) => WeekOf(
        date,
        StartOfFirstWeek(date.Year, 0),
        StartOfFirstWeek(date.Year + 1, 0),
        StartOfFirstWeek(date.Year - 1, 0),
        52);

    private static double WeekOfMonth(Calendar date)
    {
        var (year, month) = (date.Year, date.Month - 1);
        return WeekOf(
            date,
            StartOfFirstWeek(year, month),
            month == 11 ? StartOfFirstWeek(year + 1, 0) : StartOfFirstWeek(year, month + 1),
            month == 0 ? StartOfFirstWeek(year - 1, 11) : StartOfFirstWeek(year, month - 1),
            4);
    }

    private static double MonthOfWeek(Calendar date)
    {
        var (year, month) = (date.Year, date.Month - 1);
        var next = month == 11 ? StartOfFirstWeek(year + 1, 0) : StartOfFirstWeek(year, month + 1);
        return date.Milliseconds < StartOfFirstWeek(year, month) ? (month == 0 ? 12 : month)
            : date.Milliseconds >= next ? (month == 11 ? 1 : month + 2)
            : month + 1;
    }
}
