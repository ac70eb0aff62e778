using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ConcertMaster.Benchmarks.Hosting;
using ConcertMaster.Testing.Forms;

namespace ConcertMaster.Benchmarks.Forms;

/// <summary>
/// Forms under load, on a host process of its own with its embedded PostgreSQL, with the template of 60 fields:
/// a stream of submissions, then five times 500 at the same time, all durable and validated when they are answered.
/// </summary>
internal static class FormsBenchmark
{
    private const int WarmUp = 4_000;
    private const int AtOnce = 500;
    private const int Bursts = 5;
    private const int Sustained = 3_000;
    private const int SustainedAtOnce = 64;

    public static async Task<int> Run(string[] args)
    {
        await using var smtp = new CountingSmtpPeer();
        await using var host = await BenchmarkHost.Start(
            "--Smtp:Host", "127.0.0.1", "--Smtp:Port", $"{smtp.Port}", "--Smtp:Tls", "false");
        return await Measure(host, smtp, new BenchmarkReport(args));
    }

    private static async Task<int> Measure(BenchmarkHost host, CountingSmtpPeer smtp, BenchmarkReport report)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce })
        {
            BaseAddress = new Uri(host.BaseUrl),
        };
        var (form, schema) = await Publish(host.Client);
        var inviting = Stopwatch.StartNew();
        var tokens = new List<string>();
        foreach (var batch in Enumerable.Range(0, WarmUp + AtOnce + Sustained + Bursts * AtOnce).Chunk(1_000))
            tokens.AddRange(await Invite(host.Client, form, batch));
        report.Add("invitations issued", tokens.Count / inviting.Elapsed.TotalSeconds, "1/s");
        await Open(client, tokens); // as whoever submits has done
        await Submit(client, schema, tokens[..WarmUp], 20); // the first ones compile and fill caches
        await Submit(client, schema, tokens[WarmUp..(WarmUp + AtOnce)], AtOnce);
        await smtp.Received(tokens.Count + WarmUp + AtOnce); // invitations and receipts
        var before = host.Cpu.Read();
        var lasting = await Submit(client, schema, tokens[(WarmUp + AtOnce)..(WarmUp + AtOnce + Sustained)], SustainedAtOnce);
        await smtp.Received(tokens.Count + WarmUp + AtOnce + Sustained);
        var after = host.Cpu.Read();
        report.Add($"submissions, {SustainedAtOnce} at a time", lasting.Times.Count / lasting.Seconds, "1/s");
        report.Add("CPU of the host per submission, what follows it included", (after.Host - before.Host) / Sustained, "ms");
        report.Add("CPU of PostgreSQL per submission", (after.Postgres - before.Postgres) / Sustained, "ms");
        // On a host that has been at work, as one is when many come at once.
        var bursts = new List<Outcome>();
        var costs = new List<(double Host, double Postgres, double Callers)>();
        foreach (var burst in tokens[(WarmUp + AtOnce + Sustained)..].Chunk(AtOnce))
        {
            (before, var callers) = (host.Cpu.Read(), Environment.CpuUsage.TotalTime);
            bursts.Add(await Submit(client, schema, [.. burst], AtOnce));
            after = host.Cpu.Read();
            costs.Add(((after.Host - before.Host) / AtOnce, (after.Postgres - before.Postgres) / AtOnce,
                (Environment.CpuUsage.TotalTime - callers).TotalMilliseconds / AtOnce));
            await smtp.Received(tokens.Count + WarmUp + AtOnce + Sustained + bursts.Count * AtOnce);
        }
        var times = $"median of {Bursts} times {AtOnce} at once";
        report.Add($"{times}: CPU of the host per submission, until the last was answered", Median(costs, cost => cost.Host), "ms");
        report.Add($"{times}: CPU of PostgreSQL, as long", Median(costs, cost => cost.Postgres), "ms");
        report.Add($"{times}: CPU of the callers", Median(costs, cost => cost.Callers), "ms");
        report.Add($"{times}: average", Median(bursts, burst => burst.Times.Average()), "ms");
        foreach (var percent in (int[])[50, 95, 99])
            report.Add($"{times}: {percent}th percentile", Median(bursts, burst => Percentile(burst.Times, percent)), "ms");
        var lost = bursts.Sum(burst => burst.Refused) + lasting.Refused;
        report.Add("submissions lost or refused", lost, "");
        var code = await report.Finish();
        return lost == 0 ? code : 1;
    }

    private sealed record Outcome(List<double> Times, double Seconds, int Refused);

    private static async Task<Outcome> Submit(HttpClient client, JsonElement schema, List<string> tokens, int atOnce)
    {
        var bodies = tokens.Select((token, index) => (token, body: Encoding.UTF8.GetBytes(
            $$"""{"answers":{{SampleAnswers.For(schema, seed: index).ToJsonString()}}}"""))).ToList();
        var (times, refused, whole) = (new List<double>(tokens.Count), 0, Stopwatch.StartNew());
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (one, ct) =>
        {
            var began = Stopwatch.GetTimestamp();
            using var content = new ByteArrayContent(one.body) { Headers = { ContentType = new("application/json") } };
            using var answer = await client.PostAsync($"/api/public/forms/{one.token}/submissions", content, ct);
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            lock (times) times.Add(took);
            if (answer.StatusCode == HttpStatusCode.Created) return;
            if (Interlocked.Increment(ref refused) == 1)
                Console.Error.WriteLine($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
        });
        return new(times, whole.Elapsed.TotalSeconds, refused);
    }

    private static Task Open(HttpClient client, List<string> tokens) => Parallel.ForEachAsync(
        tokens, new ParallelOptions { MaxDegreeOfParallelism = SustainedAtOnce },
        async (token, ct) => await client.GetByteArrayAsync($"/api/public/forms/{token}", ct));

    private static async Task<IEnumerable<string>> Invite(HttpClient client, string form, int[] numbers)
    {
        var recipients = numbers.Select(number => new { email = $"person{number}@forms.benchmark.test", name = $"P {number}" });
        using var sent = await client.PostAsJsonAsync($"/api/forms/{form}/send", new { recipients });
        var body = await sent.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("invitations").EnumerateArray().Select(one => one.GetProperty("token").GetString()!);
    }

    private static async Task<(string Form, JsonElement Schema)> Publish(HttpClient client)
    {
        var offered = await client.GetFromJsonAsync<JsonElement>("/api/forms/templates");
        var definition = offered.GetProperty("items").EnumerateArray()
            .Single(template => template.GetProperty("id").GetString() == "supplier-emissions").GetProperty("definition");
        using var created = await client.PostAsJsonAsync("/api/forms", new { name = "Benchmark", definition });
        var form = await created.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var id = form.GetProperty("id").GetString()!;
        using var published = await client.PostAsync($"/api/forms/{id}/publish", null);
        published.EnsureSuccessStatusCode();
        return (id, definition.GetProperty("schema"));
    }

    private static double Median<T>(List<T> measured, Func<T, double> of) => Percentile([.. measured.Select(of)], 50);

    private static double Percentile(List<double> values, int percent) =>
        values.Order().ElementAt(Math.Min(values.Count - 1, values.Count * percent / 100));
}
