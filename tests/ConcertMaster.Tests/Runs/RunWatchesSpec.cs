using ConcertMaster.Runs;
using ConcertMaster.Runs.Workers;

namespace ConcertMaster.Tests.Runs;

public sealed class RunWatchesSpec
{
    private static readonly Guid Run = new(1, 0, 0, new byte[8]);
    private static readonly RunEvent Ended = new RunCancelled("olga", null, null, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Everybody_who_waits_for_a_run_is_told()
    {
        var watches = new RunWatches();
        using var first = watches.Open(Run, _ => true);
        using var second = watches.Open(Run, _ => true);

        watches.Observe(Run, Ended);

        (await Heard(first)).ShouldBe(Ended);
        (await Heard(second)).ShouldBe(Ended);
    }

    [Fact]
    public async Task Who_goes_leaves_the_others_waiting()
    {
        var watches = new RunWatches();
        using var stays = watches.Open(Run, _ => true);
        var goes = watches.Open(Run, _ => true);
        goes.Dispose();
        goes.Dispose();

        watches.Observe(Run, Ended);

        (await Heard(stays)).ShouldBe(Ended);
        (await Heard(goes)).ShouldBeNull();
    }

    // What was heard is there at once, so no time has to pass.
    private static Task<RunEvent?> Heard(RunWatches.Watch watch) => watch.Wait(TimeSpan.Zero, TimeProvider.System, default);
}
