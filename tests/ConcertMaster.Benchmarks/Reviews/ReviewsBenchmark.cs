using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Benchmarks.Reviews;

/// <summary>
/// Reviewers at work on one queue, all at once, over HTTP: look at the list, claim, decide, until nothing is open.
/// <c>--reviewers 1000 --items 20000</c> is the full size; without them it is a tenth.
/// </summary>
internal static class ReviewsBenchmark
{
    private static readonly ConcurrentBag<double> Lists = [], Claims = [], Decisions = [];

    public static async Task<int> Run(string[] args)
    {
        var (reviewerCount, itemCount) = (Number(args, "--reviewers", 100), Number(args, "--items", 2_000));
        var host = new HostFixture();
        await host.InitializeAsync();
        try
        {
            var organisation = await TestOrganisation.Register(host);
            using var owner = await organisation.SignIn(Role.Owner);
            var reviewers = await Reviewers(organisation, reviewerCount);
            await Ask(owner, itemCount);
            var began = Stopwatch.GetTimestamp();
            var decided = new ConcurrentDictionary<Guid, ConcurrentBag<int>>();
            var held = new ConcurrentDictionary<Guid, int>();
            var doubles = 0;
            await Task.WhenAll(reviewers.Select((client, number) =>
                Work(client, number, decided, held, () => Interlocked.Increment(ref doubles))));
            var took = Stopwatch.GetElapsedTime(began);
            return await Report(args, reviewerCount, itemCount, decided, doubles, took);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static async Task<int> Report(
        string[] args, int reviewerCount, int itemCount, ConcurrentDictionary<Guid, ConcurrentBag<int>> decided, int doubles,
        TimeSpan took)
    {
        var report = new BenchmarkReport(args);
        var twice = decided.Values.Count(by => by.Count > 1);
        report.Add($"{reviewerCount} reviewers on {itemCount} items: decisions per second", decided.Count / took.TotalSeconds, "1/s");
        foreach (var (name, values) in new[] { ("list", Lists), ("claim", Claims), ("decision", Decisions) })
            foreach (var percent in new[] { 50, 95, 99 })
                report.Add($"{reviewerCount} reviewers at once: {name}, p{percent}", Percentile(values, percent / 100.0), "ms");
        report.Add("items decided twice", twice, "items");
        report.Add("claims held by two", doubles, "claims");
        report.Add("items left undecided", itemCount - decided.Count, "items");
        var code = await report.Finish();
        return twice + doubles + (itemCount - decided.Count) == 0 ? code : 1;
    }

    private static async Task<List<HttpClient>> Reviewers(TestOrganisation organisation, int count)
    {
        var clients = new ConcurrentBag<HttpClient>();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
            clients.Add(await organisation.SignIn(Role.Reviewer, $"{number:0000}")));
        return [.. clients];
    }

    private static Task Ask(HttpClient owner, int count) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, ct) =>
        {
            using var answer = await owner.PostAsJsonAsync("/api/reviews",
                new { title = $"Item {number}", queue = "load", data = new { number } }, ct);
            answer.EnsureSuccessStatusCode();
        });

    private static async Task Work(
        HttpClient client, int number, ConcurrentDictionary<Guid, ConcurrentBag<int>> decided,
        ConcurrentDictionary<Guid, int> held, Action heldByTwo)
    {
        var random = new Random(number);
        for (var empty = 0; empty < 3;)
        {
            var list = await Timed(Lists, () => client.GetFromJsonAsync<JsonElement>("/api/reviews?queue=load&limit=100"));
            var open = list.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("state").GetString() == "open")
                .Select(item => item.GetProperty("id").GetGuid()).ToArray();
            // What is left may be in the hands of others, who are about to decide it.
            if (open.Length == 0)
            {
                empty++;
                await Task.Delay(200);
                continue;
            }
            random.Shuffle(open);
            foreach (var id in open.Take(5)) await Decide(client, id, number, decided, held, heldByTwo);
        }
    }

    private static async Task Decide(
        HttpClient client, Guid id, int number, ConcurrentDictionary<Guid, ConcurrentBag<int>> decided,
        ConcurrentDictionary<Guid, int> held, Action heldByTwo)
    {
        using var claim = await Timed(Claims, () => client.PostAsJsonAsync($"/api/reviews/{id}/claim", new { }));
        if (claim.StatusCode != HttpStatusCode.OK) return;
        if (!held.TryAdd(id, number)) heldByTwo();
        using var decision = await Timed(Decisions, () => client.PostAsJsonAsync($"/api/reviews/{id}/approve", new { }));
        decision.EnsureSuccessStatusCode();
        decided.GetOrAdd(id, _ => []).Add(number);
    }

    private static async Task<T> Timed<T>(ConcurrentBag<double> times, Func<Task<T>> act)
    {
        var at = Stopwatch.GetTimestamp();
        var result = await act();
        times.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        return result;
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;

    private static double Percentile(ConcurrentBag<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }
}
