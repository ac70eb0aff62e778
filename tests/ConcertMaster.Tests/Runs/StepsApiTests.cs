using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Peers;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

/// <summary>Steps in the real driver: retries, timeouts, loops, children, joins, large values.</summary>
public sealed class StepsApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task A_transient_failure_is_tried_again_under_the_same_key_until_it_succeeds()
    {
        await using var target = await HttpPeer.Start();
        target.Answer = (_, before) => before < 2 ? PeerAnswer.Json(503, "{}") : PeerAnswer.Json(200, "{}");
        var workflow = await engine.Publish("retries",
            [
                Node("start", "ManualTrigger"),
                Node("call", "ApiCall", new { method = "POST", url = target.BaseUrl },
                    new { retry = new { count = 2, backoffSeconds = 0.05, backoffSecondsMax = 1, jitter = 0 } }),
            ],
            [Edge("start", "call")]);

        var run = await engine.Until(await engine.Start(workflow, new { }), status => status is "completed" or "failed");

        run.GetProperty("status").GetString().ShouldBe("completed", run.ToString());
        Step(run, "call").GetProperty("attempt").GetInt32().ShouldBe(3);
        target.Calls.Count.ShouldBe(3);
        target.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_step_gives_can_be_all_that_goes_on()
    {
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, """[{"n":1},{"n":2}]""");
        var workflow = await engine.Publish("only the body",
            [
                Node("start", "ManualTrigger"), Node("call", "ApiCall", new { method = "GET", url = target.BaseUrl, output = "body" }),
                Node("sum", "Calculator", new { formula = "{'total': $sum($input.n)}", outputField = "" }),
            ],
            [Edge("start", "call"), Edge("call", "sum")]);

        var run = await engine.Until(await engine.Start(workflow, new { }), status => status is "completed" or "failed");

        run.GetProperty("output").ToString().ShouldBe("""{"total":3}""", run.ToString());
    }

    [Fact]
    public async Task A_step_that_takes_too_long_is_cut_off_and_leaves_by_its_error_port()
    {
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, "{}") with { Delay = TimeSpan.FromSeconds(30) };
        var workflow = await engine.Publish("late",
            [
                Node("start", "ManualTrigger"),
                Node("call", "ApiCall", new { method = "GET", url = target.BaseUrl }, new { timeoutSeconds = 0.2, onError = "port" }),
                Node("rescue", "DataMapper", new { mapping = new { code = "{{ error.code }}" } }),
            ],
            [Edge("start", "call"), Edge("call", "rescue", "error")]);

        var run = await engine.Until(await engine.Start(workflow, new { }), status => status is "completed" or "failed");

        run.GetProperty("output").ToString().ShouldBe("""{"code":"step.timeout"}""", run.ToString());
    }

    [Fact]
    public async Task A_loop_of_ten_thousand_items_keeps_their_order_and_tolerates_so_many_failures()
    {
        var workflow = await engine.Publish("ten thousand",
            [
                Node("start", "ManualTrigger"),
                Node("each", "Loop", new { items = "{{ [1..10000] }}", concurrency = 50, failuresTolerated = 10 }),
                Node("calc", "DataMapper",
                    new { mapping = new { v = "{{ $item % 1000 = 0 ? $error('no thousands') : $item * 2 }}" } }, new { parent = "each" }),
                Node("sum", "DataMapper", new { mapping = new { sum = "{{ $sum($input.v) }}", failed = "{{ $count($input.error) }}" } }),
            ],
            [Edge("start", "each"), Edge("each", "sum")]);

        var run = await engine.Start(workflow, new { });

        var ended = await engine.Until(run, status => status is "completed" or "failed");
        // All numbers to 10,000 doubled, without the ten thousands.
        ended.GetProperty("output").ToString().ShouldBe("""{"sum":99900000,"failed":10}""");
    }

    [Fact]
    public async Task A_nested_loop_that_fails_counts_as_one_failed_item_of_the_loop_around_it()
    {
        var workflow = await engine.Publish("nested",
            [
                Node("start", "ManualTrigger"),
                Node("outer", "Loop", new { items = "{{ [[1, 2], [3, 4], [5, 6]] }}", failuresTolerated = 1 }),
                Node("inner", "Loop", new { items = "{{ $item }}" }, new { parent = "outer" }),
                Node("calc", "DataMapper", new { mapping = new { v = "{{ $item = 4 ? $error('four') : $item }}" } },
                    new { parent = "inner" }),
            ],
            [Edge("start", "outer")]);

        var run = await engine.Run(workflow, new { });

        var ended = await engine.Until(run.GetProperty("id").GetGuid(), status => status is "completed" or "failed");
        var output = ended.GetProperty("output");
        output[0].ToString().ShouldBe("""[{"v":1},{"v":2}]""");
        output[1].GetProperty("error").GetProperty("message").GetString()!.ShouldContain("four");
        output[2].ToString().ShouldBe("""[{"v":5},{"v":6}]""");
    }

    [Fact]
    public async Task A_child_runs_the_version_that_is_named_or_the_newest()
    {
        var child = await engine.Publish("versioned child", [Node("start", "ManualTrigger"), Says("one")], [Edge("start", "say")]);
        object[] nodes = [Node("start", "ManualTrigger"), Says("two")], edges = [Edge("start", "say")];
        using (var put = await engine.Client.PutAsync($"/api/workflows/{child}",
            System.Net.Http.Json.JsonContent.Create(new { definition = new { nodes, edges } })))
            put.StatusCode.ShouldBe(HttpStatusCode.OK);
        await engine.Post($"/api/workflows/{child}/publish", new { }, HttpStatusCode.OK);
        var parent = await engine.Publish("versioned parent",
            [
                Node("start", "ManualTrigger"), Node("exact", "SubWorkflow", new { workflowId = child, version = 1 }),
                Node("newest", "SubWorkflow", new { workflowId = child }), Node("both", "Merge", new { mode = "byNode" }),
            ],
            [Edge("start", "exact"), Edge("start", "newest"), Edge("exact", "both"), Edge("newest", "both")]);

        var run = await engine.Until(await engine.Start(parent, new { }), status => status is "completed" or "failed");

        run.GetProperty("output").ToString().ShouldBe("""{"exact":{"says":"one"},"newest":{"says":"two"}}""");

        static object Says(string text) => Node("say", "DataMapper", new { mapping = new { says = text } });
    }

    [Theory]
    [InlineData("combine", """{"a":1,"b":2}""")]
    [InlineData("append", """[{"a":1},{"b":2}]""")]
    [InlineData("first", """{"a":1}""")]
    [InlineData("byPosition", """{"a":1,"b":2}""")]
    public async Task Branches_are_merged_as_the_step_says_and_those_not_taken_bring_nothing(string mode, string expected)
    {
        var workflow = await engine.Publish($"merge {mode}",
            [
                Node("start", "ManualTrigger"), Node("if", "Conditional", new { condition = "{{ true }}" }),
                Node("a", "DataMapper", new { mapping = new { a = 1 } }), Node("b", "DataMapper", new { mapping = new { b = 2 } }),
                Node("dead", "DataMapper", new { mapping = new { dead = 3 } }), Node("merge", "Merge", new { mode }),
            ],
            [
                Edge("start", "if"), Edge("if", "a", "true"), Edge("if", "b", "true"), Edge("if", "dead", "false"),
                Edge("a", "merge"), Edge("b", "merge"), Edge("dead", "merge"),
            ]);

        var run = await engine.Until(await engine.Start(workflow, new { }), status => status is "completed" or "failed");

        run.GetProperty("output").ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task A_wait_ends_at_its_time_or_leaves_by_timeout_when_nobody_called()
    {
        var workflow = await engine.Publish("until",
            [
                Node("start", "ManualTrigger"), Node("until", "Wait", new { until = "{{ $trigger.until }}" }),
                Node("call", "Wait", new { callback = true, duration = "PT1S" }),
                Node("none", "DataMapper", new { mapping = new { called = false } }),
            ],
            [Edge("start", "until"), Edge("until", "call"), Edge("call", "none", "timeout")]);

        var run = await engine.Start(workflow, new { until = engine.Clock.GetUtcNow().AddSeconds(1) });

        var ended = await engine.Until(run, status => status is "completed" or "failed");
        ended.GetProperty("output").ToString().ShouldBe("""{"called":false}""", ended.ToString());
    }

    [Fact]
    public async Task A_large_output_is_kept_once_by_its_hash_and_the_event_carries_hash_and_size()
    {
        var workflow = await engine.Publish("large",
            [
                Node("start", "ManualTrigger"),
                Node("big", "DataMapper", new { mapping = new { text = "{{ $join([1..60000].('abcdef')) }}" } }),
                Node("same", "DataMapper", new { mapping = new { text = "{{ text }}" } }),
                Node("size", "DataMapper", new { mapping = new { length = "{{ $length(text) }}" } }),
            ],
            [Edge("start", "big"), Edge("big", "same"), Edge("same", "size")]);

        var run = await engine.Until(await engine.Start(workflow, new { }), status => status is "completed" or "failed");

        run.GetProperty("output").ToString().ShouldBe("""{"length":360000}""", run.GetProperty("status").GetString());
        var events = (await engine.Get($"/api/runs/{run.GetProperty("id").GetGuid()}/events")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("data")).Where(data => data.TryGetProperty("outputBlob", out var blob)
                && blob.ValueKind == JsonValueKind.Object).ToList();
        events.Select(data => data.GetProperty("nodeId").GetString()).ShouldBe(["big", "same"]);
        events.Select(data => data.GetProperty("outputBlob").GetProperty("hash").GetString()).Distinct().ShouldHaveSingleItem();
        events[0].GetProperty("outputBlob").GetProperty("size").GetInt64().ShouldBe(360_011);
        events[0].GetProperty("output").ValueKind.ShouldBe(JsonValueKind.Null);
        Step(run, "big").GetProperty("output").GetProperty("text").GetString()!.Length.ShouldBe(360_000);
    }
}
