using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Benchmarks.Engine;
using ConcertMaster.Benchmarks.Hosting;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Benchmarks.Lists;

/// <summary>
/// What people wait for in an organisation that has been at it for years: 10,000 workflows and 20,000 runs, made over HTTP
/// like any other, then read by eight callers at a time. <c>--workflows N --runs N</c> for fewer.
/// </summary>
internal sealed class ListsBenchmark(BenchmarkHost host, BenchmarkReport report)
{
    private const int CallerCount = 8;
    private const int CallsPerPage = 160;
    private const double ReachMilliseconds = 200;

    public static async Task<int> Run(string[] args)
    {
        await using var host = await BenchmarkHost.Start();
        var report = new BenchmarkReport(args);
        await new ListsBenchmark(host, report).Measure(Number(args, "--workflows", 10_000), Number(args, "--runs", 20_000));
        return await report.Finish();
    }

    private static int Number(string[] args, string name, int fallback) =>
        Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1]) : fallback;

    private async Task Measure(int workflowCount, int runCount)
    {
        var client = host.Client;
        var clock = Stopwatch.StartNew();
        await Many(workflowCount, async i =>
        {
            using var created = await client.PostAsJsonAsync("/api/workflows", new { name = $"{Words(i)} {i}" });
            created.EnsureSuccessStatusCode();
        });
        report.Add("workflows made", workflowCount / clock.Elapsed.TotalSeconds, "/s");
        var workflow = await EngineWorkflows.Publish(client, "Many runs", EngineWorkflows.FourPureNodes("lists"));
        await Many(runCount, async i =>
        {
            // A price that is no number fails the run.
            object price = i % 20 == 0 ? "none" : i;
            using var answer = await client.PostAsJsonAsync($"/hooks/{DemoUser.Organisation}/lists", new { price, quantity = 2 });
        });
        var newest = await client.GetFromJsonAsync<JsonElement>("/api/runs?limit=1");
        var run = newest.GetProperty("items")[0].GetProperty("id").GetGuid();
        (string Name, string Address)[] pages =
        [
            ("workflows, first page", "/api/workflows"),
            ("workflows, a page in the middle", await PageAfter("/api/workflows?limit=100", 20)),
            ("workflows, search for a word", "/api/workflows?search=harvest"),
            ("workflows, search for a number", "/api/workflows?search=9876"),
            ("workflows, search without a match", "/api/workflows?search=nothing+like+it"),
            ("one workflow", $"/api/workflows/{workflow}"),
            ("runs, first page", "/api/runs"), ("runs, a page in the middle", await PageAfter("/api/runs?limit=100", 20)),
            ("runs, failed", "/api/runs?status=failed"), ("runs of a workflow", $"/api/runs?workflowId={workflow}"),
            ("runs, search for a word", "/api/runs?search=harvest"), ("one run", $"/api/runs/{run}"),
            ("events of a run", $"/api/runs/{run}/events"), ("audit, first page", "/api/audit/events"),
        ];
        foreach (var (name, address) in pages) await Read(name, address);
    }

    private static string Words(int i) => (i % 5) switch
    {
        0 => "Supplier quarterly collection", 1 => "Invoice approval", 2 => "Harvest report", 3 => "Energy readings", _ => "Onboarding",
    };

    private async Task Read(string name, string address)
    {
        var times = new double[CallsPerPage];
        for (var i = 0; i < 10; i++) (await host.Client.GetAsync(address)).Dispose();
        await Many(CallsPerPage, async i =>
        {
            var at = Stopwatch.GetTimestamp();
            using var answer = await host.Client.GetAsync(address);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            times[i] = Stopwatch.GetElapsedTime(at).TotalMilliseconds;
        });
        Array.Sort(times);
        var p95 = times[(int)(times.Length * 0.95)];
        report.Add($"{name}, p95", p95, "ms", floor: 1, ratio: ReachMilliseconds / p95);
    }

    private async Task<string> PageAfter(string address, int pages)
    {
        var page = address;
        for (var i = 0; i < pages; i++)
        {
            var found = await host.Client.GetFromJsonAsync<JsonElement>(page);
            if (found.GetProperty("next").GetString() is not { } cursor) break;
            page = $"{address}&cursor={Uri.EscapeDataString(cursor)}";
        }
        return page;
    }

    private static Task Many(int count, Func<int, Task> act) => Parallel.ForAsync(0, count,
        new ParallelOptions { MaxDegreeOfParallelism = CallerCount }, async (i, _) => await act(i));
}
