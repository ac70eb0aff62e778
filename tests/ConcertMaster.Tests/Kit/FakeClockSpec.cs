using ConcertMaster.Testing;

namespace ConcertMaster.Tests.Kit;

public sealed class FakeClockSpec
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Timers_fire_in_the_order_in_which_they_are_due_at_the_time_they_are_due()
    {
        var clock = FakeClock.StandingAt(Noon);
        var fired = new List<string>();
        using var late = Timer(clock, "late", TimeSpan.FromMinutes(2), fired);
        using var early = Timer(clock, "early", TimeSpan.FromMinutes(1), fired);

        clock.Advance(TimeSpan.FromMinutes(5));

        fired.ShouldBe(["early 12:01", "late 12:02"]);
        clock.GetUtcNow().ShouldBe(Noon.AddMinutes(5));
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_is_moved_past_it()
    {
        var clock = FakeClock.StandingAt(Noon);
        var delay = Task.Delay(TimeSpan.FromHours(1), clock);

        clock.Advance(TimeSpan.FromMinutes(59));
        delay.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(1));

        await delay.WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_running_clock_fires_by_itself_and_can_be_moved_ahead()
    {
        var clock = FakeClock.Running();

        await Task.Delay(TimeSpan.FromMilliseconds(20), clock).WaitAsync(TimeSpan.FromMinutes(2));
        var far = Task.Delay(TimeSpan.FromDays(1), clock);
        clock.Advance(TimeSpan.FromDays(2));

        await far.WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void A_timer_that_repeats_fires_once_at_the_last_time_it_was_due_however_far_the_clock_is_moved()
    {
        var clock = FakeClock.StandingAt(Noon);
        var fired = new List<string>();
        using var once = Timer(clock, "once", TimeSpan.FromMinutes(50), fired);
        using var often = clock.CreateTimer(
            _ => fired.Add($"often {clock.GetUtcNow():HH:mm}"), null, TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(10));

        clock.Advance(TimeSpan.FromHours(1));
        fired.ShouldBe(["once 12:50", "often 12:57"]);
        clock.Advance(TimeSpan.FromMinutes(6));
        clock.Advance(TimeSpan.FromMinutes(1));

        fired.ShouldBe(["once 12:50", "often 12:57", "often 13:07"]);
    }

    private static ITimer Timer(FakeClock clock, string name, TimeSpan due, List<string> fired) =>
        clock.CreateTimer(_ => fired.Add($"{name} {clock.GetUtcNow():HH:mm}"), null, due, Timeout.InfiniteTimeSpan);
}
