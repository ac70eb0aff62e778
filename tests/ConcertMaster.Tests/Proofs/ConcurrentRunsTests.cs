using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Tests.Runs;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Proofs;

public sealed class ConcurrentRunsTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const int RunCount = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Two_hundred_runs_started_at_once_all_finish_with_their_own_result_and_none_is_lost()
    {
        var workflow = await engine.Publish("at once",
            [
                Node("hook", "WebhookTrigger", new { path = "at-once" }),
                Node("twice", "Calculator", new { formula = "body.n * 2", outputField = "n" }),
                Node("more", "Calculator", new { formula = "n + 1", outputField = "n" }),
                Node("large", "Conditional", new { condition = "{{ n > 100 }}" }),
                Node("result", "DataMapper", new { mapping = new { n = "{{ n }}" } }, new { join = "any" }),
            ],
            [Edge("hook", "twice"), Edge("twice", "more"), Edge("more", "large"), Edge("large", "result", "true"),
                Edge("large", "result", "false")]);

        var ids = await Task.WhenAll(Enumerable.Range(0, RunCount).Select(Start));

        ids.Distinct().Count().ShouldBe(RunCount);
        var address = $"/api/runs?workflowId={workflow}&limit={RunCount}";
        var runs = await Waiting.Until(Patience, async () => (await engine.Get(address)).GetProperty("items"),
            items => items.GetArrayLength() == RunCount && items.EnumerateArray().All(HasCompleted));
        runs.EnumerateArray().Where(run => !HasCompleted(run)).Select(run => run.ToString()).ShouldBeEmpty();
        runs.EnumerateArray().Select(run => run.GetProperty("id").GetGuid()).Order().ShouldBe(ids.Order());
        for (var n = 0; n < RunCount; n += 20)
            (await engine.Get($"/api/runs/{ids[n]}")).GetProperty("output").GetProperty("n").GetInt32().ShouldBe((n * 2) + 1);
    }

    private async Task<Guid> Start(int n)
    {
        using var answer = await engine.Client.PostAsJsonAsync($"/hooks/{Slug}/at-once", new { n });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runId").GetGuid();
    }

    private static bool HasCompleted(JsonElement run) => run.GetProperty("status").GetString() == "completed";
}
