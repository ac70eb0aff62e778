using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Benchmarks.Hosting;

namespace ConcertMaster.Benchmarks.Reviews;

/// <summary>
/// What each act of a reviewer costs in CPU time, with all that follows from it until the read models have seen it: few
/// callers, one kind of act after the other. Other work on the machine hardly touches these figures.
/// </summary>
internal sealed class CostOfActs(BusyQueue situation, IReadOnlyList<HttpClient> reviewers, ProcessCpu cpu, BenchmarkReport report)
{
    private const int WarmUpCount = 400;
    private const int Count = 1_000;
    private const int CallersAtOnce = 4;

    public async Task Measure()
    {
        var ids = await Open();
        for (var isWarm = false; ; isWarm = true)
        {
            var count = isWarm ? Count : WarmUpCount;
            var some = ids.Take(count).ToList();
            ids.RemoveRange(0, count);
            await Time(isWarm, "list", some, (client, number, _) =>
                client.GetAsync($"/api/reviews?queue={BusyQueue.QueueOf(number)}&limit=50"));
            await Time(isWarm, "open", some, (client, _, id) => client.GetAsync($"/api/reviews/{id}"));
            await Time(isWarm, "claim", some, (client, _, id) => client.PostAsJsonAsync($"/api/reviews/{id}/claim", new { }));
            await Time(isWarm, "decision", some, (client, _, id) => client.PostAsJsonAsync($"/api/reviews/{id}/approve", new { }));
            if (isWarm) return;
        }
    }

    private async Task Time(
        bool isMeasured, string act, IReadOnlyList<Guid> ids, Func<HttpClient, int, Guid, Task<HttpResponseMessage>> send)
    {
        var before = cpu.Read();
        await Parallel.ForAsync(0, ids.Count, new ParallelOptions { MaxDegreeOfParallelism = CallersAtOnce }, async (place, _) =>
        {
            var number = place % reviewers.Count;
            using var answer = await send(reviewers[number], number, ids[place]);
            answer.EnsureSuccessStatusCode();
        });
        await situation.AllSeen();
        var after = cpu.Read();
        if (!isMeasured) return;
        report.Add($"{act}: CPU of host and callers", (after.Host - before.Host) / ids.Count, "ms");
        report.Add($"{act}: CPU of PostgreSQL", (after.Postgres - before.Postgres) / ids.Count, "ms");
    }

    private async Task<List<Guid>> Open()
    {
        var ids = new List<Guid>();
        for (var (more, cursor) = (true, ""); more && ids.Count < WarmUpCount + Count;)
        {
            var page = await reviewers[0].GetFromJsonAsync<JsonElement>($"/api/reviews?limit=200&cursor={cursor}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("next").GetString() ?? "";
            more = cursor.Length > 0;
        }
        return ids;
    }
}
