using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Benchmarks.Hosting;

namespace ConcertMaster.Benchmarks.Engine;

/// <summary>How late are timers when very many are due at the same moment, and what does one cost?</summary>
internal static class DueTimers
{
    private const int Count = 10_000;

    /// <summary>Enough to start all of them.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(30);

    public static async Task Measure(BenchmarkHost host, BenchmarkReport report)
    {
        var workflow = await EngineWorkflows.Publish(host.Client, "benchmark timers", EngineWorkflows.Chain(1, "Wait",
            _ => new { until = "{{ $trigger.at }}" }));
        var at = TimeProvider.System.GetUtcNow() + Lead;
        var start = $"/api/workflows/{workflow}/run";
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, ct) =>
        {
            using var answer = await host.Client.PostAsJsonAsync(start, new { input = new { at } }, ct);
            answer.EnsureSuccessStatusCode();
        });
        var left = at - TimeProvider.System.GetUtcNow();
        if (left < TimeSpan.FromSeconds(1))
            throw new InvalidOperationException("The machine is too slow to start so many in time.");
        await Task.Delay(left);
        var before = host.Cpu.Read();
        while ((await Page(host, workflow, "waiting,running", null, 1)).GetProperty("items").GetArrayLength() > 0)
            await Task.Delay(100);
        var after = host.Cpu.Read();
        var late = await Lateness(host, workflow, at);
        if (late.Count != Count) throw new InvalidOperationException($"{late.Count} of {Count} runs have ended.");
        report.Add($"{Count:N0} timers due at once: late by, median", EngineBenchmark.At(late, 0.5), "ms");
        report.Add("  99th percentile", EngineBenchmark.At(late, 0.99), "ms");
        report.Add("  CPU of the host per timer", (after.Host - before.Host) * 1000 / Count, "µs");
        report.Add("  CPU of PostgreSQL per timer", (after.Postgres - before.Postgres) * 1000 / Count, "µs");
    }

    private static async Task<List<double>> Lateness(BenchmarkHost host, Guid workflow, DateTimeOffset at)
    {
        var late = new List<double>(Count);
        string? next = null;
        do
        {
            var page = await Page(host, workflow, "completed", next, limit: 200);
            late.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(run => (run.GetProperty("endedAt").GetDateTimeOffset() - at).TotalMilliseconds));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return late;
    }

    private static Task<JsonElement> Page(BenchmarkHost host, Guid workflow, string status, string? cursor, int limit) =>
        host.Client.GetFromJsonAsync<JsonElement>($"/api/runs?workflowId={workflow}&status={status}&limit={limit}"
            + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
}
