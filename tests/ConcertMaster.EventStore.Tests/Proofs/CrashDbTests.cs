using ConcertMaster.EventStore.Tests.Processes;

namespace ConcertMaster.EventStore.Tests.Proofs;

/// <summary>
/// The appending process, the projecting process, one process of the server or all of it end without notice, at named
/// points and at any moment: nothing acknowledged is lost, and nothing is there twice.
/// </summary>
public sealed class CrashDbTests(CrashingPostgres postgres) : IClassFixture<CrashingPostgres>
{
    private static readonly int RoundCount = Proof.IsLong ? 18 : 3;
    private static int _seed = 100;

    public enum Victim
    {
        Process,
        Backend,
        Server,
    }

    [Theory]
    [InlineData(PointFaults.BeforeCommit, Victim.Process)]
    [InlineData(PointFaults.BeforeCommit, Victim.Backend)]
    [InlineData(PointFaults.BeforeCommit, Victim.Server)]
    [InlineData(PointFaults.BeforeReply, Victim.Process)]
    [InlineData(PointFaults.BeforeReply, Victim.Backend)]
    [InlineData(PointFaults.BeforeReply, Victim.Server)]
    public async Task An_appender_goes_on_after_a_crash_at(string point, Victim victim)
    {
        var appends = Writes(writers: 4, each: 25);
        await using var writer = TestProcess.Start([.. appends, point]);
        await writer.Reaches();

        await Crash(victim, writer, "application_name like 'append %'");

        if (victim == Victim.Process)
        {
            // Its caller starts over and sends everything again, with the same event ids.
            await using var again = TestProcess.Start(appends);
            await again.Succeeds();
        }
        else
        {
            await writer.Succeeds();
        }
        var (stored, acknowledged) = await postgres.Verify();
        acknowledged.ShouldBe(stored);
    }

    [Theory]
    [InlineData(Victim.Process)]
    [InlineData(Victim.Backend)]
    [InlineData(Victim.Server)]
    public async Task A_projection_counts_each_event_once_after_a_crash_in_the_middle_of_a_batch(Victim victim)
    {
        await using var writer = TestProcess.Start(Writes(writers: 8, each: 40));
        await using var node = TestProcess.Start("node", postgres.ConnectionString, NodeProcess.InBatch);
        await node.Reaches();

        await Crash(victim, node, "state = 'idle in transaction' and application_name not like 'append %'");

        await writer.Succeeds();
        await node.Kill();
        await postgres.Verify();
    }

    [Fact]
    public async Task Acknowledged_events_survive_crashes_at_any_moment()
    {
        var random = new Random(11);
        for (var round = 0; round < RoundCount; round++)
        {
            await using var writer = TestProcess.Start(Writes(writers: 8, each: 1_000_000));
            await using var node = TestProcess.Start("node", postgres.ConnectionString);
            await AtWork();
            await Task.Delay(random.Next(1_000));
            if (round % 3 == 0) await postgres.CrashServer();
            if (round % 3 == 1) await postgres.KillBackend("backend_type = 'client backend'");
            await Task.WhenAll(writer.Kill(), node.Kill());
            await postgres.Verify();
        }
    }

    private string[] Writes(int writers, int each) =>
    [
        "write", postgres.ConnectionString, $"{writers}", $"{each}", postgres.Acknowledgements,
        $"{Interlocked.Increment(ref _seed)}",
    ];

    private async Task Crash(Victim victim, TestProcess process, string backend)
    {
        if (victim == Victim.Process)
        {
            await process.Kill();
            return;
        }
        if (victim == Victim.Backend) await postgres.KillBackend(backend);
        else await postgres.CrashServer();
        await process.GoOn();
    }

    // Under load a process takes its time to start.
    private async Task AtWork()
    {
        var before = new FileInfo(postgres.Acknowledgements).Length;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (new FileInfo(postgres.Acknowledgements).Length < before + 20_000) await Task.Delay(20, limit.Token);
    }
}
