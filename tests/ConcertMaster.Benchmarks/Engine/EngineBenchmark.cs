using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Benchmarks.Hosting;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Testing.Peers;

namespace ConcertMaster.Benchmarks.Engine;

/// <summary>
/// The run engine over HTTP: load generator, a host process and its PostgreSQL, which flushes every commit, share the
/// machine. What has a target is given as the ratio to it: above 1 the target is reached. The floors are measured in the
/// same run. <c>--only webhooks,pure,effects,first,many,timers</c> leaves the others out.
/// </summary>
internal sealed class EngineBenchmark(BenchmarkHost host, HttpPeer target, BenchmarkReport report)
{
    private const string Organisation = DemoUser.Organisation;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);

    private readonly HttpClient client = host.Client;

    public static async Task<int> Run(string[] args)
    {
        await using var host = await BenchmarkHost.Start();
        await using var target = await HttpPeer.Start();
        var report = new BenchmarkReport(args);
        var only = Array.IndexOf(args, "--only") is >= 0 and var at ? args[at + 1].Split(',') : null;
        await new EngineBenchmark(host, target, report).All(only);
        return await report.Finish();
    }

    private async Task All(string[]? only)
    {
        (string Name, Func<Task> Measure)[] parts =
        [
            ("webhooks", Webhooks), ("pure", PureChain), ("effects", EffectChain), ("first", FirstEffect),
            ("many", ManyInFlight), ("timers", () => DueTimers.Measure(host, report)),
        ];
        await Floors();
        foreach (var (name, measure) in parts)
            if (only is null || only.Contains(name)) await measure();
    }

    private async Task Floors()
    {
        await Load(32, TimeSpan.FromSeconds(2), () => client.GetAsync("/health/live"));
        var before = host.Cpu.Read();
        var (rate, times) = await Load(32, TimeSpan.FromSeconds(4), () => client.GetAsync("/health/live"));
        report.Add("floor: answer of the host without a run, 32 connections", rate, "/s");
        report.Add("  CPU of the host per answer", (host.Cpu.Read().Host - before.Host) * 1000 / times.Count, "µs");
    }

    private async Task Webhooks()
    {
        await EngineWorkflows.Publish(client, "benchmark webhook", EngineWorkflows.FourPureNodes("bench"));
        using var sender = new HttpClient { BaseAddress = new Uri(host.BaseUrl) };
        var body = JsonSerializer.SerializeToUtf8Bytes(new { price = 12, quantity = 9 });
        Task<HttpResponseMessage> Call() => sender.PostAsync($"/hooks/{Organisation}/bench",
            new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } });
        // Until the compiler has seen what is hot: on a busy machine that takes longer.
        for (var count = 0; count < 20_000;) count += (await Load(32, TimeSpan.FromSeconds(2), Call)).Times.Count;
        var before = host.Cpu.Read();
        var (rate, times) = await Load(32, Measured, Call);
        var after = host.Cpu.Read();
        report.Add("webhook, four pure nodes, answer: 32 connections", rate, "runs/s", floor: 1, ratio: rate / 1500);
        report.Add("  99th percentile", At(times, 0.99), "ms", floor: 1, ratio: 60 / At(times, 0.99));
        report.Add("  50th percentile", At(times, 0.5), "ms");
        report.Add("  CPU of the host per run", (after.Host - before.Host) * 1000 / times.Count, "µs");
        report.Add("  CPU of PostgreSQL per run", (after.Postgres - before.Postgres) * 1000 / times.Count, "µs");
        (_, times) = await Load(1, TimeSpan.FromSeconds(4), Call);
        report.Add("the same, one connection: median", At(times, 0.5), "ms", floor: 1, ratio: 5 / At(times, 0.5));
    }

    private async Task PureChain()
    {
        var workflow = await EngineWorkflows.Publish(client, "benchmark pure", EngineWorkflows.Chain(400, "Calculator",
            _ => new { formula = "n + 1", outputField = "n" }));
        await RunToEnd(workflow, new { n = 0 });
        var times = new List<double>();
        for (var i = 0; i < 9; i++) times.Add(await RunToEnd(workflow, new { n = 0 }));
        report.Add("one run of 400 pure steps", At(times, 0.5), "ms", floor: 1, ratio: 400 / At(times, 0.5));
    }

    private async Task EffectChain()
    {
        using var direct = new HttpClient();
        var calls = new List<double>();
        for (var i = 0; i < 400; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await direct.PostAsJsonAsync($"{target.BaseUrl}/direct", new { n = i });
            calls.Add(clock.Elapsed.TotalMilliseconds);
        }
        var floor = calls.Skip(100).Average();
        report.Add("floor: the call itself", floor, "ms");
        var workflow = await EngineWorkflows.Publish(client, "benchmark effects", EngineWorkflows.Chain(400, "ApiCall",
            i => new { method = "POST", url = $"{target.BaseUrl}/effect", body = new { n = i } }));
        // Until the compiler has seen what is hot.
        for (var i = 0; i < 5; i++) await RunToEnd(workflow, new { });
        var before = host.Cpu.Read();
        var times = new List<double>();
        for (var i = 0; i < 5; i++) times.Add(await RunToEnd(workflow, new { }));
        var after = host.Cpu.Read();
        var perStep = (At(times, 0.5) / 400) - floor;
        report.Add("one run of 400 effects: overhead per step", perStep, "ms", floor: 1, ratio: 2 / perStep);
        report.Add("  CPU of the host per step", (after.Host - before.Host) * 1000 / (5 * 400), "µs");
        report.Add("  CPU of PostgreSQL per step", (after.Postgres - before.Postgres) * 1000 / (5 * 400), "µs");
    }

    private async Task FirstEffect()
    {
        var waiting = await EngineWorkflows.Publish(client, "benchmark waiting", EngineWorkflows.Chain(1, "Wait",
            _ => new { callback = true }));
        await Parallel.ForAsync(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (_, _) => await Start(waiting));
        var workflow = await EngineWorkflows.Publish(client, "benchmark first effect", EngineWorkflows.Chain(1, "ApiCall",
            _ => new { method = "POST", url = $"{target.BaseUrl}/first" }));
        var times = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var reached = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            target.Answer = (call, _) =>
            {
                reached.TrySetResult(Stopwatch.GetTimestamp());
                return PeerAnswer.Json(200, "{}");
            };
            var begun = Stopwatch.GetTimestamp();
            await Start(workflow);
            times.Add(Stopwatch.GetElapsedTime(begun, await reached.Task).TotalMilliseconds);
        }
        target.Answer = (_, _) => PeerAnswer.Json(200, "{}");
        report.Add("start to first effect, 1,000 runs waiting: median", At(times, 0.5), "ms",
            floor: 1, ratio: 20 / At(times, 0.5));
    }

    private async Task ManyInFlight()
    {
        var workflow = await EngineWorkflows.Publish(client, "benchmark in flight", EngineWorkflows.Chain(3, "ApiCall",
            i => new { method = "POST", url = $"{target.BaseUrl}/many/{i}" }));
        target.Answer = (_, _) => PeerAnswer.Json(200, "{}") with { Delay = TimeSpan.FromMilliseconds(100) };
        var clock = Stopwatch.StartNew();
        var runs = new Guid[1000];
        await Parallel.ForAsync(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (i, _) => runs[i] = await Start(workflow));
        foreach (var run in runs)
        {
            while (true)
            {
                var state = await client.GetFromJsonAsync<JsonElement>($"/api/runs/{run}");
                var status = state.GetProperty("status").GetString();
                if (status == "completed") break;
                if (status != "running") throw new InvalidOperationException($"Run {run} is {status}.");
                await Task.Delay(10);
            }
        }
        var seconds = clock.Elapsed.TotalSeconds;
        report.Add("1,000 runs at once, three effects each of 100 ms", seconds, "s", floor: 1, ratio: 20 / seconds);
    }

    private async Task<Guid> Start(Guid workflow)
    {
        using var answer = await client.PostAsJsonAsync($"/api/workflows/{workflow}/run", new { input = new { } });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runId").GetGuid();
    }

    private async Task<double> RunToEnd(Guid workflow, object input)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await client.PostAsJsonAsync($"/api/workflows/{workflow}/run?wait=true", new { input });
        var ended = await answer.Content.ReadFromJsonAsync<JsonElement>();
        if (ended.GetProperty("status").GetString() != "completed") throw new InvalidOperationException(ended.ToString());
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<(double Rate, List<double> Times)> Load(
        int connections, TimeSpan duration, Func<Task<HttpResponseMessage>> call)
    {
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            while (clock.Elapsed < duration)
            {
                var begun = Stopwatch.GetTimestamp();
                using var answer = await call();
                answer.EnsureSuccessStatusCode();
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            return times;
        })));
        var merged = all.SelectMany(times => times).ToList();
        return (merged.Count / clock.Elapsed.TotalSeconds, merged);
    }

    internal static double At(List<double> values, double quantile)
    {
        values.Sort();
        return values[(int)Math.Min(values.Count - 1, values.Count * quantile)];
    }
}
