using System.Net;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Access;

namespace ConcertMaster.Tests.Workflows;

/// <summary>Workflows as files: out by one door, in by another.</summary>
public sealed class ExchangeApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly object Drawn = new
    {
        nodes = new object[]
        {
            new
            {
                id = "ask", type = "ApiCall", name = "Ask", position = new { x = 272, y = 10 }, notes = "Bearer abcdef0123456789",
                config = new { url = "https://x.test", headers = new { apiKey = "k-1", accept = "a/b" }, body = "{{ $vars.token }}" },
            },
            new { id = "Go", type = "ManualTrigger", name = "Go" },
        },
        edges = new[] { new { from = "Go", to = "ask", id = "e1" } },
        settings = new { timeoutSeconds = 60, vars = new { password = "secret", region = "EU" } },
        layout = new
        {
            notes = new[] { new { id = "n1", text = "Why", x = 1, y = 2 } },
            groups = new[] { new { id = "g1", name = "All", nodeIds = new[] { "Go", "ask" } } },
        },
    };

    [Fact]
    public async Task An_export_is_canonical_and_holds_no_secrets_and_comes_back_as_the_same_workflow()
    {
        using var client = await (await TestOrganisation.Register(host)).SignIn(Role.Builder);
        var drawn = new { name = "Drawn", definition = Drawn };
        var first = await Id(client.Ask(HttpMethod.Post, "/api/workflows", drawn, HttpStatusCode.Created));

        using var answer = await client.GetAsync($"/api/workflows/{first}/export");
        var text = await answer.Content.ReadAsStringAsync();

        answer.Headers.GetValues("Concert-Left-Out").ShouldBe(["3"]);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("Drawn.json");
        text.ShouldBe(Canonical.ReplaceLineEndings("\n") + "\n");

        var file = JsonDocument.Parse(text).RootElement;
        var second = await Id(client.Ask(HttpMethod.Post, "/api/workflows/import", file, HttpStatusCode.Created));
        (await client.GetStringAsync($"/api/workflows/{second}/export")).ShouldBe(text);

        await client.Ask(HttpMethod.Post, $"/api/workflows/{second}/edits",
            new { edits = new object[] { new { type = "removeNode", nodeId = "ask" }, new { type = "removeNote", noteId = "n1" } } });
        await client.Ask(HttpMethod.Put, $"/api/workflows/{second}/import", file);
        (await client.GetStringAsync($"/api/workflows/{second}/export")).ShouldBe(text);
    }

    [Fact]
    public async Task A_published_version_is_exported_as_it_was()
    {
        using var client = await (await TestOrganisation.Register(host)).SignIn(Role.Builder);
        var id = await Id(client.Ask(HttpMethod.Post, "/api/workflows", new
        {
            name = "Published", definition = new { nodes = new[] { new { id = "go", type = "ManualTrigger", name = "Then" } } },
        }, HttpStatusCode.Created));
        await client.Ask(HttpMethod.Post, $"/api/workflows/{id}/publish");
        await client.Ask(HttpMethod.Post, $"/api/workflows/{id}/edits",
            new { edits = new[] { new { type = "renameNode", nodeId = "go", name = "Now" } } });

        var then = await client.Ask(HttpMethod.Get, $"/api/workflows/{id}/export?version=1");
        var now = await client.Ask(HttpMethod.Get, $"/api/workflows/{id}/export");

        then.GetProperty("nodes")[0].GetProperty("name").GetString().ShouldBe("Then");
        now.GetProperty("nodes")[0].GetProperty("name").GetString().ShouldBe("Now");
        await client.AskRefused(HttpMethod.Get, $"/api/workflows/{id}/export?version=7", null,
            HttpStatusCode.NotFound, "workflow.version-unknown");
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{"concertmaster":"workflow","name":"X"}""")]
    [InlineData("""{"concertmaster":"workflow","name":"X","nodes":[{"id":"a b","type":"Filter"}],"layout":7,"notes":"no"}""")]
    [InlineData("""{"name":"X","nodes":[{"id":"a","type":"NoSuchType"}]}""")]
    public async Task What_holds_no_sound_workflow_is_refused_with_its_faults(string file)
    {
        using var client = await (await TestOrganisation.Register(host)).SignIn(Role.Builder);

        var problem = await client.AskRefused(HttpMethod.Post, "/api/workflows/import", JsonDocument.Parse(file).RootElement,
            HttpStatusCode.UnprocessableEntity, "workflow.definition-invalid");

        problem.GetProperty("errors").GetArrayLength().ShouldBeGreaterThan(0);
    }

    private static async Task<string> Id(Task<JsonElement> created) => (await created).GetProperty("id").GetString()!;

    private const string Canonical = """
        {
          "concertmaster": "workflow",
          "name": "Drawn",
          "nodes": [
            {
              "config": {},
              "id": "Go",
              "name": "Go",
              "type": "ManualTrigger"
            },
            {
              "config": {
                "body": "{{ $vars.token }}",
                "headers": {
                  "accept": "a/b"
                },
                "url": "https://x.test"
              },
              "id": "ask",
              "name": "Ask",
              "notes": "[left out]",
              "type": "ApiCall"
            }
          ],
          "edges": [
            {
              "from": "Go",
              "fromPort": "out",
              "id": "e1",
              "to": "ask"
            }
          ],
          "settings": {
            "timeoutSeconds": 60,
            "vars": {
              "region": "EU"
            }
          },
          "layout": {
            "Go": {
              "x": 0,
              "y": 0
            },
            "ask": {
              "x": 272,
              "y": 10
            }
          },
          "notes": [
            {
              "colour": "yellow",
              "height": 160,
              "id": "n1",
              "text": "Why",
              "width": 240,
              "x": 1,
              "y": 2
            }
          ],
          "groups": [
            {
              "collapsed": false,
              "id": "g1",
              "name": "All",
              "nodeIds": [
                "Go",
                "ask"
              ]
            }
          ]
        }
        """;
}
