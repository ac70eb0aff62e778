using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Testing.Peers;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

public sealed class RunsApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task A_webhook_runs_through_calculation_branch_and_mapping_and_answers_with_the_result()
    {
        await engine.Publish("prices",
            [
                Node("hook", "WebhookTrigger", new { path = "prices", respond = "whenFinished" }),
                Node("twice", "Calculator", new { formula = "body.amount * 2", outputField = "twice" }),
                Node("large", "Conditional", new { condition = "{{ twice > 10 }}" }),
                Node("yes", "DataMapper", new { mapping = new { size = "large", value = "{{ $steps.twice.twice }}" } }),
                Node("no", "DataMapper", new { mapping = new { size = "small", text = "it is {{ twice }}" } }),
            ],
            [Edge("hook", "twice"), Edge("twice", "large"), Edge("large", "yes", "true"), Edge("large", "no", "false")]);

        using var large = await engine.Client.PostAsJsonAsync($"/hooks/{Slug}/prices", new { amount = 8 });
        using var small = await engine.Client.PostAsJsonAsync($"/hooks/{Slug}/prices", new { amount = 2 });

        large.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await large.Content.ReadAsStringAsync()).ShouldBe("""{"size":"large","value":16}""");
        (await small.Content.ReadAsStringAsync()).ShouldBe("""{"size":"small","text":"it is 4"}""");
    }

    [Theory]
    [InlineData("A\r\nX-Forged: yes")]
    [InlineData("A\nX-Forged: yes")]
    [InlineData("Müller")]
    public async Task What_somebody_wrote_into_a_form_adds_no_header_to_a_request(string name)
    {
        await using var target = await HttpPeer.Start();
        var workflow = await engine.Publish("headers",
            [
                Node("start", "ManualTrigger"),
                Node("call", "ApiCall", new
                {
                    url = target.BaseUrl, headers = new Dictionary<string, string> { ["X-Name"] = "{{ name }}" },
                }),
            ],
            [Edge("start", "call")]);

        var run = await engine.Run(workflow, new { name });

        Step(run, "call").GetProperty("error").GetProperty("code").GetString().ShouldBe("http.header-invalid", run.ToString());
        target.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"name": "half \ud83d a smile"}""")]
    [InlineData("""{"size": 1e999999}""")]
    public async Task A_step_that_brings_what_cannot_be_kept_fails_and_the_run_goes_on(string answer)
    {
        await using var target = await HttpPeer.Start();
        target.Answer = (_, _) => PeerAnswer.Json(200, answer);
        var workflow = await engine.Publish("unstorable",
            [Node("start", "ManualTrigger"), Node("call", "ApiCall", new { url = target.BaseUrl, output = "body" })],
            [Edge("start", "call")]);

        var run = await engine.Run(workflow, new { });

        Step(run, "call").GetProperty("error").GetProperty("code").GetString().ShouldBe("step.output-unstorable", run.ToString());
        using var sent = await engine.Client.PostAsync($"/api/workflows/{workflow}/run",
            new StringContent($$$"""{"input": {{{answer}}} }""", Encoding.UTF8, "application/json"));
        sent.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await sent.Content.ReadAsStringAsync()).ShouldContain("request.text-unstorable");
    }

    [Fact]
    public async Task An_effect_is_recorded_before_and_after_and_the_run_can_be_read_as_it_was()
    {
        var workflow = await engine.Publish("calls",
            [
                Node("start", "ManualTrigger"),
                Node("call", "ApiCall", new { method = "GET", url = $"{engine.BaseUrl}/health/live" }),
                Node("status", "DataMapper", new { mapping = new { status = "{{ body.status }}" } }),
            ],
            [Edge("start", "call"), Edge("call", "status")]);

        var run = await engine.Run(workflow, new { x = 1 });

        run.GetProperty("status").GetString().ShouldBe("completed");
        run.GetProperty("output").GetProperty("status").GetString().ShouldBe("live");
        Step(run, "call").GetProperty("input").GetProperty("x").GetInt32().ShouldBe(1);
        var id = run.GetProperty("id").GetGuid();
        var events = (await engine.Get($"/api/runs/{id}/events")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("type").GetString()).ToList();
        events.ShouldBe(["run.started.v1", "step.completed.v1", "step.started.v1", "step.completed.v1",
            "step.completed.v1", "run.completed.v1"]);
        var past = await engine.Get($"/api/runs/{id}?at=3");
        past.GetProperty("status").GetString().ShouldBe("running");
        Step(past, "call").GetProperty("status").GetString().ShouldBe("running");
        past.GetProperty("lastVersion").GetInt32().ShouldBe(6);

        var page = await engine.Get($"/api/runs/{id}/events?limit=4");
        var rest = await engine.Get($"/api/runs/{id}/events?limit=4&cursor={page.GetProperty("next").GetString()}");
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        Versions(page).Concat(Versions(rest)).ShouldBe([1, 2, 3, 4, 5, 6]);
        Versions(await engine.Get($"/api/runs/{id}/events?from=5")).ShouldBe([5, 6]);

        static IEnumerable<int> Versions(JsonElement page) =>
            page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task An_auditor_reads_the_names_of_steps_and_of_what_was_edited_or_run()
    {
        var workflow = await engine.Publish("named",
            [Node("start", "ManualTrigger"), new { id = "n1", type = "DataMapper", name = "Sum it up", config = new { mapping = new { } } }],
            [Edge("start", "n1")]);
        var run = await engine.Run(workflow, new { });

        await Told(run.GetProperty("id").GetGuid(), told => told.Contains(("The engine completed the step Sum it up", "named")));
        await Told(workflow, told => told.Exists(entry => entry.Sentence.EndsWith("connected start to Sum it up")));
    }

    // Names come from the lists of runs and workflows, which follow the log by a moment.
    private Task Told(Guid stream, Predicate<List<(string Sentence, string? About)>> isSo) =>
        engine.Client.AskUntil($"/api/audit/streams/{stream}", seen => isSo([.. seen.GetProperty("events").EnumerateArray()
            .Select(entry => (entry.GetProperty("sentence").GetString()!, entry.GetProperty("about").GetString()))]));

    [Fact]
    public async Task A_run_waits_for_a_moment_and_then_for_a_callback()
    {
        var workflow = await engine.Publish("waits",
            [
                Node("start", "ManualTrigger"),
                Node("while", "Wait", new { duration = "PT1S" }),
                Node("call", "Wait", new { callback = true, duration = "PT1H" }),
            ],
            [Edge("start", "while"), Edge("while", "call")]);

        var run = await engine.Run(workflow, new { x = 1 });
        Step(run, "while").GetProperty("waitingFor").GetProperty("kind").GetString().ShouldBe("timer");
        var id = run.GetProperty("id").GetGuid();
        JsonElement waiting;
        do waiting = await engine.Until(id, status => status == "waiting");
        while (Step(waiting, "while").GetProperty("status").GetString() != "completed");
        var link = Step(waiting, "call").GetProperty("waitingFor").GetProperty("link").GetString()!;
        await engine.Post(link, new { approved = true }, HttpStatusCode.Accepted);

        var ended = await engine.Until(id, status => status == "completed");
        ended.GetProperty("output").ToString().ShouldBe("""{"x":1,"callback":{"approved":true}}""");
        using var late = await engine.Client.PostAsJsonAsync(link, new { });
        late.StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_list_of_runs_shows_what_a_run_waits_for_and_how_it_ended()
    {
        var workflow = await engine.Publish("listed",
            [Node("start", "ManualTrigger"), Node("call", "Wait", new { callback = true })], [Edge("start", "call")]);
        var run = (await engine.Run(workflow, new { })).GetProperty("id").GetGuid();

        await engine.Post($"/api/runs/{run}/pause", new { }, HttpStatusCode.Accepted);
        await engine.Post($"/api/runs/{run}/resume", new { }, HttpStatusCode.Accepted);
        await engine.Until(run, status => status == "waiting");
        var cancelled = await engine.Client.PostAsJsonAsync($"/api/runs/{run}/cancel", new { reason = "enough" });
        engine.Client.DefaultRequestHeaders.Remove("Concert-After");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs?workflowId={workflow}");
        request.Headers.Add("Concert-After", cancelled.Headers.GetValues("Concert-Sequence").Single());
        using var answer = await engine.Client.SendAsync(request);

        var item = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().Single();
        item.GetProperty("status").GetString().ShouldBe("cancelled");
        item.GetProperty("trigger").GetString().ShouldBe("manual");
        item.GetProperty("startedBy").GetString().ShouldBe("Ona");
    }

    [Fact]
    public async Task A_loop_runs_its_body_once_for_each_item_and_nests()
    {
        var workflow = await engine.Publish("loops",
            [
                Node("start", "ManualTrigger"),
                Node("outer", "Loop", new { items = "{{ lists }}", concurrency = 2 }),
                Node("inner", "Loop", new { items = "{{ $item }}" }, new { parent = "outer" }),
                Node("calc", "DataMapper", new { mapping = new { v = "{{ $item * 10 + $index }}" } }, new { parent = "inner" }),
            ],
            [Edge("start", "outer")]);

        var run = await engine.Run(workflow, new { lists = new[] { new[] { 1, 2 }, [3], [] } });

        run.GetProperty("status").GetString().ShouldBe("completed", run.ToString());
        run.GetProperty("output").ToString().ShouldBe("""[[{"v":10},{"v":21}],[{"v":30}],[]]""");
    }

    [Fact]
    public async Task A_child_run_gives_its_output_to_the_step_that_started_it()
    {
        var child = await engine.Publish("child",
            [Node("start", "ManualTrigger"), Node("calc", "Calculator", new { formula = "n + 1", outputField = "n" })],
            [Edge("start", "calc")]);
        var parent = await engine.Publish("parent",
            [
                Node("start", "ManualTrigger"),
                Node("sub", "SubWorkflow", new { workflowId = child, input = new { n = "{{ n }}" } }),
                Node("again", "SubWorkflow", new { workflowId = child }),
            ],
            [Edge("start", "sub"), Edge("sub", "again")]);

        var run = (await engine.Start(parent, new { n = 5 }));

        var ended = await engine.Until(run, status => status is "completed" or "failed");
        ended.GetProperty("output").ToString().ShouldBe("""{"n":7}""");
    }

    [Fact]
    public async Task What_an_expression_says_of_its_own_fault_is_told_in_its_words_alone()
    {
        foreach (var (formula, said) in new[]
        {
            ("$error('No figure for March')", "No figure for March"),
            ("$assert(false, 'Figures must be positive')", "Figures must be positive"),
            ("1 + 'one'", "An expression failed: The right side of + must be a number, not \"one\" (T2002)"),
        })
        {
            var workflow = await engine.Publish("says why",
                [Node("start", "ManualTrigger"), Node("fails", "Calculator", new { formula, outputField = "x" })],
                [Edge("start", "fails")]);
            var run = await engine.Run(workflow, new { });
            run.GetProperty("error").GetProperty("message").GetString().ShouldBe(said);
        }
    }

    [Fact]
    public async Task A_failed_run_is_driven_on_from_where_it_failed()
    {
        var workflow = await engine.Publish("fails",
            [
                Node("start", "ManualTrigger"),
                Node("first", "ApiCall", new { method = "POST", url = $"{engine.BaseUrl}/api/nothing", failOnStatus = false }),
                Node("fails", "DataMapper", new { mapping = new { x = "{{ $number('no') }}" } }),
            ],
            [Edge("start", "first"), Edge("first", "fails")]);

        var run = await engine.Run(workflow, new { });
        run.GetProperty("status").GetString().ShouldBe("failed");
        run.GetProperty("error").GetProperty("code").GetString().ShouldBe("expression.failed");
        var id = run.GetProperty("id").GetGuid();
        var preview = await engine.Post($"/api/runs/{id}/redrive/preview", new { }, HttpStatusCode.OK);
        preview.GetProperty("repeatedEffects").GetArrayLength().ShouldBe(0);
        await engine.Post($"/api/runs/{id}/redrive", new { }, HttpStatusCode.Accepted);

        var again = await engine.Until(id, status => status == "failed");
        again.GetProperty("version").GetInt32().ShouldBeGreaterThan(run.GetProperty("version").GetInt32());
    }
}
