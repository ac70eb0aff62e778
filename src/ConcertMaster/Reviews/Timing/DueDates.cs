using System.Xml;
using NodaTime.Text;

namespace ConcertMaster.Reviews;

/// <summary>A span such as P3DT4H: with a calendar its days are working days and its time is working time.</summary>
internal static class DueDates
{
    private const int DaysMax = 3_660;

    /// <returns>Null when the text is no such span, or the calendar never gets there.</returns>
    public static DateTimeOffset? From(DateTimeOffset start, string span, BusinessHours? calendar)
    {
        if (Read(span) is not var (days, time)) return null;
        try
        {
            return calendar is null ? start.AddDays(days) + time : calendar.Add(start, days, time);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Whole days, and the rest; months and years are no spans of work.</summary>
    public static (int Days, TimeSpan Time)? Read(string span)
    {
        var parsed = PeriodPattern.NormalizingIso.Parse(span);
        if (!parsed.Success || parsed.Value is not { Years: 0, Months: 0 } period) return null;
        var days = period.Days + 7L * period.Weeks;
        var time = new TimeSpan(period.Hours * TimeSpan.TicksPerHour + period.Minutes * TimeSpan.TicksPerMinute
            + period.Seconds * TimeSpan.TicksPerSecond);
        return days is < 0 or > DaysMax || time < TimeSpan.Zero ? null : ((int)days, time);
    }

    /// <summary>The time that was left when the review came to rest, counted on from where it goes on.</summary>
    public static DateTimeOffset? AfterRest(ReviewFile file, DateTimeOffset now)
    {
        if (file.DueAt is not { } due || file.Awaited is not { } rest) return file.DueAt;
        if (file.Request.Calendar is not { } calendar) return Moved(due, now - rest.At);
        // What was late already stays late.
        return due <= rest.At ? due : calendar.Add(now, 0, calendar.Between(rest.At, due)) ?? due;
    }

    /// <summary>So much later or earlier, and within what a time can be: people write 9999 for never.</summary>
    public static DateTimeOffset Moved(DateTimeOffset time, TimeSpan by) =>
        by > DateTimeOffset.MaxValue - time ? DateTimeOffset.MaxValue
        : by < DateTimeOffset.MinValue - time ? DateTimeOffset.MinValue
        : time.ToUniversalTime() + by;

    public static TimeSpan? Plain(string span)
    {
        try
        {
            return XmlConvert.ToTimeSpan(span) is var time && time >= TimeSpan.Zero && time.Days <= DaysMax ? time : null;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            return null;
        }
    }
}
