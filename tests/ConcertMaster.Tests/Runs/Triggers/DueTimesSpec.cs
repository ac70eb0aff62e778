using ConcertMaster.Nodes;
using ConcertMaster.Runs.Triggers;

namespace ConcertMaster.Tests.Runs.Triggers;

/// <summary>Which times of a schedule get a run, when some have passed.</summary>
public sealed class DueTimesSpec
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("skip", "")]
    [InlineData("once", "11:00")]
    [InlineData("all", "9:00 10:00 11:00")]
    public void What_was_missed_is_made_up_for_as_it_says(string missedRuns, string runs)
    {
        var due = DueTimes.Of(Schedules.Parse("0 * * * *", "UTC"), Noon.AddHours(-4), Noon.AddMinutes(-30), missedRuns);
        string.Join(' ', due.Runs.Select(at => at.ToString("H:mm"))).ShouldBe(runs);
        due.HandledUpTo.ShouldBe(Noon.AddHours(-1));
        due.HasMore.ShouldBeFalse();
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("once")]
    [InlineData("all")]
    public void A_time_that_came_a_moment_ago_was_not_missed(string missedRuns) =>
        DueTimes.Of(Schedules.Parse("0 * * * *", "UTC"), Noon.AddMinutes(-1), Noon.AddSeconds(59), missedRuns).Runs.ShouldBe([Noon]);

    [Fact]
    public void Nothing_is_due_before_its_time()
    {
        var due = DueTimes.Of(Schedules.Parse("0 * * * *", "UTC"), Noon, Noon.AddMinutes(59), "all");
        due.Runs.ShouldBeEmpty();
        due.HandledUpTo.ShouldBeNull();
    }

    [Fact]
    public void Very_many_missed_times_are_made_up_for_by_and_by()
    {
        var everySecond = Schedules.Parse("* * * * * *", "UTC");
        var due = DueTimes.Of(everySecond, Noon.AddYears(-1), Noon, "all");
        due.Runs.Count.ShouldBe(DueTimes.MadeUpCountMax);
        due.HandledUpTo.ShouldBe(due.Runs[^1]);
        due.HasMore.ShouldBeTrue();
    }

    [Fact]
    public void Once_is_once_however_many_were_missed()
    {
        // Every second of each January, looked at in June.
        var due = DueTimes.Of(Schedules.Parse("* * * * 1 *", "UTC"), Noon.AddYears(-3), Noon.AddMonths(-5), "once");
        due.Runs.ShouldBe([new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero)]);
        due.HandledUpTo.ShouldBe(due.Runs[0]);
    }
}
