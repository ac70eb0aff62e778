using ConcertMaster.Nodes;

namespace ConcertMaster.Tests.Nodes;

public sealed class CronScheduleSpec
{
    [Theory]
    [InlineData("0 9 * * 1-5", "UTC", "2026-11-20T09:00:00Z", "2026-11-23T09:00:00Z")] // Friday to Monday
    [InlineData("*/15 * * * *", "UTC", "2026-11-20T09:16:00Z", "2026-11-20T09:30:00Z")]
    [InlineData("*/5 * * * * *", "UTC", "2026-11-20T09:16:01Z", "2026-11-20T09:16:05Z")] // with seconds
    [InlineData("0 6 1 1,4,7,10 *", "UTC", "2026-11-20T00:00:00Z", "2027-01-01T06:00:00Z")]
    [InlineData("0 0 * * 0", "UTC", "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z")] // Sunday as 0
    [InlineData("0 0 * * 7", "UTC", "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z")] // and as 7
    [InlineData("0 0 13 * 5", "UTC", "2026-11-10T00:00:00Z", "2026-11-13T00:00:00Z")] // the 13th or a Friday
    [InlineData("0 9 * * MON#1", "Europe/Berlin", "2026-11-20T00:00:00Z", "2026-12-07T08:00:00Z")] // first Monday
    [InlineData("0 9 * * *", "Europe/Berlin", "2026-07-01T07:00:00Z", "2026-07-02T07:00:00Z")] // summer time
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z")] // 2:30 does not exist
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")] // 2:30 exists twice
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")] // and fires once
    public void A_schedule_fires_next_at(string cron, string zone, string after, string expected) =>
        Schedules.Parse(cron, zone).NextAfter(DateTimeOffset.Parse(after)).ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("0 9 * *", "UTC")]
    [InlineData("0 25 * * *", "UTC")]
    [InlineData("0 9 * * *", "Europe/Atlantis")]
    [InlineData("nonsense at all times please now", "UTC")]
    public void What_is_no_schedule_is_refused_with_a_reason(string cron, string zone) =>
        Should.Throw<FormatException>(() => Schedules.Parse(cron, zone)).Message.ShouldNotBeEmpty();

    [Fact]
    public void The_thirtieth_of_February_never_comes() =>
        Schedules.Parse("0 0 30 2 *", "UTC").NextAfter(DateTimeOffset.Parse("2026-01-01T00:00:00Z")).ShouldBeNull();
}
