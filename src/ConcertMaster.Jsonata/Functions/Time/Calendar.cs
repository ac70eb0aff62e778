namespace ConcertMaster.Jsonata.Functions;

/// <summary>
/// Dates as JavaScript has them: milliseconds since 1970 in a double, in the Gregorian calendar reaching back for ever.
/// Not a number stands for no date at all.
/// </summary>
internal readonly record struct Calendar(double Milliseconds)
{
    public const double Day = 86_400_000;

    private const double FarthestMilliseconds = 8.64e15;

    public bool IsValid => Math.Abs(Milliseconds) <= FarthestMilliseconds;

    public double Year => IsValid ? Civil().Year : double.NaN;

    /// <summary>1 to 12.</summary>
    public double Month => IsValid ? Civil().Month : double.NaN;

    public double DayOfMonth => IsValid ? Civil().Day : double.NaN;

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public double DayOfWeek => IsValid ? Modulo(Math.Floor(Milliseconds / Day) + 3, 7) + 1 : double.NaN;

    public double Hour => IsValid ? Math.Floor(Modulo(Milliseconds, Day) / 3_600_000) : double.NaN;

    public double Minute => IsValid ? Math.Floor(Modulo(Milliseconds, 3_600_000) / 60_000) : double.NaN;

    public double Second => IsValid ? Math.Floor(Modulo(Milliseconds, 60_000) / 1000) : double.NaN;

    public double Millisecond => IsValid ? Modulo(Milliseconds, 1000) : double.NaN;

    /// <summary>
    /// As JavaScript's Date.UTC: parts beyond their range carry over, and years below 100 are of the 1900s.
    /// </summary>
    public static double FromParts(
        double year,
        double month,
        double day = 1,
        double hour = 0,
        double minute = 0,
        double second = 0,
        double millisecond = 0)
    {
        year = Math.Truncate(year);
        var fullYear = year is >= 0 and <= 99 ? 1900 + year : year;
        return FromExactYear(fullYear, month, day, hour, minute, second, millisecond);
    }

    /// <param name="month">0 for January.</param>
    public static double FromExactYear(
        double year, double month, double day, double hour, double minute, double second, double millisecond)
    {
        var all = year + month + day + hour + minute + second + millisecond;
        if (!double.IsFinite(all) || Math.Abs(year) > 400_000 || Math.Abs(month) > 5_000_000)
        {
            return double.NaN;
        }
        var wholeMonth = Math.Truncate(month);
        var days = DaysBefore((long)(year + Math.Floor(wholeMonth / 12)), (int)Modulo(wholeMonth, 12) + 1);
        var time = (Math.Truncate(hour) * 3_600_000) + (Math.Truncate(minute) * 60_000)
            + (Math.Truncate(second) * 1000) + Math.Truncate(millisecond);
        var result = ((days + Math.Truncate(day) - 1) * Day) + time;
        return Math.Abs(result) <= FarthestMilliseconds ? result : double.NaN;
    }

    private static double Modulo(double number, double divisor) => number - (Math.Floor(number / divisor) * divisor);

    /// <summary>
    /// Days from 1970 to the first of a month; years are counted from March, so that the odd day comes last.
    /// </summary>
    private static long DaysBefore(long year, int month)
    {
        year -= month <= 2 ? 1 : 0;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    private (long Year, int Month, int Day) Civil()
    {
        var days = (long)Math.Floor(Milliseconds / Day) + 719_468;
        var era = (days >= 0 ? days : days - 146_096) / 146_097;
        var dayOfEra = days - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }
}
