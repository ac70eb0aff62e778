using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Benchmarks.Hosting;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Benchmarks.Load;

/// <summary>
/// The whole product under load: a host process of its own with its embedded PostgreSQL, which waits for the disk as in
/// real use, and 200 requests at a time that each start a run of five nodes.
/// </summary>
internal static class LoadBenchmark
{
    private const int AtOnce = 200;
    private const int WarmUpRoundCount = 5;
    private const int RoundCount = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task<int> Run(string[] args)
    {
        await using var host = await BenchmarkHost.Start();
        return await Measure(host.Client, new BenchmarkReport(args));
    }

    private static async Task<int> Measure(HttpClient client, BenchmarkReport report)
    {
        await Publish(client);
        // The first rounds open connections, compile and fill caches.
        for (var round = 0; round < WarmUpRoundCount; round++) await Round(client, AtOnce);
        var (answers, completions, rates) = (new List<double>(), new List<double>(), new List<double>());
        var lost = 0;
        for (var round = 0; round < RoundCount; round++)
        {
            var result = await Round(client, AtOnce);
            answers.AddRange(result.Answers);
            completions.AddRange(result.Completions);
            rates.Add(result.RunsPerSecond);
            lost += AtOnce - result.Completions.Count;
        }
        report.Add($"{AtOnce} at once: runs per second, median round", Percentile(rates, 0.5), "1/s");
        AddPercentiles(report, "webhook answer", answers, reach95: 200);
        AddPercentiles(report, "from request to run seen completed", completions);
        report.Add("runs accepted and not completed", lost, "runs");
        var code = await report.Finish();
        return lost == 0 ? code : 1;
    }

    private static async Task Publish(HttpClient client)
    {
        var definition = new
        {
            nodes = new object[]
            {
                new { id = "hook", type = "WebhookTrigger", name = "hook", config = new { path = "load" } },
                new { id = "a", type = "Calculator", name = "a", config = new { formula = "body.n * 2", outputField = "n" } },
                new { id = "b", type = "Calculator", name = "b", config = new { formula = "n + 1", outputField = "n" } },
                new { id = "c", type = "Conditional", name = "c", config = new { condition = "{{ n > 0 }}" } },
                new { id = "d", type = "DataMapper", name = "d", config = new { mapping = new { n = "{{ n }}" } } },
            },
            edges = new object[]
            {
                new { id = "1", from = "hook", fromPort = "out", to = "a" }, new { id = "2", from = "a", fromPort = "out", to = "b" },
                new { id = "3", from = "b", fromPort = "out", to = "c" }, new { id = "4", from = "c", fromPort = "true", to = "d" },
            },
            settings = new { },
        };
        using var created = await client.PostAsJsonAsync("/api/workflows", new { name = "Load", definition });
        var id = (await created.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var published = await client.PostAsJsonAsync($"/api/workflows/{id}/publish", new { });
        published.EnsureSuccessStatusCode();
    }

    private static async Task<RoundResult> Round(HttpClient client, int count)
    {
        var began = Stopwatch.GetTimestamp();
        var runs = await Task.WhenAll(Enumerable.Range(1, count).Select(n => Follow(client, n)));
        var took = Stopwatch.GetElapsedTime(began);
        List<double> completions = [.. runs.Where(run => run.Completed is not null).Select(run => run.Completed!.Value)];
        return new([.. runs.Select(run => run.Answered)], completions, completions.Count / took.TotalSeconds);
    }

    /// <summary>Starts a run and asks for it until it has completed, as a caller would.</summary>
    private static async Task<(double Answered, double? Completed)> Follow(HttpClient client, int n)
    {
        var at = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsJsonAsync($"/hooks/{DemoUser.Organisation}/load", new { n });
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runId").GetGuid();
        var answered = Stopwatch.GetElapsedTime(at).TotalMilliseconds;
        for (; Stopwatch.GetElapsedTime(at) < Patience; await Task.Delay(20))
        {
            var run = await client.GetFromJsonAsync<JsonElement>($"/api/runs/{id}");
            if (run.GetProperty("status").GetString() == "completed")
                return (answered, Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        }
        return (answered, null);
    }

    private static void AddPercentiles(
        BenchmarkReport report, string name, List<double> values, double? reach95 = null)
    {
        foreach (var percent in new[] { 50, 95, 99 })
        {
            var value = Percentile(values, percent / 100.0);
            var ratio = percent == 95 ? reach95 / value : null;
            report.Add($"{AtOnce} at once: {name}, p{percent}", value, "ms", ratio is null ? null : 1, ratio);
        }
    }

    private static double Percentile(List<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }

    private sealed record RoundResult(List<double> Answers, List<double> Completions, double RunsPerSecond);
}
