using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Benchmarks.Hosting;

namespace ConcertMaster.Benchmarks.Forms;

/// <summary>
/// One sending to 50,000 people, on a host process of its own with its embedded PostgreSQL, to a mail server on loopback,
/// and a reminder of it that is due for all of them at once. Meanwhile somebody works with the product and is timed.
/// </summary>
internal static class SendingBenchmark
{
    private const int People = 50_000;
    private const int Step = 10_000;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    public static async Task<int> Run(string[] args)
    {
        var people = args.SkipWhile(arg => arg != "--people").Skip(1).Select(int.Parse).FirstOrDefault(People);
        await using var smtp = new CountingSmtpPeer();
        await using var host = await BenchmarkHost.Start(
            "--Smtp:Host", "127.0.0.1", "--Smtp:Port", $"{smtp.Port}", "--Smtp:Tls", "false");
        var report = new BenchmarkReport(args);
        var form = await Publish(host.Client);
        await Send(host.Client, form, 500, null); // compiles, connects and fills caches
        await Until(host, form, smtp, 500, []);

        var (before, cpu) = (host.ResidentBytes(), host.Cpu.Read());
        var watch = Stopwatch.StartNew();
        var remindAt = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(60 + people / 250);
        await Send(host.Client, form, people, remindAt);
        report.Add($"{people} recipients accepted after", watch.Elapsed.TotalMilliseconds, "ms");
        var (glances, memory, alive) = await Until(host, form, smtp, people + 500, []);
        var seconds = watch.Elapsed.TotalSeconds;
        var after = host.Cpu.Read();
        report.Add("letters out", people / seconds, "1/s");
        report.Add("CPU per letter, host", (after.Host - cpu.Host) / people, "ms");
        report.Add("CPU per letter, PostgreSQL", (after.Postgres - cpu.Postgres) / people, "ms");
        report.Add("memory before", before / 1e6, "MB");
        report.Add("memory after a quarter", memory[memory.Count / 4] / 1e6, "MB");
        report.Add("memory at the end", memory[^1] / 1e6, "MB");
        report.Add("memory at most", memory.Max() / 1e6, "MB");
        // Memory as a whole is mostly room that the collector leaves for what comes next; what accumulates would show here.
        foreach (var step in alive.GroupBy(one => one.Letters / Step))
        {
            var letters = $"letters {step.Key * Step} to {(step.Key + 1) * Step}";
            report.Add($"outlived a collection, at least: {letters}", step.Min(one => one.Bytes) / 1e6, "MB");
            report.Add($"outlived a collection, at most: {letters}", step.Max(one => one.Bytes) / 1e6, "MB");
        }
        foreach (var percent in (int[])[50, 95, 99])
            report.Add($"list of forms meanwhile: {percent}th percentile", Percentile(glances, percent), "ms");
        var whole = 2 * people + 500;
        await Remind(host, form, smtp, people, report);
        report.Add("letters missing or too many", smtp.Count - whole, "");
        var code = await report.Finish();
        return smtp.Count == whole ? code : 1;
    }

    private static async Task Remind(
        BenchmarkHost host, string form, CountingSmtpPeer smtp, int people, BenchmarkReport report)
    {
        while (smtp.Count <= people + 500) await Task.Delay(Glance);
        var cpu = host.Cpu.Read();
        var (first, watch) = (smtp.Count, Stopwatch.StartNew());
        var (glances, memory, _) = await Until(host, form, smtp, 2 * people + 500, []);
        var after = host.Cpu.Read();
        report.Add("reminders out", (2 * people + 500 - first) / watch.Elapsed.TotalSeconds, "1/s");
        report.Add("CPU per reminder, host", (after.Host - cpu.Host) / people, "ms");
        report.Add("CPU per reminder, PostgreSQL", (after.Postgres - cpu.Postgres) / people, "ms");
        report.Add("memory while reminding, at most", memory.Max() / 1e6, "MB");
        report.Add("list of forms while reminding: 95th percentile", Percentile(glances, 95), "ms");
    }

    private static double Percentile(List<double> values, int percent) =>
        values.Order().ElementAt(Math.Min(values.Count - 1, values.Count * percent / 100));

    private static async Task<(List<double> Glances, List<long> Memory, List<(int Letters, double Bytes)> Alive)> Until(
        BenchmarkHost host, string form, CountingSmtpPeer smtp, int letters, List<double> glances)
    {
        var (memory, alive) = (new List<long>(), new List<(int, double)>());
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            await host.Client.GetStringAsync("/api/forms");
            glances.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            memory.Add(host.ResidentBytes());
            alive.Add((smtp.Count, await AliveBytes(host.Client)));
            if (smtp.Count >= letters && await AreFinished(host.Client, form)) return (glances, memory, alive);
            await Task.Delay(Glance);
        }
    }

    /// <summary>What the last collection has found to be still in use, but for what was just made.</summary>
    private static async Task<double> AliveBytes(HttpClient client) =>
        (await client.GetStringAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith("dotnet_gc_last_collection_heap_size", StringComparison.Ordinal)
                && !line.Contains("gen0", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<bool> AreFinished(HttpClient client, string form)
    {
        var list = await client.GetFromJsonAsync<JsonElement>($"/api/forms/{form}/distributions");
        return list.GetProperty("items").EnumerateArray().All(one => one.GetProperty("status").GetString() == "finished");
    }

    private static async Task Send(HttpClient client, string form, int people, DateTimeOffset? remindAt)
    {
        var recipients = Enumerable.Range(0, people).Select(number => new
        {
            email = $"person{number}@sending{people}{CountingSmtpPeer.Domain}", name = $"Person {number}", reference = $"S-{number}",
        });
        using var sent = await client.PostAsJsonAsync($"/api/forms/{form}/send", new
        {
            recipients, background = true, reminders = remindAt is null ? [] : (string[])[$"{remindAt:O}"],
        });
        sent.EnsureSuccessStatusCode();
    }

    private static async Task<string> Publish(HttpClient client)
    {
        var definition = new
        {
            schema = new { type = "object", properties = new { total = new { type = "number" } } }, ui = new { },
        };
        using var created = await client.PostAsJsonAsync("/api/forms", new { name = "Benchmark", definition });
        var form = (await created.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var published = await client.PostAsync($"/api/forms/{form}/publish", null);
        published.EnsureSuccessStatusCode();
        return form;
    }
}
