using NodaTime;
using NodaTime.TimeZones;
using Quartz;

namespace ConcertMaster.Nodes.Triggers;

/// <summary>
/// A cron expression in a time zone. Fields are matched on the local calendar; the zone's rules (NodaTime's own copy of
/// the database, so that a machine without one agrees) turn local times into moments.
/// </summary>
internal sealed class CronSchedule : ISchedule
{
    private const int SkippedCountMax = 10_000;

    // Where clocks go forward, the time that does not exist is moved behind the gap; where they go back, the first one.
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    private readonly IReadOnlyList<CronExpression> _expressions;
    private readonly DateTimeZone _zone;

    private CronSchedule(IReadOnlyList<CronExpression> expressions, DateTimeZone zone) =>
        (_expressions, _zone) = (expressions, zone);

    /// <exception cref="FormatException">The expression or the zone is not valid; the message says why.</exception>
    public static CronSchedule Parse(string cron, string? timezone)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(string.IsNullOrWhiteSpace(timezone) ? "UTC" : timezone.Trim())
            ?? throw new FormatException($"'{timezone}' is not a time zone. Use a name such as Europe/Berlin.");
        return new([.. CronFields.ToQuartz(cron).Select(Expression)], zone);
    }

    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        var local = Instant.FromDateTimeOffset(moment).InZone(_zone).LocalDateTime.ToDateTimeUnspecified();
        for (var skipped = 0; skipped < SkippedCountMax; skipped++)
        {
            var after = new DateTimeOffset(local, TimeSpan.Zero);
            var next = _expressions.Select(expression => expression.GetNextValidTimeAfter(after))
                .Where(time => time is not null).Min();
            if (next is null) return null;
            local = next.Value.DateTime;
            var resolved = _zone.ResolveLocal(LocalDateTime.FromDateTime(local), Resolver).ToDateTimeOffset().ToUniversalTime();
            if (resolved > moment) return resolved;
        }
        return null;
    }

    private static CronExpression Expression(string text)
    {
        try
        {
            return new CronExpression(text, TimeZoneInfo.Utc);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new FormatException($"The cron expression is not valid: {e.Message}", e);
        }
    }
}
