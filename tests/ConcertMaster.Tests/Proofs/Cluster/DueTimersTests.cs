using System.Net;
using ConcertMaster.Testing.Hosting;
using Xunit.Abstractions;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Proofs.Cluster;

/// <summary>
/// Many timers due within one second, and a host killed in the middle of it: each rings once, none early, none never.
/// ENGINE_PROOFS=long: 10,000 timers on three hosts; otherwise 300 on two.
/// </summary>
public sealed class DueTimersTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = ProofLength.IsLong;
    private static readonly int TimerCount = IsLong ? 10_000 : 300;
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(IsLong ? 90 : 9);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(IsLong ? 10 : 5);

    [Fact]
    public async Task Timers_due_at_once_ring_once_each_although_a_host_dies_meanwhile()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var cluster = await ProofCluster.Start(IsLong ? 3 : 2);
        var kind = new ChaosKind("timers",
            [ChaosWorkflows.Hook("timers"), Node("pause", "Wait", new { until = "{{ body.until }}" }), ChaosWorkflows.Result("body.n + 1")],
            [Edge("hook", "pause"), Edge("pause", "result")], 0, n => n + 1);
        await ChaosWorkflows.Publish(cluster.Serving[0], [kind]);

        var due = TimeProvider.System.GetUtcNow() + Lead;
        await Parallel.ForAsync(0, TimerCount, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = patience.Token },
            async (n, ct) =>
            {
                var until = due + (TimeSpan.FromSeconds(1) * n / TimerCount);
                using var answer = await cluster.Post(
                    $"/hooks/{DemoUser.Organisation}/{kind.Path}", new { n, until = until.ToString("O") }, $"timer-{n}", ct);
                answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            });
        var left = due + TimeSpan.FromSeconds(0.5) - TimeProvider.System.GetUtcNow();
        if (left > TimeSpan.Zero) await Task.Delay(left, patience.Token);
        await cluster.Kill(cluster.Serving[0]);
        await Waiting.Until(Patience, () => ClusterLog.EndedCount(cluster), count => count >= TimerCount);

        (await ClusterLog.Failures(cluster)).ShouldBeEmpty();
        (await ClusterLog.TimersAmiss(cluster)).ShouldBeEmpty();
        (await ClusterLog.Results(cluster)).OrderBy(one => one.Number).ShouldBe(
            Enumerable.Range(0, TimerCount).Select(n => (kind.Name, n, (int?)n + 1)), "each run once");
        var lateness = await ClusterLog.Lateness(cluster);
        output.WriteLine($"{lateness.Count} timers rang; late by {ClusterLog.Percentile(lateness, 0.5):0} ms in the median, " +
            $"{ClusterLog.Percentile(lateness, 0.99):0} ms at the 99th percentile");
        if (IsLong) lateness.Count.ShouldBeGreaterThan(TimerCount / 2, "most runs should have waited when their time came");
    }
}
