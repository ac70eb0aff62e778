using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Testing.Peers;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

/// <summary>
/// Runs that are large, endless, or meet a target that misbehaves: each ends as its settings say, with the reason, and
/// runs beside it do not notice.
/// </summary>
public sealed class HardRunsApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    /// <summary>Far above what it takes, and below what whoever waits behind something stuck would have to wait.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(200)]
    [InlineData(1_000)]
    public async Task A_large_workflow_is_validated_published_and_run(int nodeCount)
    {
        // Rows of three: a calculation, a branch, and the way on that the branch takes.
        var nodes = new List<object> { Node("start", "ManualTrigger") };
        var edges = new List<object>();
        for (var i = 1; i < nodeCount; i++)
        {
            nodes.Add(i % 3 == 2
                ? Node($"n{i}", "Conditional", new { condition = "{{ n >= 0 }}" })
                : Node($"n{i}", "Calculator", new { formula = "n + 1", outputField = "n" }));
            edges.Add(i == 1 ? Edge("start", "n1") : Edge($"n{i - 1}", $"n{i}", i % 3 == 0 ? "true" : "out"));
        }
        var workflow = await engine.Publish($"large {nodeCount}", [.. nodes], [.. edges]);
        var validated = await engine.Post($"/api/workflows/{workflow}/validate", new { }, HttpStatusCode.OK);
        validated.GetProperty("problems").EnumerateArray()
            .Count(problem => problem.GetProperty("severity").GetString() == "error").ShouldBe(0);

        var run = await engine.Run(workflow, new { n = 0 });

        run.GetProperty("status").GetString().ShouldBe("completed");
        run.GetProperty("steps").GetArrayLength().ShouldBe(nodeCount);
        run.GetProperty("output").GetProperty("n").GetInt32()
            .ShouldBe(Enumerable.Range(1, nodeCount - 1).Count(i => i % 3 != 2));
    }

    [Fact]
    public async Task A_workflow_that_starts_itself_for_ever_ends_at_the_depth_that_is_allowed()
    {
        var itself = await engine.Publish("itself", [Node("start", "ManualTrigger")], []);
        await engine.Publish(itself,
            [Node("start", "ManualTrigger"), Node("again", "SubWorkflow", new { workflowId = itself })], [Edge("start", "again")]);

        var run = await engine.Until(await engine.Start(itself, new { }), status => status is "failed" or "completed");

        run.GetProperty("status").GetString().ShouldBe("failed");
        run.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("nested too deep");
    }

    [Theory]
    [InlineData("($f := function($n) { $f($n + 1) }; $f(0))")]
    [InlineData("($f := function($n) { 1 + $f($n + 1) }; $f(0))")]
    public async Task An_expression_that_never_ends_fails_its_step(string endless)
    {
        var workflow = await engine.Publish($"endless {endless.Length}",
            [Node("start", "ManualTrigger"), Node("never", "DataMapper", new { mapping = new { x = $"{{{{ {endless} }}}}" } })],
            [Edge("start", "never")]);

        var run = await engine.Run(workflow, new { });

        run.GetProperty("error").GetProperty("code").GetString().ShouldBe("expression.failed");
        run.GetProperty("error").GetProperty("nodeId").GetString().ShouldBe("never");
    }

    [Fact]
    public async Task A_loop_over_more_items_than_allowed_fails_its_step()
    {
        var workflow = await engine.Publish("too many items",
            [
                Node("start", "ManualTrigger"), Node("each", "Loop", new { items = "{{ [1..100001] }}" }),
                Node("one", "DataMapper", new { mapping = new { x = 1 } }, new { parent = "each" }),
            ],
            [Edge("start", "each")]);

        var run = await engine.Run(workflow, new { });

        run.GetProperty("error").GetProperty("code").GetString().ShouldBe("loop.too-many-items");
    }

    [Fact]
    public async Task A_call_that_never_returns_is_cut_off_at_its_time_and_holds_up_no_other_run()
    {
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, "{}") with { Delay = TimeSpan.FromMinutes(5) };
        var hanging = await engine.Publish("hanging",
            [
                Node("start", "ManualTrigger"),
                Node("call", "ApiCall", new { url = target.BaseUrl }, new { timeoutSeconds = 1.5, onError = "continue" }),
                Node("after", "DataMapper", new { mapping = new { code = "{{ error.code }}" } }),
            ],
            [Edge("start", "call"), Edge("call", "after")]);
        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engine.Start(hanging, new { })));

        await EveryoneElseIsServed();
        var ended = await engine.Until(runs[^1], status => status != "running");

        ended.GetProperty("status").GetString().ShouldBe("completed");
        ended.GetProperty("output").GetProperty("code").GetString().ShouldBe("step.timeout");
        Step(ended, "call").GetProperty("status").GetString().ShouldBe("failed");
    }

    [Fact]
    public async Task An_answer_of_50_MB_fails_its_step_and_not_the_host()
    {
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, $"\"{new string('x', 50 * 1024 * 1024)}\"");

        var run = await engine.Run(await Calling("huge answer", target), new { });

        await EveryoneElseIsServed();
        run.GetProperty("status").GetString().ShouldBe("failed");
        run.GetProperty("error").GetProperty("code").GetString().ShouldBe("http.answer-too-large");
    }

    [Fact]
    public async Task An_answer_that_says_it_is_JSON_and_is_not_goes_on_as_text()
    {
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, "{ not JSON");

        var run = await engine.Run(await Calling("not JSON", target), new { });

        run.GetProperty("status").GetString().ShouldBe("completed");
        run.GetProperty("output").GetProperty("body").GetString().ShouldBe("{ not JSON");
    }

    [Fact]
    public async Task A_target_that_hangs_up_is_called_again_as_often_as_the_step_says_and_then_the_error_port_is_taken()
    {
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, "{}") with { HangsUp = true };
        var workflow = await engine.Publish("hangs up",
            [
                Node("start", "ManualTrigger"),
                Node("call", "ApiCall", new { method = "POST", url = target.BaseUrl },
                    new { retry = new { count = 2, backoffSeconds = 0.05 }, onError = "port" }),
                Node("sorry", "DataMapper", new { mapping = new { code = "{{ error.code }}" } }),
            ],
            [Edge("start", "call"), Edge("call", "sorry", "error")]);

        var run = await engine.Run(workflow, new { });

        run.GetProperty("status").GetString().ShouldBe("completed", run.ToString());
        run.GetProperty("output").GetProperty("code").GetString()!.ShouldStartWith("http.");
        Step(run, "call").GetProperty("attempt").GetInt32().ShouldBe(3);
        target.Calls.Count.ShouldBe(3);
        target.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct().Count().ShouldBe(1);
    }

    private Task<Guid> Calling(string name, HttpPeer target) => engine.Publish(name,
        [Node("start", "ManualTrigger"), Node("call", "ApiCall", new { url = target.BaseUrl })], [Edge("start", "call")]);

    private async Task EveryoneElseIsServed()
    {
        var path = $"beside-{Guid.CreateVersion7():N}";
        await engine.Publish(path,
            [
                Node("hook", "WebhookTrigger", new { path, respond = "whenFinished" }),
                Node("twice", "Calculator", new { formula = "body.n * 2", outputField = "twice" }),
            ],
            [Edge("hook", "twice")]);
        var clock = Stopwatch.StartNew();
        using var answer = await engine.Client.PostAsJsonAsync($"/hooks/{Slug}/{path}", new { n = 4 });
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>();
        result.GetProperty("twice").GetInt32().ShouldBe(8);
        clock.Elapsed.ShouldBeLessThan(Quick);
    }
}
