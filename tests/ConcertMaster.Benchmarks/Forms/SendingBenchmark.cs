using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Benchmarks.Hosting;

namespace ConcertMaster.Benchmarks.Forms;

/// <summary>
/// One sending to 50,000 people, on a host process of its own with its embedded PostgreSQL, to a mail server on loopback.
/// Meanwhile somebody works with the product and is timed.
/// </summary>
internal static class SendingBenchmark
{
    private const int People = 50_000;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    public static async Task<int> Run(string[] args)
    {
        var people = args.SkipWhile(arg => arg != "--people").Skip(1).Select(int.Parse).FirstOrDefault(People);
        await using var smtp = new CountingSmtpPeer();
        await using var host = await BenchmarkHost.Start(
            "--Smtp:Host", "127.0.0.1", "--Smtp:Port", $"{smtp.Port}", "--Smtp:Tls", "false");
        var report = new BenchmarkReport(args);
        var form = await Publish(host.Client);
        await Send(host.Client, form, 500); // compiles, connects and fills caches
        await Until(host, form, smtp, 500, []);

        var (before, cpu) = (host.ResidentBytes(), host.Cpu.Read());
        var watch = Stopwatch.StartNew();
        await Send(host.Client, form, people);
        report.Add($"{people} recipients accepted after", watch.Elapsed.TotalMilliseconds, "ms");
        var (glances, memory) = await Until(host, form, smtp, people + 500, []);
        var seconds = watch.Elapsed.TotalSeconds;
        var after = host.Cpu.Read();
        report.Add("letters out", people / seconds, "1/s");
        report.Add("CPU per letter, host", (after.Host - cpu.Host) / people, "ms");
        report.Add("CPU per letter, PostgreSQL", (after.Postgres - cpu.Postgres) / people, "ms");
        report.Add("memory before", before / 1e6, "MB");
        report.Add("memory after a quarter", memory[memory.Count / 4] / 1e6, "MB");
        report.Add("memory at the end", memory[^1] / 1e6, "MB");
        report.Add("memory at most", memory.Max() / 1e6, "MB");
        foreach (var percent in (int[])[50, 95, 99])
            report.Add($"list of forms meanwhile: {percent}th percentile",
                glances.Order().ElementAt(Math.Min(glances.Count - 1, glances.Count * percent / 100)), "ms");
        report.Add("letters missing or too many", smtp.Count - people - 500, "");
        var code = await report.Finish();
        return smtp.Count == people + 500 ? code : 1;
    }

    private static async Task<(List<double> Glances, List<long> Memory)> Until(
        BenchmarkHost host, string form, CountingSmtpPeer smtp, int letters, List<double> glances)
    {
        var memory = new List<long>();
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            await host.Client.GetStringAsync("/api/forms");
            glances.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            memory.Add(host.ResidentBytes());
            if (smtp.Count >= letters && await AreFinished(host.Client, form)) return (glances, memory);
            await Task.Delay(Glance);
        }
    }

    private static async Task<bool> AreFinished(HttpClient client, string form)
    {
        var list = await client.GetFromJsonAsync<JsonElement>($"/api/forms/{form}/distributions");
        return list.GetProperty("items").EnumerateArray().All(one => one.GetProperty("status").GetString() == "finished");
    }

    private static async Task Send(HttpClient client, string form, int people)
    {
        var recipients = Enumerable.Range(0, people).Select(number => new
        {
            email = $"person{number}@sending{people}{CountingSmtpPeer.Domain}", name = $"Person {number}", reference = $"S-{number}",
        });
        using var sent = await client.PostAsJsonAsync($"/api/forms/{form}/send", new { recipients, background = true });
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
