using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

/// <summary>What a run had asked for shares its fate.</summary>
public sealed class RunEndsApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task A_cancelled_run_takes_its_links_and_children_with_it_and_brings_them_back_when_it_is_taken_up()
    {
        var form = await Form("Fate");
        var child = await engine.Publish("fated child",
            [Node("start", "ManualTrigger"), Node("call", "Wait", new { callback = true })], [Edge("start", "call")]);
        var parent = await engine.Publish("fated parent",
            [
                Node("start", "ManualTrigger"),
                Node("ask", "SendForm", new { formId = form, recipients = new[] { "fate@engine.test" } }),
                Node("sub", "SubWorkflow", new { workflowId = child }),
                Node("free", "SubWorkflow", new { workflowId = child, wait = false }),
            ],
            [Edge("start", "ask"), Edge("start", "sub"), Edge("start", "free")]);
        var run = await engine.Start(parent, new { });
        await engine.Until(run, status => status == "waiting");
        var link = (await engine.Smtp.WaitForMailTo("fate@engine.test")).LinkWith("/f/");
        var token = link[(link.LastIndexOf('/') + 1)..];
        var waitedFor = ChildOf(await engine.Get($"/api/runs/{run}"), "sub");
        var free = Step(await engine.Get($"/api/runs/{run}"), "free").GetProperty("output").GetProperty("runId").GetGuid();
        await engine.Until(waitedFor, status => status == "waiting");

        await engine.Post($"/api/runs/{run}/cancel", new { reason = "enough" }, HttpStatusCode.Accepted);

        await engine.Until(waitedFor, status => status == "cancelled");
        await UntilLink(token, HttpStatusCode.Gone);
        (await engine.Until(free, status => status == "waiting")).GetProperty("status").GetString().ShouldBe("waiting");

        await engine.Post($"/api/runs/{run}/redrive", new { }, HttpStatusCode.Accepted);

        await UntilLink(token, HttpStatusCode.OK);
        var again = await engine.Until(waitedFor, status => status == "waiting");
        // Before the answer, which gets a letter of its own: the receipt.
        engine.Smtp.Mails.Count(mail => mail.Recipients.Contains("fate@engine.test")).ShouldBe(1, "nobody is asked twice");
        using var answered = await engine.Client.PostAsJsonAsync(
            $"/api/public/forms/{token}/submissions", new { answers = new { total = 7 } });
        answered.StatusCode.ShouldBe(HttpStatusCode.Created);
        await engine.Post(Step(again, "call").GetProperty("waitingFor").GetProperty("link").GetString()!,
            new { ok = true }, HttpStatusCode.Accepted);
        var ended = await engine.Until(run, status => status is "completed" or "failed");
        ended.GetProperty("status").GetString().ShouldBe("completed", ended.ToString());
        Step(ended, "ask").GetProperty("output").GetProperty("responses")[0].GetProperty("answers").GetProperty("total")
            .GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task A_parent_driven_on_from_a_failed_child_drives_the_same_child_on()
    {
        var child = await engine.Publish("mended child",
            [
                Node("start", "ManualTrigger"),
                Node("effect", "ApiCall", new { method = "POST", url = $"{engine.BaseUrl}/api/nothing", failOnStatus = false }),
                Node("late", "Wait", new { callback = true, condition = "{{ ok or $error('not yet') }}" }),
            ],
            [Edge("start", "effect"), Edge("effect", "late")]);
        var parent = await engine.Publish("mending parent",
            [Node("start", "ManualTrigger"), Node("sub", "SubWorkflow", new { workflowId = child })], [Edge("start", "sub")]);
        var run = await engine.Start(parent, new { });
        var childRun = ChildOf(await engine.Until(run, status => status == "waiting"), "sub");
        await CallBack(childRun, new { ok = false });
        await engine.Until(run, status => status == "failed");

        await engine.Post($"/api/runs/{run}/redrive", new { }, HttpStatusCode.Accepted);

        ChildOf(await engine.Until(run, status => status == "waiting"), "sub").ShouldBe(childRun);
        await CallBack(childRun, new { ok = true });
        await engine.Until(run, status => status == "completed");
        var effects = (await engine.Get($"/api/runs/{childRun}/events")).GetProperty("items").EnumerateArray()
            .Count(item => item.GetProperty("type").GetString() == "step.started.v1"
                && item.GetProperty("data").GetProperty("nodeId").GetString() == "effect");
        effects.ShouldBe(1, "what the child had done is kept");
    }

    private async Task CallBack(Guid run, object body)
    {
        var waiting = await engine.Until(run, status => status == "waiting");
        await engine.Post(Step(waiting, "late").GetProperty("waitingFor").GetProperty("link").GetString()!, body,
            HttpStatusCode.Accepted);
    }

    private static Guid ChildOf(JsonElement run, string nodeId) =>
        Step(run, nodeId).GetProperty("waitingFor").GetProperty("details").GetProperty("runId").GetGuid();

    private async Task UntilLink(string token, HttpStatusCode wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var anyone = engine.Anonymous();
        while (true)
        {
            using var answer = await anyone.GetAsync($"/api/public/forms/{token}", patience.Token);
            if (answer.StatusCode == wanted) return;
            await Task.Delay(50, patience.Token);
        }
    }

    private async Task<string> Form(string name)
    {
        var definition = new
        {
            schema = new
            {
                type = "object",
                properties = new { total = new { type = "number", title = "Total" } },
            },
        };
        var created = await engine.Post("/api/forms", new { name, definition }, HttpStatusCode.Created);
        var id = created.GetProperty("id").GetString()!;
        await engine.Post($"/api/forms/{id}/publish", new { }, HttpStatusCode.OK);
        return id;
    }
}
