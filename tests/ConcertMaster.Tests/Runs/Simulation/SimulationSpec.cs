using System.Collections.Concurrent;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Testing;
using Xunit.Abstractions;

namespace ConcertMaster.Tests.Runs.Simulation;

/// <summary>More seeds: <c>CONCERTMASTER_SEEDS=200000 dotnet test --filter SimulationSpec</c>.</summary>
public sealed class SimulationSpec(ITestOutputHelper output)
{
    private const int SeedCount = 5_000;

    // On a machine that is busy with much else, fewer seeds are better than none; how many is written to the output.
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(Cases.AreMany ? 60 : 1);

    [Fact]
    public void Whatever_happens_to_the_cluster_a_run_comes_to_its_end_and_no_promise_is_broken()
    {
        var count = Cases.Count(SeedCount);
        var failures = new ConcurrentQueue<string>();
        var ends = new ConcurrentDictionary<RunStatus, int>();

        var clock = System.Diagnostics.Stopwatch.StartNew();
        Parallel.For(0, count, (seed, loop) =>
        {
            if (clock.Elapsed > TimeMax) loop.Stop();
            var cluster = new SimulatedCluster(seed);
            try
            {
                cluster.Run();
                ends.AddOrUpdate(cluster.Truth.Status, 1, (_, known) => known + 1);
            }
            catch (Exception e)
            {
                failures.Enqueue($"seed {seed}: {e.GetType().Name}: {e.Message}\n  {string.Join("\n  ", cluster.Trace)}\n{e.StackTrace}");
                if (failures.Count > 3) loop.Stop();
            }
        });

        output.WriteLine($"{ends.Values.Sum()} seeds in {clock.Elapsed.TotalSeconds:0} s");
        output.WriteLine(string.Join(", ", ends.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));
        failures.ShouldBeEmpty();
        ends[RunStatus.Completed].ShouldBeGreaterThan(ends.Values.Sum() / 4);
        ends[RunStatus.Failed].ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(4711)]
    public void The_same_seed_gives_the_same_trace(int seed)
    {
        var (first, second) = (new SimulatedCluster(seed), new SimulatedCluster(seed));

        first.Run();
        second.Run();

        second.Trace.ShouldBe(first.Trace);
    }
}
