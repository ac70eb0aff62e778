using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Testing.Peers;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

/// <summary>Real processes, killed in the middle of their work.</summary>
public sealed class CrashApiTests
{
    private const int RunCount = 40;

    [Fact]
    public async Task After_a_kill_every_accepted_run_ends_and_no_completed_step_is_done_again()
    {
        var database = await HostFixture.CreateDatabase();
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, "{}") with { Delay = TimeSpan.FromMilliseconds(60) };
        var runs = new List<Guid>();
        await using (var first = await HostProcess.StartOn(database))
        {
            await SignIn(first.Client);
            var workflow = await Publish(first.Client, target.BaseUrl);
            for (var i = 0; i < RunCount; i++) runs.Add(await Start(first.Client, workflow));
            await Task.Delay(150);
            await first.Kill();
        }

        await using var second = await HostProcess.StartOn(database);
        await SignIn(second.Client);
        foreach (var run in runs)
        {
            var state = await End(second.Client, run);
            state.GetProperty("status").GetString().ShouldBe("completed", second.Output);
        }

        var calls = target.Calls.GroupBy(call => call.Headers["Idempotency-Key"]).ToList();
        calls.Count.ShouldBe(RunCount * 3, "each of three effects of each run has a key of its own");
        // An effect whose outcome was not recorded at the kill is done once more under the same key; no other is.
        foreach (var run in runs)
        {
            var repeated = calls.Where(group => group.Key.StartsWith(run.ToString("N"), StringComparison.Ordinal))
                .Sum(group => group.Count() - 1);
            repeated.ShouldBeLessThanOrEqualTo(1);
        }
    }

    private static async Task SignIn(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/api/session",
            new { email = DemoUser.Owner.Email, password = DemoUser.Owner.Password });
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
    }

    [Fact]
    public async Task A_host_that_is_told_to_stop_finishes_what_is_under_way_and_another_goes_on_with_the_rest()
    {
        var database = await HostFixture.CreateDatabase();
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, "{}") with { Delay = TimeSpan.FromSeconds(1) };
        var runs = new List<Guid>();
        await using (var first = await HostProcess.StartOn(database))
        {
            await SignIn(first.Client);
            var workflow = await Publish(first.Client, target.BaseUrl);
            for (var i = 0; i < 10; i++) runs.Add(await Start(first.Client, workflow));
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (target.Calls.Count < runs.Count) await Task.Delay(10, patience.Token);
            await first.Stop();
        }

        await using var second = await HostProcess.StartOn(database);
        await SignIn(second.Client);
        foreach (var run in runs)
            (await End(second.Client, run)).GetProperty("status").GetString().ShouldBe("completed", second.Output);

        var calls = target.Calls.GroupBy(call => call.Headers["Idempotency-Key"]).ToList();
        calls.Count.ShouldBe(runs.Count * 3);
        calls.ShouldAllBe(group => group.Count() == 1, "what was under way was finished and recorded, so nothing is repeated");
    }

    private static async Task<Guid> Publish(HttpClient client, string target)
    {
        var call = new { method = "POST", url = $"{target}/effect" };
        object[] nodes =
        [
            Node("start", "ManualTrigger"), Node("a", "ApiCall", call), Node("b", "ApiCall", call), Node("c", "ApiCall", call),
        ];
        object[] edges = [Edge("start", "a"), Edge("a", "b"), Edge("b", "c")];
        using var created = await client.PostAsJsonAsync("/api/workflows",
            new { name = "three effects", definition = new { nodes, edges, settings = new { } } });
        created.EnsureSuccessStatusCode();
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var published = await client.PostAsJsonAsync($"/api/workflows/{id}/publish", new { });
        published.EnsureSuccessStatusCode();
        return id;
    }

    private static async Task<Guid> Start(HttpClient client, Guid workflow)
    {
        using var answer = await client.PostAsJsonAsync($"/api/workflows/{workflow}/run", new { input = new { } });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runId").GetGuid();
    }

    private static async Task<JsonElement> End(HttpClient client, Guid run)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var state = await client.GetFromJsonAsync<JsonElement>($"/api/runs/{run}", patience.Token);
            if (state.GetProperty("status").GetString() is not "running") return state;
            await Task.Delay(50, patience.Token);
        }
    }
}
