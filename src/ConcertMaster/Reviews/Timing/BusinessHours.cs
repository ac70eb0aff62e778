using NodaTime;
using NodaTime.Extensions;

namespace ConcertMaster.Reviews;

/// <param name="To">Midnight at the end of the day is written 00:00.</param>
internal sealed record OpenHours(DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>
/// When an organisation works: hours by day of the week in a zone, less its holidays. What is counted is real time
/// within these hours, so an hour that the clocks skip is not worked and one that they repeat is worked twice.
/// </summary>
internal sealed record BusinessHours(string Zone, IReadOnlyList<OpenHours> Hours, IReadOnlyList<DateOnly> Holidays)
{
    // A calendar that is closed for as long as this has no next hour of work.
    private const int DaysAheadMax = 3 * 366;

    private DateTimeZone In => DateTimeZoneProviders.Tzdb[Zone];

    /// <summary>The moment after so many working days and so much working time; null when that lies years away.</summary>
    public DateTimeOffset? Add(DateTimeOffset from, int days, TimeSpan time)
    {
        if (AfterDays(from.ToInstant(), days) is not { } at) return null;
        var left = Duration.FromTimeSpan(time);
        var date = at.InZone(In).Date;
        for (var ahead = 0; ahead <= DaysAheadMax; ahead++, date = date.PlusDays(1))
        {
            foreach (var (start, end) in Open(date))
            {
                if (end <= at) continue;
                var begin = Instant.Max(start, at);
                if (end - begin >= left) return (begin + left).ToDateTimeOffset();
                left -= end - begin;
            }
        }
        return null;
    }

    /// <summary>Working time from one moment to another; nothing when the second is the earlier one.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (begin, finish) = (from.ToInstant(), to.ToInstant());
        var sum = Duration.Zero;
        var last = finish.InZone(In).Date;
        var date = begin.InZone(In).Date;
        for (var ahead = 0; ahead <= DaysAheadMax && date <= last; ahead++, date = date.PlusDays(1))
            foreach (var (start, end) in Open(date))
                if (Instant.Min(end, finish) - Instant.Max(start, begin) is { } worked && worked > Duration.Zero)
                    sum += worked;
        return sum.ToTimeSpan();
    }

    /// <summary>The same time of the day, so many working days on. From a day off, counting begins with the next working day.</summary>
    private Instant? AfterDays(Instant from, int days)
    {
        if (days == 0) return from;
        var local = from.InZone(In).LocalDateTime;
        var date = local.Date;
        for (int ahead = 0, left = days; ahead <= DaysAheadMax; ahead++)
        {
            date = date.PlusDays(1);
            if (IsOpen(date) && --left == 0) return In.AtLeniently(date + local.TimeOfDay).ToInstant();
        }
        return null;
    }

    private bool IsOpen(LocalDate date) => Open(date).Any();

    private IEnumerable<(Instant Start, Instant End)> Open(LocalDate date) =>
        Holidays.Contains(date.ToDateOnly())
            ? []
            : Hours.Where(hours => hours.Day == date.DayOfWeek.ToDayOfWeek()).OrderBy(hours => hours.From)
                .Select(hours => (At(date, hours.From), hours.To == TimeOnly.MinValue
                    ? In.AtStartOfDay(date.PlusDays(1)).ToInstant() : At(date, hours.To)))
                .Where(open => open.Item2 > open.Item1);

    private Instant At(LocalDate date, TimeOnly time) => In.AtLeniently(date + time.ToLocalTime()).ToInstant();
}
