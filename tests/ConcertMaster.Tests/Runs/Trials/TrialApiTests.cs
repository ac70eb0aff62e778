using System.Net;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Access;

namespace ConcertMaster.Tests.Runs.Trials;

public sealed class TrialApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly object Draft = new
    {
        nodes = new object[]
        {
            new { id = "start", type = "ManualTrigger" },
            new { id = "sum", type = "Calculator", config = new { formula = "a + b", outputField = "sum" } },
            new { id = "mail", type = "SendEmail", config = new { to = "ana@trial.test", subject = "Sum", text = "{{ sum }}" } },
            new { id = "twice", type = "Calculator", config = new { formula = "sum * 2", outputField = "twice" } },
            new { id = "wait", type = "Wait", config = new { callback = true, duration = "P1D" } },
        },
        edges = new[]
        {
            new { from = "start", to = "sum" }, new { from = "sum", to = "mail" }, new { from = "sum", to = "twice" },
            new { from = "twice", to = "wait" },
        },
    };

    [Fact]
    public async Task A_draft_is_tried_up_to_a_step_on_given_data()
    {
        var (client, address) = await Drawn();
        var answer = await client.Ask(HttpMethod.Post, $"{address}/trial", new { nodeId = "twice", input = new { a = 2, b = 3 } });
        answer.GetProperty("status").GetString().ShouldBe("completed");
        Output(answer, "twice").GetProperty("twice").GetInt32().ShouldBe(10);
        Steps(answer).ShouldBe("start sum twice");
    }

    [Fact]
    public async Task A_step_is_tried_alone_on_what_is_pinned_before_it()
    {
        var (client, address) = await Drawn();
        var answer = await client.Ask(HttpMethod.Post, $"{address}/trial",
            new { nodeId = "twice", alone = true, pinned = new { sum = new { output = new { sum = 21 } } } });
        Output(answer, "twice").GetProperty("twice").GetInt32().ShouldBe(42);
    }

    [Fact]
    public async Task What_reaches_outside_is_held_until_it_may_and_then_is_in_the_history()
    {
        var (client, address) = await Drawn();
        var input = new { a = 1, b = 1 };
        var held = await client.Ask(HttpMethod.Post, $"{address}/trial", new { nodeId = "mail", input });
        held.GetProperty("held")[0].GetProperty("nodeId").GetString().ShouldBe("mail");
        host.Smtp.Mails.ShouldNotContain(mail => mail.Recipients.Contains("ana@trial.test"));

        var sent = await client.Ask(HttpMethod.Post, $"{address}/trial", new { nodeId = "mail", input, effects = true });
        sent.GetProperty("held").GetArrayLength().ShouldBe(0);
        host.Smtp.Mails.ShouldContain(mail => mail.Recipients.Contains("ana@trial.test"));
        var history = await client.Ask(HttpMethod.Get, $"{address}/history");
        history.GetProperty("items")[0].GetProperty("summary").GetString().ShouldBe("tried SendEmail, with effects outside");
    }

    [Fact]
    public async Task What_waits_for_others_is_never_done_and_no_run_comes_of_it()
    {
        var (client, address) = await Drawn();
        var answer = await client.Ask(HttpMethod.Post, $"{address}/trial",
            new { nodeId = "wait", input = new { a = 1, b = 1 }, effects = true });
        Steps(answer).ShouldContain("twice");
        answer.GetProperty("status").GetString().ShouldNotBe("completed");
        var runs = await client.Ask(HttpMethod.Get, "/api/runs");
        runs.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_pinned_output_is_kept_apart_from_the_definition()
    {
        var (client, address) = await Drawn();
        using var put = await client.Send(HttpMethod.Put, $"{address}/test-data/sum", new { output = new { sum = 7 }, origin = "typed" });
        put.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var items = (await client.Ask(HttpMethod.Get, $"{address}/test-data")).GetProperty("items");
        items[0].GetProperty("output").GetProperty("sum").GetInt32().ShouldBe(7);
        (await client.Ask(HttpMethod.Get, address)).GetRawText().ShouldNotContain("typed");
        using var delete = await client.Send(HttpMethod.Delete, $"{address}/test-data/sum");
        (await client.Ask(HttpMethod.Get, $"{address}/test-data")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Preferences_are_one_persons_own()
    {
        var organisation = await TestOrganisation.Register(host);
        using var builder = await organisation.SignIn(Role.Builder);
        using var auditor = await organisation.SignIn(Role.Auditor);
        using var put = await builder.Send(HttpMethod.Put, "/api/me/preferences/editor.favourites", new[] { "ApiCall" });
        put.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await builder.Ask(HttpMethod.Get, "/api/me/preferences/editor.favourites")).GetProperty("value")[0].GetString()
            .ShouldBe("ApiCall");
        (await auditor.Ask(HttpMethod.Get, "/api/me/preferences/editor.favourites")).GetProperty("value").ValueKind
            .ShouldBe(JsonValueKind.Null);
    }

    private async Task<(HttpClient Client, string Address)> Drawn()
    {
        var client = await (await TestOrganisation.Register(host)).SignIn(Role.Builder);
        var created = await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Tried", definition = Draft },
            HttpStatusCode.Created);
        return (client, $"/api/workflows/{created.GetProperty("id").GetString()}");
    }

    private static JsonElement Output(JsonElement answer, string nodeId) => answer.GetProperty("steps").EnumerateArray()
        .Single(step => step.GetProperty("nodeId").GetString() == nodeId).GetProperty("output");

    private static string Steps(JsonElement answer) => string.Join(' ', answer.GetProperty("steps").EnumerateArray()
        .Select(step => step.GetProperty("nodeId").GetString()).Order(StringComparer.Ordinal));
}
