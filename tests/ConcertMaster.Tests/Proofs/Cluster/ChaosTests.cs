using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;
using Xunit.Abstractions;

namespace ConcertMaster.Tests.Proofs.Cluster;

/// <summary>
/// Real processes under everything that happens to processes: hosts killed and replaced, one held for a while and let go
/// again, PostgreSQL restarted. Every run that was accepted ends with the right result, and no effect is done twice.
/// ENGINE_PROOFS=long: three hosts, 2,000 runs, a kill every few seconds, 20 s of holding, PostgreSQL every 10 s.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = ProofLength.IsLong;
    private static readonly int RunCount = IsLong ? 2_000 : 80;
    private static readonly int RoundCount = IsLong ? 18 : 3;
    private static readonly TimeSpan StartInterval = TimeSpan.FromMilliseconds(IsLong ? 250 : 300);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(IsLong ? 10 : 5);

    [Fact]
    public async Task Whatever_dies_every_accepted_run_ends_right_and_no_effect_is_done_twice()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var cluster = await ProofCluster.Start(IsLong ? 3 : 2);
        await using var target = await EffectTarget.Start(address => _ = CallBack(cluster, address, patience.Token));
        var kinds = ChaosWorkflows.All(target.BaseUrl);
        await ChaosWorkflows.Publish(cluster.Serving[0], kinds);

        var started = 0;
        var chaos = Chaos(cluster, () => Volatile.Read(ref started), patience.Token);
        await Parallel.ForAsync(0, RunCount, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = patience.Token },
            async (n, ct) =>
            {
                using var answer = await cluster.Post($"/hooks/{DemoUser.Organisation}/{kinds[n % 4].Path}", new { n }, $"run-{n}", ct);
                answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
                Interlocked.Increment(ref started);
                // Starts are spread, so that something is under way whenever something dies.
                await Task.Delay(StartInterval, ct);
            });
        await chaos;
        await Waiting.Until(Patience, () => ClusterLog.EndedCount(cluster), count => count >= RunCount);

        (await ClusterLog.Failures(cluster)).ShouldBeEmpty();
        (await ClusterLog.Results(cluster)).OrderBy(one => one.Number).ShouldBe(Enumerable.Range(0, RunCount)
            .Select(n => (kinds[n % 4].Name, n, (int?)kinds[n % 4].Result(n))), "each run once, with its result");
        (await ClusterLog.StepsCompletedTwice(cluster)).ShouldBeEmpty();
        (await ClusterLog.TimersAmiss(cluster)).ShouldBeEmpty();
        target.DoneTwice.ShouldBeEmpty("effects done under two keys");
        target.DoneCount.ShouldBe(Enumerable.Range(0, RunCount).Sum(n => kinds[n % 4].Effects));
        await Report(cluster, target);
    }

    private async Task Report(ProofCluster cluster, EffectTarget target)
    {
        var delays = await ClusterLog.DelaysAfterDeaths(cluster);
        var p99 = ClusterLog.Percentile(delays, 0.99);
        output.WriteLine($"{RunCount} runs, {cluster.Deaths.Count} deaths, {target.DoneCount} effects, {target.RepeatedCount} calls " +
            $"repeated under their key; next event after a death, {delays.Count} runs: median " +
            $"{ClusterLog.Percentile(delays, 0.5):0} ms, 99th {p99:0} ms");
        // The short version runs beside other tests, whose load is no fault of the engine.
        if (IsLong) p99.ShouldBeLessThan(5_000, "milliseconds until a run goes on after the death of its node");
    }

    private static async Task CallBack(ProofCluster cluster, string address, CancellationToken ct)
    {
        var path = address[address.IndexOf("/api/callbacks/", StringComparison.Ordinal)..];
        using var answer = await cluster.Post(path, new { value = ChaosWorkflows.CallbackValue }, path, ct);
    }

    // Something happens each time that a further part of the runs has been started, however fast the machine is.
    private static async Task Chaos(ProofCluster cluster, Func<int> started, CancellationToken patience)
    {
        var chance = new Random(20_261_121);
        var replacements = new List<Task>();
        var held = Task.CompletedTask;
        for (var round = 0; round < RoundCount; round++)
        {
            while (started() < (round + 1) * RunCount / (RoundCount + 1)) await Task.Delay(20, patience);
            switch (round % 3)
            {
                case 0:
                    await cluster.Kill(Any(cluster, chance));
                    replacements.Add(cluster.AddHost());
                    break;
                case 1:
                    await cluster.RestartPostgres(asAfterPowerLoss: chance.Next(2) == 0);
                    break;
                case 2 when held.IsCompleted:
                    held = cluster.Hold(Any(cluster, chance), TimeSpan.FromSeconds(IsLong ? 20 : 4));
                    break;
            }
        }
        await Task.WhenAll([.. replacements, held]);
    }

    private static HostProcess Any(ProofCluster cluster, Random chance)
    {
        var hosts = cluster.Serving;
        return hosts[chance.Next(hosts.Count)];
    }
}
