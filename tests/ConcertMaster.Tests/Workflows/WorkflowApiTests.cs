using System.Net;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Access;

namespace ConcertMaster.Tests.Workflows;

public sealed class WorkflowApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly object Sound = new
    {
        nodes = new object[]
        {
            new { id = "start", type = "ManualTrigger", name = "Start" },
            new { id = "sum", type = "Calculator", name = "Sum", config = new { formula = "a + b", outputField = "sum" } },
        },
        edges = new[] { new { from = "start", to = "sum" } },
    };

    private async Task<HttpClient> Builder() => await (await TestOrganisation.Register(host)).SignIn(Role.Builder);

    [Fact]
    public async Task A_workflow_is_drawn_published_and_found_again()
    {
        using var client = await Builder();
        var created = await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Sums", definition = Sound },
            HttpStatusCode.Created);
        var address = $"/api/workflows/{created.GetProperty("id").GetString()}";

        var published = await client.Ask(HttpMethod.Post, $"{address}/publish");
        var again = await client.Ask(HttpMethod.Post, $"{address}/publish");
        var shown = await client.Ask(HttpMethod.Get, address);

        published.GetProperty("version").GetInt32().ShouldBe(1);
        again.GetRawText().ShouldBe(published.GetRawText());
        shown.GetProperty("hasUnpublishedChanges").GetBoolean().ShouldBeFalse();
        shown.GetProperty("definition").GetProperty("nodes").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Each_edit_is_an_event_and_the_past_can_be_shown()
    {
        using var client = await Builder();
        var created = await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Sums", definition = Sound },
            HttpStatusCode.Created);
        var (id, before) = (created.GetProperty("id").GetString(), created.GetProperty("version").GetInt64());

        await client.Ask(HttpMethod.Post, $"/api/workflows/{id}/edits",
            new { edits = new object[] { new { type = "removeNode", nodeId = "sum" } } });

        var past = await client.Ask(HttpMethod.Get, $"/api/workflows/{id}?at={before}");
        past.GetProperty("definition").GetProperty("nodes").GetArrayLength().ShouldBe(2);
        var history = await client.Ask(HttpMethod.Get, $"/api/workflows/{id}/history");
        history.GetProperty("items").EnumerateArray().Take(2).Select(item => item.GetProperty("type").GetString())
            .ShouldBe(["workflow.node-removed.v1", "workflow.edge-disconnected.v1"]);
    }

    [Fact]
    public async Task The_history_is_told_with_the_names_of_its_time_and_says_what_belongs_together()
    {
        using var client = await Builder();
        var created = await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Sums", definition = Sound },
            HttpStatusCode.Created);
        var address = $"/api/workflows/{created.GetProperty("id").GetString()}";
        foreach (var name in new[] { "T", "To", "Total" })
            await client.Ask(HttpMethod.Post, $"{address}/edits",
                new { edits = new object[] { new { type = "renameNode", nodeId = "sum", name } } });
        await client.Ask(HttpMethod.Post, $"{address}/edits",
            new { edits = new object[] { new { type = "removeNode", nodeId = "sum" } } });

        var first = await client.Ask(HttpMethod.Get, $"{address}/history?limit=5");
        var rows = first.GetProperty("items").EnumerateArray().ToList();
        rows.Select(row => row.GetProperty("summary").GetString())
            .ShouldBe(
                ["removed Total", "removed a connection", "renamed Sum to Total", "renamed Sum to To", "renamed Sum to T"]);
        rows[0].GetProperty("act").GetString().ShouldBe(rows[1].GetProperty("act").GetString());
        rows[2].GetProperty("act").GetString().ShouldNotBe(rows[3].GetProperty("act").GetString());
        rows[2].GetProperty("about").GetString().ShouldBe("sum");
    }

    [Theory]
    [InlineData("""{"edits": [{"type": "addNode", "node": {"id": "a", "type": "DataMapper", "name": "a\u0000b"}}]}""")]
    [InlineData("""{"edits": [{"type": "addNode", "node": {"id": "a", "type": "DataMapper", "config": {"a": "\ud800"}}}]}""")]
    public async Task Text_that_cannot_be_kept_is_refused_as_such(string body)
    {
        using var client = await Builder();
        var created = await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Sums" }, HttpStatusCode.Created);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(
            new Uri($"/api/workflows/{created.GetProperty("id").GetString()}/edits", UriKind.Relative), content);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("request.text-unstorable");
    }

    [Fact]
    public async Task A_definition_of_several_megabytes_is_taken_checked_and_published()
    {
        using var client = await Builder();
        var definition = new
        {
            nodes = Enumerable.Range(0, 40).Select(i => new
            {
                id = $"n{i}", type = i == 0 ? "ManualTrigger" : "DataMapper", name = $"Step {i}",
                config = new { mapping = new { text = new string('x', 60_000) } },
            }),
            edges = Enumerable.Range(1, 39).Select(i => new { id = $"e{i}", from = $"n{i - 1}", to = $"n{i}" }),
        };
        var created = await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Large", definition }, HttpStatusCode.Created);
        var address = $"/api/workflows/{created.GetProperty("id").GetString()}";

        (await client.Ask(HttpMethod.Post, $"{address}/validate", new { definition })).GetProperty("problems").GetArrayLength().ShouldBe(0);
        await client.Ask(HttpMethod.Put, address, new { definition });
        await client.Ask(HttpMethod.Post, $"{address}/publish", new { });

        await client.AskRefused(HttpMethod.Post, $"{address}/validate", new { definition = new string('x', 9_000_000) },
            HttpStatusCode.RequestEntityTooLarge, "request.too-large");
    }

    [Fact]
    public async Task An_edit_of_a_stale_version_is_refused_and_changes_nothing()
    {
        using var client = await Builder();
        var created = await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Sums", definition = Sound },
            HttpStatusCode.Created);
        var (address, version) = ($"/api/workflows/{created.GetProperty("id").GetString()}",
            created.GetProperty("version").GetInt64());
        var move = new { edits = new object[] { new { type = "moveNode", nodeId = "sum", position = new { x = 8, y = 8 } } } };
        await client.Ask(HttpMethod.Post, $"{address}/edits", move, headers: ("If-Match", $"\"{version}\""));

        await client.AskRefused(HttpMethod.Put, address, new { definition = new { } }, HttpStatusCode.PreconditionFailed,
            "stream.version-conflict", ("If-Match", $"\"{version}\""));

        var shown = await client.Ask(HttpMethod.Get, address);
        shown.GetProperty("version").GetInt64().ShouldBe(version + 1);
    }

    [Theory]
    [InlineData("""{"nodes":[{"id":"a","type":"Nonsense"}]}""", "node.unknown-type", "a")]
    [InlineData("""{"nodes":[{"id":"a","type":"Merge"},{"id":"b","type":"Merge"}],"edges":[{"from":"a","to":"b"},{"from":"b","to":"a"}]}""", "workflow.cycle", "a")]
    [InlineData("""{"nodes":[{"id":"a","type":"Merge"}],"edges":[{"id":"e","from":"a","to":"b"}]}""", "edge.unknown-node", "e")]
    [InlineData("""{"nodes":[{"id":"a b","type":"Merge"}]}""", "node.id-invalid", "a b")]
    [InlineData("""{"nodes":{"id":"a"}}""", "definition.malformed", "/nodes")]
    public async Task A_definition_that_cannot_be_drawn_is_refused_with_one_problem_per_fault(
        string definition, string code, string place)
    {
        using var client = await Builder();

        var problem = await client.AskRefused(HttpMethod.Post, "/api/workflows",
            new { name = "Faulty", definition = JsonDocument.Parse(definition).RootElement },
            HttpStatusCode.UnprocessableEntity, "workflow.definition-invalid");

        var fault = problem.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        (fault.GetProperty("code").GetString(), fault.GetProperty("path").GetString()).ShouldBe((code, place));
    }

    [Theory]
    [InlineData("""{"id":"x","type":"Calculator","config":{"formula":"1 +","outputField":"y"}}""", "expression.invalid")]
    [InlineData("""{"id":"x","type":"Calculator","config":{"outputField":"y"}}""", "node.config-invalid")]
    public async Task A_draft_with_faults_is_kept_but_not_published(string node, string code)
    {
        using var client = await Builder();
        var created = await client.Ask(HttpMethod.Post, "/api/workflows", new
        {
            name = "Faulty",
            definition = new { nodes = new[] { JsonDocument.Parse(node).RootElement } },
        }, HttpStatusCode.Created);
        var address = $"/api/workflows/{created.GetProperty("id").GetString()}";

        var problems = (await client.Ask(HttpMethod.Post, $"{address}/validate", new { })).GetProperty("problems");
        problems.EnumerateArray().ShouldContain(problem =>
            problem.GetProperty("nodeId").GetString() == "x" && problem.GetProperty("code").GetString()!.StartsWith(code));
        await client.AskRefused(HttpMethod.Post, $"{address}/publish", null, HttpStatusCode.UnprocessableEntity,
            "workflow.definition-invalid");
    }

    [Fact]
    public async Task The_id_of_something_else_leads_to_no_workflow_form_run_or_response()
    {
        var organisation = await TestOrganisation.Register(host);
        using var reviewer = await organisation.SignIn(Role.Reviewer);
        using var builder = await organisation.SignIn(Role.Builder);
        var account = (await reviewer.Ask(HttpMethod.Get, "/api/session")).GetProperty("user").GetProperty("id").GetString();
        foreach (var (address, code) in ((string, string)[])
                 [($"workflows/{account}", "workflow.not-found"), ($"workflows/{account}/history", "workflow.not-found"),
                     ($"runs/{account}", "run.unknown"), ($"runs/{account}/events", "run.unknown"),
                     ($"forms/{account}", "form.not-found"), ($"forms/{account}/versions", "form.not-found"),
                     ($"forms/{account}/analysis", "form.not-found"), ($"forms/{account}/letters", "form.not-found"),
                     ($"responses/{account}", "response.not-found"), ($"reviews/{account}", "review.not-found")])
            await reviewer.AskRefused(HttpMethod.Get, $"/api/{address}", null, HttpStatusCode.NotFound, code);
        foreach (var (address, code) in ((string, string)[])
                 [($"workflows/{account}/publish", "workflow.not-found"), ($"forms/{account}/publish", "form.not-found"),
                     ($"runs/{account}/cancel", "run.unknown"), ($"invitations/{account}/revoke", "invitation.not-found")])
            await builder.AskRefused(HttpMethod.Post, $"/api/{address}", new { }, HttpStatusCode.NotFound, code);
    }

    [Fact]
    public async Task A_repeated_request_with_the_same_key_creates_one_workflow()
    {
        using var client = await Builder();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Once" }, HttpStatusCode.Created, key);
        var second = await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Once" }, HttpStatusCode.Created, key);

        second.GetRawText().ShouldBe(first.GetRawText());
        // It is kept, and not in the clear: other answers hold links that work.
        (await Keys($"""
            select position('"id"' in encode(sealed, 'escape')) = 0 and body is null from app.idempotency_keys where key = '{key.Item2}'
            """)).ShouldBe(true);
        await client.AskRefused(HttpMethod.Post, "/api/workflows", new { name = "Another" },
            HttpStatusCode.UnprocessableEntity, "idempotency.key-reused", key);

        await Keys($"update app.idempotency_keys set created_at = now() - interval '2 days' where key = '{key.Item2}'");
        host.Clock.Advance(TimeSpan.FromMinutes(11));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await Keys($"select 1 from app.idempotency_keys where key = '{key.Item2}'") is not null)
            await Task.Delay(50, patience.Token);
    }

    private async Task<object?> Keys(string sql)
    {
        await using var command = host.Database.System.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_sees_ones_own_writes()
    {
        using var client = await Builder();
        long sequence = 0;
        for (var i = 0; i < 5; i++)
        {
            using var answer = await client.Send(HttpMethod.Post, "/api/workflows", new { name = $"Number {i}" });
            sequence = long.Parse(answer.Headers.GetValues("Concert-Sequence").Single());
        }

        var names = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.AskAfter($"/api/workflows?limit=2&cursor={cursor}", sequence);
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }

        names.ShouldBe(["Number 4", "Number 3", "Number 2", "Number 1", "Number 0"]);
    }
}
