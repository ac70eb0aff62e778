using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs.Lanes;

public sealed class LanesApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task Runs_with_the_same_key_go_one_after_another_the_urgent_first_and_say_what_they_wait_for()
    {
        var workflow = await Waiting("orders", new { concurrencyKey = "customer" });
        var first = await Start(workflow, "ann");
        var second = await Start(workflow, "ann");
        var urgent = await Start(workflow, "ann", priority: 9);
        var other = await Start(workflow, "bob");
        await engine.Until(first, status => status == "waiting");
        await engine.Until(other, status => status == "waiting");

        await engine.Until(urgent, status => status == "queued");
        var inLine = await engine.Until(second, status => status == "queued");
        inLine.GetProperty("waitingFor").GetString().ShouldBe("Its turn: at most one run at once in orders, ann");
        inLine.GetProperty("line")[0].GetProperty("ahead").GetInt32().ShouldBe(1, "the urgent one goes first");
        await engine.Post($"/api/runs/{second}/pause", new { }, HttpStatusCode.Conflict);

        await CallBack(first);
        await engine.Until(urgent, status => status == "waiting");
        (await StatusOf(second)).ShouldBe("queued");
        await engine.Post($"/api/runs/{urgent}/cancel", new { }, HttpStatusCode.Accepted);
        await engine.Until(second, status => status == "waiting");

        // A run that is driven again stands in line again.
        await engine.Post($"/api/runs/{urgent}/redrive", new { }, HttpStatusCode.Accepted);
        await engine.Until(urgent, status => status == "queued");
        await CallBack(second);
        await engine.Until(urgent, status => status == "waiting");
        await CallBack(urgent);
        await engine.Until(urgent, status => status == "completed");
    }

    [Fact]
    public async Task A_workflow_has_so_many_runs_at_once_and_all_come_to_their_end()
    {
        var workflow = await engine.Publish("two at once",
            [
                Node("start", "ManualTrigger"),
                Node("call", "ApiCall", new { method = "GET", url = $"{engine.BaseUrl}/health/live" }),
            ],
            [Edge("start", "call")], new { concurrencyMax = 2 });

        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engine.Start(workflow, new { })));

        foreach (var run in runs) await engine.Until(run, status => status == "completed");
    }

    [Fact]
    public async Task The_organisation_has_so_many_runs_at_once_and_a_child_needs_no_second_place()
    {
        var child = await Waiting("limited child", new { });
        var parent = await engine.Publish("limited parent",
            [Node("start", "ManualTrigger"), Node("sub", "SubWorkflow", new { workflowId = child })], [Edge("start", "sub")]);
        await Limit(1);
        try
        {
            var first = await engine.Start(parent, new { });
            var second = await engine.Start(parent, new { });
            var waiting = await engine.Until(first, status => status == "waiting");
            await engine.Until(second, status => status == "queued");
            var childRun = Step(waiting, "sub").GetProperty("waitingFor").GetProperty("details").GetProperty("runId").GetGuid();
            await CallBack(childRun);
            await engine.Until(first, status => status == "completed");
            await engine.Until(second, status => status == "waiting");
            (await engine.Get("/api/runs/limit")).GetProperty("running").GetInt32().ShouldBe(1);
            var third = await engine.Start(parent, new { });
            await Limit(null);
            await engine.Until(third, status => status == "waiting");
        }
        finally
        {
            await Limit(null);
        }
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_its_workflow_allows_fails_and_its_effect_is_cut_off()
    {
        await using var target = await ConcertMaster.Testing.Peers.HttpPeer.Start();
        target.Answer = (_, _) =>
            ConcertMaster.Testing.Peers.PeerAnswer.Json(200, "{}") with { Delay = TimeSpan.FromSeconds(30) };
        var slow = await engine.Publish("slow",
            [Node("start", "ManualTrigger"), Node("call", "ApiCall", new { method = "GET", url = target.BaseUrl })],
            [Edge("start", "call")], new { timeoutSeconds = 1 });
        var idle = await Waiting("idle", new { timeoutSeconds = 1 });

        var cut = await engine.Until(await engine.Start(slow, new { }), status => status == "failed");
        var bored = await engine.Until(await engine.Start(idle, new { }), status => status == "failed");

        cut.GetProperty("error").GetProperty("code").GetString().ShouldBe("run.timeout", cut.ToString());
        Step(cut, "call").GetProperty("status").GetString().ShouldBe("failed");
        bored.GetProperty("error").GetProperty("code").GetString().ShouldBe("run.timeout");
    }

    [Fact]
    public async Task A_key_that_cannot_be_computed_fails_the_run_and_says_so()
    {
        var workflow = await Waiting("bad key", new { concurrencyKey = "$number(customer)" });

        var run = await engine.Until(await Start(workflow, "ann"), status => status == "failed");

        run.GetProperty("error").GetProperty("code").GetString().ShouldBe("run.concurrency-key-failed");
    }

    private Task<Guid> Waiting(string name, object settings) => engine.Publish(name,
        [Node("start", "ManualTrigger"), Node("call", "Wait", new { callback = true })], [Edge("start", "call")], settings);

    private async Task<Guid> Start(Guid workflow, string customer, int? priority = null) =>
        (await engine.Post($"/api/workflows/{workflow}/run", new { input = new { customer }, priority },
            HttpStatusCode.Accepted)).GetProperty("runId").GetGuid();

    private async Task<string> StatusOf(Guid run) => (await engine.Get($"/api/runs/{run}")).GetProperty("status").GetString()!;

    private async Task CallBack(Guid run)
    {
        var waiting = await engine.Until(run, status => status == "waiting");
        await engine.Post(Step(waiting, "call").GetProperty("waitingFor").GetProperty("link").GetString()!, new { },
            HttpStatusCode.Accepted);
    }

    private async Task Limit(int? max)
    {
        using var answer = await engine.Client.PutAsJsonAsync("/api/runs/limit", new { runsAtOnceMax = max });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
