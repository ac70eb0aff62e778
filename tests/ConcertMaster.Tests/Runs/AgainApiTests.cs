using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Peers;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

/// <summary>Runs that have ended: driven on, in part or in bulk, and replayed under another version.</summary>
public sealed class AgainApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task Of_a_loop_that_failed_only_the_failed_item_is_done_again()
    {
        await using var target = await HttpPeer.Start();
        var isDown = true;
        target.Answer = (call, _) => isDown && call.PathAndQuery == "/2"
            ? PeerAnswer.Json(400, "{}")
            : PeerAnswer.Json(200, $$"""{"at":"{{call.PathAndQuery}}"}""");
        var workflow = await engine.Publish("items",
            [
                Node("start", "ManualTrigger"),
                Node("each", "Loop", new { items = "{{ [1, 2, 3] }}", failuresTolerated = 1 }),
                Node("call", "ApiCall", new { method = "POST", url = $$$"""{{{target.BaseUrl}}}/{{ $item }}""" }, new { parent = "each" }),
                Node("check", "DataMapper", new { mapping = new { all = "{{ $count($input[error]) = 0 or $error('one is missing') }}" } }),
            ],
            [Edge("start", "each"), Edge("each", "check")]);
        var run = (await engine.Run(workflow, new { })).GetProperty("id").GetGuid();
        await engine.Until(run, status => status == "failed");
        isDown = false;
        var again = new { steps = new[] { new { nodeId = "call", iteration = "1" } } };

        var preview = await engine.Post($"/api/runs/{run}/redrive/preview", again, HttpStatusCode.OK);
        await engine.Post($"/api/runs/{run}/redrive", again, HttpStatusCode.Accepted);

        preview.GetProperty("repeatedEffects").EnumerateArray().Single().GetProperty("iteration").GetString().ShouldBe("1");
        var ended = await engine.Until(run, status => status is "completed" or "failed");
        ended.GetProperty("output").ToString().ShouldBe("""{"all":true}""", ended.ToString());
        target.Calls.Select(call => call.PathAndQuery).ShouldBe(["/1", "/2", "/3", "/2"]);
        target.Calls.Where(call => call.PathAndQuery == "/2").Select(call => call.Headers["Idempotency-Key"]).Distinct()
            .ShouldHaveSingleItem("what had failed is asked for under the same key");
    }

    [Fact]
    public async Task Failed_runs_are_driven_on_together_after_a_preview_of_what_would_be_done_twice()
    {
        await using var target = await HttpPeer.Start();
        var isDown = true;
        target.Answer = (_, _) => isDown ? PeerAnswer.Json(400, "{}") : PeerAnswer.Json(200, "{}");
        var workflow = await engine.Publish("in bulk",
            [Node("start", "ManualTrigger"), Node("call", "ApiCall", new { method = "POST", url = target.BaseUrl })],
            [Edge("start", "call")]);
        var failed = new List<Guid>();
        for (var i = 0; i < 3; i++) failed.Add((await engine.Run(workflow, new { })).GetProperty("id").GetGuid());
        foreach (var run in failed) await engine.Until(run, status => status == "failed");
        isDown = false;
        var fine = (await engine.Run(workflow, new { })).GetProperty("id").GetGuid();
        await engine.Until(fine, status => status == "completed");

        var preview = await engine.Post("/api/runs/redrive/preview", new { ids = failed.Append(fine) }, HttpStatusCode.OK);
        var done = await engine.Post("/api/runs/redrive", new { ids = failed.Append(fine) }, HttpStatusCode.Accepted);

        preview.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("repeatedEffects").GetArrayLength())
            .ShouldBe([1, 1, 1, 0]);
        done.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString())
            .ShouldBe([null, null, null, "run.nothing-to-redrive"]);
        foreach (var run in failed) await engine.Until(run, status => status == "completed");
        await engine.Post("/api/runs/redrive", new { ids = Enumerable.Range(0, 201).Select(_ => Guid.NewGuid()) },
            HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_finished_run_is_replayed_under_another_version_with_its_recorded_answers()
    {
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, """{"price":10}""");
        var workflow = await engine.Publish("replayed", Nodes("body.price * $trigger.count", "/prices"), Edges());
        var run = (await engine.Run(workflow, new { count = 3 })).GetProperty("id").GetGuid();
        await engine.Until(run, status => status == "completed");
        await Publish(workflow, Nodes("body.price * $trigger.count + 1", "/prices"), Edges());
        await Publish(workflow,
            [.. Nodes("body.price * $trigger.count", "/v2/prices"), Node("more", "ApiCall", new { method = "GET", url = target.BaseUrl })],
            [.. Edges(), Edge("total", "more")]);

        var same = await engine.Post($"/api/runs/{run}/replay", new { version = 1 }, HttpStatusCode.OK);
        var second = await engine.Post($"/api/runs/{run}/replay", new { version = 2 }, HttpStatusCode.OK);
        var newest = await engine.Post($"/api/runs/{run}/replay", new { }, HttpStatusCode.OK);

        same.GetProperty("different").GetInt32().ShouldBe(0, same.ToString());
        var changed = second.GetProperty("differences").EnumerateArray().Single();
        (changed.GetProperty("nodeId").GetString(), changed.GetProperty("change").GetString()).ShouldBe(("total", "output"));
        second.GetProperty("after").GetProperty("output").GetProperty("total").GetInt32().ShouldBe(31);
        newest.GetProperty("after").GetProperty("status").GetString().ShouldBe("unanswered");
        newest.GetProperty("differences").EnumerateArray()
            .Select(one => $"{one.GetProperty("nodeId")} {one.GetProperty("change")}").ShouldBe(["call asked", "more unanswered"]);
        target.Calls.Count.ShouldBe(1, "a replay asks the world nothing");
        (await engine.Get($"/api/runs/{run}")).GetProperty("workflowVersion").GetInt32().ShouldBe(1);

        object[] Nodes(string formula, string path) =>
        [
            Node("start", "ManualTrigger"), Node("call", "ApiCall", new { method = "GET", url = $"{target.BaseUrl}{path}" }),
            Node("total", "Calculator", new { formula, outputField = "total" }),
        ];
        object[] Edges() => [Edge("start", "call"), Edge("call", "total")];
    }

    [Fact]
    public async Task Each_node_tells_how_long_it_took_and_how_often_it_failed()
    {
        var workflow = await engine.Publish("measured",
            [
                Node("start", "ManualTrigger"),
                Node("call", "ApiCall", new { method = "GET", url = $"{engine.BaseUrl}/health/live" }),
                Node("check", "DataMapper", new { mapping = new { x = "{{ $trigger.ok or $error('not ok') }}" } }),
            ],
            [Edge("start", "call"), Edge("call", "check")]);
        await engine.Until((await engine.Run(workflow, new { ok = true })).GetProperty("id").GetGuid(), status => status == "completed");
        await engine.Until((await engine.Run(workflow, new { ok = false })).GetProperty("id").GetGuid(), status => status == "failed");

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        JsonElement check;
        do
        {
            await Task.Delay(30, patience.Token);
            check = (await engine.Get($"/api/workflows/{workflow}/step-statistics")).GetProperty("items").EnumerateArray()
                .FirstOrDefault(item => item.GetProperty("nodeId").GetString() == "check");
        }
        while (check.ValueKind == JsonValueKind.Undefined || check.GetProperty("runs").GetInt32() < 2);

        check.GetProperty("failureRate").GetDouble().ShouldBe(0.5);
        check.GetProperty("lastError").GetString()!.ShouldContain("not ok");
        check.GetProperty("medianMs").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }

    private async Task Publish(Guid workflow, object[] nodes, object[] edges)
    {
        using var put = await engine.Client.PutAsync($"/api/workflows/{workflow}",
            System.Net.Http.Json.JsonContent.Create(new { definition = new { nodes, edges } }));
        put.StatusCode.ShouldBe(HttpStatusCode.OK, await put.Content.ReadAsStringAsync());
        await engine.Post($"/api/workflows/{workflow}/publish", new { }, HttpStatusCode.OK);
    }
}
