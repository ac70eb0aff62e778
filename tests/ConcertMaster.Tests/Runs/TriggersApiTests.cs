using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

/// <summary>What starts runs besides people: calls, schedules, failures of others.</summary>
public sealed class TriggersApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task A_respond_step_answers_the_caller_and_the_run_goes_on()
    {
        var workflow = await engine.Publish("responds",
            [
                Node("hook", "WebhookTrigger", new { path = "responds", respond = "respondNode" }),
                Node("answer", "Respond", new { status = 201, headers = new { X_Kind = "test" }, body = new { got = "{{ body.n }}" } }),
                Node("later", "Wait", new { callback = true }),
            ],
            [Edge("hook", "answer"), Edge("answer", "later")]);

        using var answer = await engine.Client.PostAsJsonAsync($"/hooks/{Slug}/responds", new { n = 7 });

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"got":7}""");
        answer.Headers.GetValues("X_Kind").ShouldBe(["test"]);
        await RunsOf(workflow, items => items is [var run] && run.GetProperty("status").GetString() == "waiting");
    }

    [Fact]
    public async Task A_body_that_does_not_fit_the_schema_of_the_hook_starts_nothing_and_is_told_why()
    {
        var workflow = await engine.Publish("strict",
            [Node("hook", "WebhookTrigger", new
            {
                path = "strict",
                bodySchema = new { type = "object", required = new[] { "n" }, properties = new { n = new { type = "integer" } } },
            })], []);

        using var wrong = await engine.Client.PostAsJsonAsync($"/hooks/{Slug}/strict", new { n = "seven" });
        using var right = await engine.Client.PostAsJsonAsync($"/hooks/{Slug}/strict", new { n = 7 });

        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await wrong.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("webhook.body-invalid");
        problem.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("/n");
        right.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await RunsOf(workflow, items => items.Count == 1);
    }

    [Fact]
    public async Task The_same_key_on_a_hook_is_the_same_run()
    {
        var workflow = await engine.Publish("keyed", [Node("hook", "WebhookTrigger", new { path = "keyed" })], []);

        var (first, again, other) = (await Call("k-1"), await Call("k-1"), await Call("k-2"));

        again.ShouldBe(first);
        other.ShouldNotBe(first);
        await RunsOf(workflow, items => items.Count == 2);

        async Task<Guid> Call(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{Slug}/keyed") { Content = JsonContent.Create(new { }) };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await engine.Client.SendAsync(request);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runId").GetGuid();
        }
    }

    [Fact]
    public async Task A_failure_starts_the_error_workflow_once_and_that_does_not_start_itself()
    {
        var rescue = await engine.Publish("rescue",
            [Node("start", "ManualTrigger"), Node("fails", "DataMapper", new { mapping = new { x = "{{ $error('rescue fails too') }}" } })],
            [Edge("start", "fails")]);
        var broken = await engine.Publish("broken",
            [Node("start", "ManualTrigger"), Node("fails", "DataMapper", new { mapping = new { x = "{{ $error('broken') }}" } })],
            [Edge("start", "fails")], new { errorWorkflow = rescue });
        var failed = (await engine.Run(broken, new { })).GetProperty("id").GetGuid();

        var started = await RunsOf(rescue, items => items is [var one] && one.GetProperty("status").GetString() == "failed");

        var run = await engine.Get($"/api/runs/{started[0].GetProperty("id").GetGuid()}");
        run.GetProperty("trigger").GetString().ShouldBe("error");
        run.GetProperty("input").GetProperty("run").GetProperty("id").GetGuid().ShouldBe(failed);
        run.GetProperty("input").GetProperty("error").GetProperty("message").GetString()!.ShouldContain("broken");
    }

    [Fact]
    public async Task An_unpublished_workflow_starts_nothing_until_it_is_published_again()
    {
        var workflow = await engine.Publish("retired", [Node("hook", "WebhookTrigger", new { path = "retired" })], []);
        var outer = await engine.Publish("calls the retired one",
            [Node("start", "ManualTrigger"), Node("call", "SubWorkflow", new { workflowId = workflow, version = 1 })],
            [Edge("start", "call")]);
        await Listens();

        await engine.Post($"/api/workflows/{workflow}/unpublish", new { }, HttpStatusCode.OK);

        (await Call()).ShouldBe(HttpStatusCode.NotFound);
        foreach (var body in new object[] { new { }, new { version = 1 } })
            await engine.Client.AskRefused(HttpMethod.Post, $"/api/workflows/{workflow}/run", body,
                HttpStatusCode.Conflict, "workflow.not-published");
        Step(await engine.Run(outer, new { }), "call").GetProperty("error").GetRawText().ShouldContain("sub-workflow.not-published");
        var shown = await engine.Get($"/api/workflows/{workflow}");
        shown.GetProperty("published").ValueKind.ShouldBe(JsonValueKind.Null);
        shown.GetProperty("unpublished").GetInt32().ShouldBe(1);

        await engine.Post($"/api/workflows/{workflow}/publish", new { }, HttpStatusCode.OK);
        await Listens();
        await RunsOf(workflow, items => items.Select(run => run.GetProperty("workflowVersion").GetInt32()).Order().SequenceEqual([1, 2]));

        await engine.Client.Ask(HttpMethod.Delete, $"/api/workflows/{workflow}");
        (await Call()).ShouldBe(HttpStatusCode.NotFound);
        await engine.Post($"/api/workflows/{workflow}/restore", new { }, HttpStatusCode.OK);
        (await Call()).ShouldBe(HttpStatusCode.NotFound);
        (await engine.Get($"/api/workflows/{workflow}")).GetProperty("unpublished").GetInt32().ShouldBe(2);

        // What was published a moment ago may not have reached the table of addresses yet.
        async Task Listens()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (await Call() != HttpStatusCode.Accepted) await Task.Delay(50, patience.Token);
        }

        async Task<HttpStatusCode> Call()
        {
            using var answer = await engine.Client.PostAsJsonAsync($"/hooks/{Slug}/retired", new { });
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_schedule_makes_up_for_missed_times_as_its_workflow_says()
    {
        var (skip, once, all) = (await Scheduled("skip"), await Scheduled("once"), await Scheduled("all"));

        engine.Clock.Advance(TimeSpan.FromMinutes(10));

        await RunsOf(all, items => items.Count is 10 or 11);
        (await RunsOf(once, items => items.Count > 0)).Count.ShouldBeInRange(1, 2);
        (await RunsOf(skip, items => items.Count <= 2)).Count.ShouldBeInRange(0, 2);
        var fired = (await RunsOf(all, _ => true)).Select(run => run.GetProperty("trigger").GetString()).Distinct();
        fired.ShouldBe(["schedule"]);

        Task<Guid> Scheduled(string missedRuns) => engine.Publish($"every minute, {missedRuns}",
            [Node("clock", "ScheduleTrigger", new { cron = "* * * * *", timezone = "UTC" })], [], new { missedRuns });
    }

    private async Task<List<JsonElement>> RunsOf(Guid workflow, Func<List<JsonElement>, bool> isReached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var items = (await engine.Get($"/api/runs?workflowId={workflow}")).GetProperty("items").EnumerateArray().ToList();
            if (isReached(items)) return items;
            await Task.Delay(50, patience.Token);
        }
    }
}
