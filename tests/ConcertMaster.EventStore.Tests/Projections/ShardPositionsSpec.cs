using ConcertMaster.EventStore.Projections;

namespace ConcertMaster.EventStore.Tests.Projections;

public sealed class ShardPositionsSpec
{
    private readonly ShardPositions _positions = new();

    [Fact]
    public async Task Who_waits_is_told_when_the_shard_has_come_as_far()
    {
        var waiting = _positions.Reached("a", 7, default);

        _positions.ReportNotified("a 6");
        _positions.ReportNotified("b 9");
        waiting.IsCompleted.ShouldBeFalse();
        _positions.ReportNotified("a 8");

        await waiting.WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void A_late_notification_takes_nothing_back()
    {
        _positions.Report("a", 7);
        _positions.ReportNotified("a 5");

        _positions.Of("a").ShouldBe(7);
    }

    [Fact]
    public void What_a_crash_of_the_server_took_back_is_waited_for_again()
    {
        _positions.Report("a", 7);

        _positions.Forget();
        _positions.Report("a", 5);

        _positions.Of("a").ShouldBe(5);
        _positions.Reached("a", 7, default).IsCompleted.ShouldBeFalse();
    }
}
