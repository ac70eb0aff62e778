using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Benchmarks.Hosting;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Benchmarks.Reviews;

/// <summary>
/// Reviewers at work on their queues, all at once, over HTTP: look at the list, open a review, claim it, decide it, with
/// seconds of thought in between as people have. <c>--reviewers 1000 --items 20000 --seconds 60 --think 5</c> is the full
/// size and the default; it takes a good minute and a half, most of it the work itself. <c>--cost</c> says instead what each act
/// costs in CPU time.
/// </summary>
internal static class ReviewsBenchmark
{
    private static readonly string[] Acts = ["list", "open", "claim", "decision"];

    private static readonly Dictionary<string, ConcurrentBag<double>> Times =
        Acts.ToDictionary(act => act, _ => new ConcurrentBag<double>());

    public static async Task<int> Run(string[] args)
    {
        var (reviewerCount, itemCount) = (Number(args, "--reviewers", 1_000), Number(args, "--items", 20_000));
        var (seconds, think) = (Number(args, "--seconds", 60), Number(args, "--think", 5));
        var host = new HostFixture();
        await host.InitializeAsync();
        try
        {
            var organisation = await TestOrganisation.Register(host);
            var situation = new BusyQueue(host, organisation);
            var reviewers = await situation.Reviewers(reviewerCount);
            await situation.Fill(itemCount);
            var cpu = ProcessCpu.OfBackend(Environment.ProcessId, await situation.Backend());
            if (args.Contains("--cost"))
            {
                var costs = new BenchmarkReport(args);
                await new CostOfActs(situation, reviewers, cpu, costs).Measure();
                return await costs.Finish();
            }
            var tally = new Tally();
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            var before = cpu.Read();
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(reviewers.Select((client, number) => Work(client, number, think, tally, end.Token)));
            var took = Stopwatch.GetElapsedTime(began);
            var after = cpu.Read();
            var used = (after.Host - before.Host, after.Postgres - before.Postgres);
            return await Report(
                args, $"{reviewerCount} reviewers on {itemCount} items", tally, took, used, await situation.DecidedTwice());
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static async Task<int> Report(
        string[] args, string what, Tally tally, TimeSpan took, (double Host, double Postgres) cpu, long decidedTwice)
    {
        var report = new BenchmarkReport(args);
        var requestCount = Times.Values.Sum(times => times.Count);
        report.Add($"{what}: requests per second", requestCount / took.TotalSeconds, "1/s");
        report.Add($"{what}: CPU of host and callers", cpu.Host / requestCount, "ms a request");
        report.Add($"{what}: CPU of PostgreSQL", cpu.Postgres / requestCount, "ms a request");
        report.Add($"{what}: decisions", tally.Decided.Count, "items");
        foreach (var act in Acts)
            foreach (var percent in new[] { 50, 95, 99 })
                report.Add($"{what}: {act}, p{percent}", Percentile(Times[act], percent / 100.0), "ms");
        report.Add("items decided twice", decidedTwice, "items");
        report.Add("claims held by two", tally.HeldByTwo, "claims");
        report.Add("requests that failed", tally.Failed, "requests");
        var code = await report.Finish();
        return decidedTwice + tally.HeldByTwo + tally.Failed == 0 ? code : 1;
    }

    private static async Task Work(HttpClient client, int number, int think, Tally tally, CancellationToken end)
    {
        var random = new Random(number);
        // People do not all sit down at the same second.
        if (!await Think(random.NextDouble() * 2 * think, end)) return;
        while (!end.IsCancellationRequested)
        {
            using var list = await Timed("list", () => client.GetAsync($"/api/reviews?queue={BusyQueue.QueueOf(number)}&limit=50"));
            var items = (await list.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None)).GetProperty("items");
            var open = items.EnumerateArray().Where(item => item.GetProperty("state").GetString() == "open")
                .Select(item => item.GetProperty("id").GetGuid()).ToArray();
            if (!await Think(think * (0.5 + random.NextDouble()), end) || open.Length == 0) continue;
            await Decide(client, open[random.Next(open.Length)], number, random, think, tally, end);
        }
    }

    private static async Task Decide(
        HttpClient client, Guid id, int number, Random random, int think, Tally tally, CancellationToken end)
    {
        using var opened = await Timed("open", () => client.GetAsync($"/api/reviews/{id}"));
        using var claim = await Timed("claim", () => client.PostAsJsonAsync($"/api/reviews/{id}/claim", new { }));
        // Somebody else was faster, or has decided it already.
        if (claim.StatusCode == HttpStatusCode.Conflict) return;
        if (claim.StatusCode != HttpStatusCode.OK) tally.NoteFailure();
        if (!tally.Held.TryAdd(id, number)) tally.NoteHeldByTwo();
        if (!await Think(think * (0.5 + random.NextDouble()), end)) return;
        using var decision = await Timed("decision", () => client.PostAsJsonAsync($"/api/reviews/{id}/approve", new { }));
        if (decision.StatusCode != HttpStatusCode.OK) tally.NoteFailure();
        else tally.Decided.Add(id);
    }

    private static async Task<bool> Think(double seconds, CancellationToken end)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), end);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<HttpResponseMessage> Timed(string name, Func<Task<HttpResponseMessage>> act)
    {
        var at = Stopwatch.GetTimestamp();
        var result = await act();
        Times[name].Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        return result;
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;

    private static double Percentile(ConcurrentBag<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }

    private sealed class Tally
    {
        private int _heldByTwo, _failed;

        public ConcurrentDictionary<Guid, int> Held { get; } = new();

        public ConcurrentBag<Guid> Decided { get; } = [];

        public int HeldByTwo => _heldByTwo;

        public int Failed => _failed;

        public void NoteHeldByTwo() => Interlocked.Increment(ref _heldByTwo);

        public void NoteFailure() => Interlocked.Increment(ref _failed);
    }
}
