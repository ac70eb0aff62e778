using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Benchmarks.Engine;
using ConcertMaster.Benchmarks.Hosting;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Benchmarks.Live;

/// <summary>
/// How soon browsers see what happens, with 500 of them connected: each follows the runs of the organisation, and a run
/// of its own. Measured from the request that makes the change to the message, so the change itself is in it.
/// </summary>
internal sealed class LiveBenchmark(BenchmarkHost host, BenchmarkReport report)
{
    private const int ConnectionCount = 500;
    private const int RunsPerSecond = 25;
    private const string CallbackUrl = "{{ $callbackUrl('wait') }}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<long>> _ends = new();
    private readonly ConcurrentDictionary<int, long> _listToldAt = new();

    public static async Task<int> Run(string[] args)
    {
        await using var host = await BenchmarkHost.Start();
        var report = new BenchmarkReport(args);
        await new LiveBenchmark(host, report).Measure();
        return await report.Finish();
    }

    private async Task Measure()
    {
        var client = host.Client;
        var token = client.DefaultRequestHeaders.Authorization!.Parameter!;
        var workflow = await EngineWorkflows.Publish(client, "live", new
        {
            nodes = new object[]
            {
                new { id = "start", type = "ManualTrigger", name = "start", config = new { } },
                new { id = "address", type = "DataMapper", name = "address", config = new { mapping = new { url = CallbackUrl } } },
                new { id = "wait", type = "Wait", name = "wait", config = new { callback = true } },
            },
            edges = new object[]
            {
                new { id = "1", from = "start", fromPort = "out", to = "address" },
                new { id = "2", from = "address", fromPort = "out", to = "wait" },
            },
            settings = new { },
        });
        var runs = await StartRuns(client, workflow);
        var browsers = await Connect(token, runs);
        await CallBack(client, runs[..50]); // the first messages compile what they need
        report.Add($"{ConnectionCount} connections, {RunsPerSecond} changes of runs per second", ConnectionCount, "");
        var (steps, requests) = await CallBack(client, runs[50..]);
        Add("request to message about the run's end", steps, 100);
        Add("  of that, the request", requests, null);
        await MeasureLists(client, workflow);
        foreach (var browser in browsers) await browser.DisposeAsync();
    }

    private async Task<(Guid Run, string Callback)[]> StartRuns(HttpClient client, Guid workflow)
    {
        var runs = new (Guid, string)[ConnectionCount];
        await Parallel.ForAsync(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, ct) =>
        {
            using var started = await client.PostAsJsonAsync($"/api/workflows/{workflow}/run", new { input = new { i } }, ct);
            var run = (await started.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("runId").GetGuid();
            var state = await client.GetFromJsonAsync<JsonElement>($"/api/runs/{run}", ct);
            var url = state.GetProperty("steps").EnumerateArray()
                .Single(step => step.GetProperty("nodeId").GetString() == "address").GetProperty("output").GetProperty("url").GetString()!;
            runs[i] = (run, url[url.IndexOf("/api/callbacks", StringComparison.Ordinal)..]);
        });
        return runs;
    }

    private async Task<List<LiveClient>> Connect(string token, (Guid Run, string Callback)[] runs)
    {
        var browsers = new List<LiveClient>();
        for (var i = 0; i < runs.Length; i++)
        {
            var number = i;
            var browser = await LiveClient.Connect(host.BaseUrl, token, change => Heard(number, change));
            _ends[runs[i].Run] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await browser.Subscribe("runs");
            await browser.Subscribe($"run:{runs[i].Run}");
            browsers.Add(browser);
        }
        await Task.Delay(1_000); // subscriptions are not answered here; by now they have been heard
        return browsers;
    }

    private void Heard(int browser, JsonElement change)
    {
        var now = Stopwatch.GetTimestamp();
        if (change.GetProperty("topic").GetString() == "runs") _listToldAt[browser] = now;
        else if (change.GetProperty("type").GetString() == "run.completed.v1")
            _ends[change.GetProperty("streamId").GetGuid()].TrySetResult(now);
    }

    private async Task<(List<double> Messages, List<double> Requests)> CallBack(HttpClient client, (Guid Run, string Callback)[] runs)
    {
        var (messages, requests) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var begun = new List<Task>();
        foreach (var (run, callback) in runs)
        {
            begun.Add(One(run, callback));
            await Task.Delay(TimeSpan.FromSeconds(1.0 / RunsPerSecond));
        }
        await Task.WhenAll(begun);
        return ([.. messages], [.. requests]);

        async Task One(Guid run, string callback)
        {
            var at = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsJsonAsync(callback, new { ok = true });
            answer.EnsureSuccessStatusCode();
            requests.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            messages.Add(Stopwatch.GetElapsedTime(at, await _ends[run].Task.WaitAsync(Patience)).TotalMilliseconds);
        }
    }

    // Every browser follows the list: how long until the last of them knows that something changed?
    private async Task MeasureLists(HttpClient client, Guid workflow)
    {
        var (all, times) = (new List<double>(), new List<double>());
        for (var round = 0; round < 20; round++)
        {
            await Task.Delay(300);
            _listToldAt.Clear();
            var at = Stopwatch.GetTimestamp();
            using var started = await client.PostAsJsonAsync($"/api/workflows/{workflow}/run", new { input = new { } });
            var wait = Stopwatch.StartNew();
            while (_listToldAt.Count < ConnectionCount && wait.Elapsed < Patience) await Task.Delay(2);
            var told = _listToldAt.Values.Select(when => Stopwatch.GetElapsedTime(at, when).TotalMilliseconds).ToList();
            times.AddRange(told);
            all.Add(told.Max());
        }
        Add("request to message about the list, one browser", times, 100);
        Add("the same, the last browser of all", all, null);
    }

    private void Add(string name, List<double> values, double? reach)
    {
        values.Sort();
        foreach (var share in new[] { 0.5, 0.99 })
        {
            var value = values[(int)Math.Ceiling(share * values.Count) - 1];
            report.Add($"{name}, p{share * 100:0}", value, "ms",
                reach is null ? null : 1, reach is null ? null : reach / value);
        }
    }
}
