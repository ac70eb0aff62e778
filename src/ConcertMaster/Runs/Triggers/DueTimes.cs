using ConcertMaster.Nodes;

namespace ConcertMaster.Runs.Triggers;

/// <summary>What a look at a schedule gives.</summary>
/// <param name="Runs">The times that get a run now.</param>
/// <param name="HandledUpTo">No time up to this one is looked at again; null when none was due.</param>
/// <param name="HasMore">More times are due: look again once the other schedules have had their turn.</param>
internal sealed record DueTimes(IReadOnlyList<DateTimeOffset> Runs, DateTimeOffset? HandledUpTo, bool HasMore)
{
    /// <summary>Times that are made up for at one look, so that a schedule with many holds up no other.</summary>
    public const int MadeUpCountMax = 50;

    /// <summary>A time is missed when nothing ran for this long after it.</summary>
    public static readonly TimeSpan MissedAfter = TimeSpan.FromSeconds(60);

    private static readonly DueTimes None = new([], null, false);

    /// <param name="since">The newest time that has been handled, or when the schedule was published.</param>
    /// <param name="missedRuns">What is to be done about times that were missed: <c>skip</c>, <c>once</c>, <c>all</c>.</param>
    public static DueTimes Of(ISchedule schedule, DateTimeOffset since, DateTimeOffset now, string missedRuns)
    {
        if (missedRuns == "all")
        {
            var all = Between(schedule, since, now).Take(MadeUpCountMax + 1).ToList();
            var runs = all.Take(MadeUpCountMax).ToList();
            return runs.Count == 0 ? None : new(runs, runs[^1], all.Count > runs.Count);
        }
        if (Newest(schedule, since, now) is not { } newest) return None;
        var onTime = Between(schedule, Later(since, now - MissedAfter), now).ToList();
        return new(missedRuns == "once" && onTime.Count == 0 ? [newest] : onTime, newest, false);
    }

    // By halves: however often it fires and however long nothing ran, some thirty questions find it.
    private static DateTimeOffset? Newest(ISchedule schedule, DateTimeOffset since, DateTimeOffset now)
    {
        if (!(schedule.NextAfter(since) <= now)) return null;
        var (some, none) = (since, now);
        while (none - some > TimeSpan.FromSeconds(1))
        {
            var middle = some + ((none - some) / 2);
            if (schedule.NextAfter(middle) <= now) some = middle;
            else none = middle;
        }
        return Between(schedule, some, now).Last();
    }

    private static IEnumerable<DateTimeOffset> Between(ISchedule schedule, DateTimeOffset after, DateTimeOffset upTo)
    {
        for (var at = schedule.NextAfter(after); at <= upTo; at = schedule.NextAfter(at.Value)) yield return at.Value;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
