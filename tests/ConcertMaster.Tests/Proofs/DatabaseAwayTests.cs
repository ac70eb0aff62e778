using System.Diagnostics;
using System.Net;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Testing.Peers;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Proofs;

/// <summary>PostgreSQL is away for some seconds: callers are told to come back, and runs go on where they were.</summary>
public sealed class DatabaseAwayTests(GatedHostFixture host) : IClassFixture<GatedHostFixture>
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Requests_answer_503_with_a_code_and_runs_in_flight_complete_afterwards()
    {
        await using var peer = await HttpPeer.Start();
        // Slow enough that its answer arrives while the database is away.
        peer.Answer = (_, _) => PeerAnswer.Json(200, "{}") with { Delay = TimeSpan.FromSeconds(3) };
        using var client = await host.SignIn(DemoUser.Owner);
        var (calls, waits) = (await Start(client, "calls", CallsOut(peer)), await Start(client, "waits", Waits()));
        await Waiting.Until(Patience, () => Task.FromResult(peer.Calls.Count), count => count > 0);

        host.Gate.Cut();
        var away = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(away) < Away)
        {
            await ShouldBeUnavailable(client, HttpMethod.Get, "/api/workflows");
            await ShouldBeUnavailable(client, HttpMethod.Post, "/api/workflows", new { name = "Never made" });
            await ShouldBeUnavailable(client, HttpMethod.Post, $"/hooks/{DemoUser.Organisation}/supplier-emissions", new { });
            await Task.Delay(500);
        }
        host.Gate.Restore();

        foreach (var run in new[] { calls, waits })
        {
            var status = await Waiting.Until(Patience, () => StatusOf(client, run), status => status == "completed");
            status.ShouldBe("completed");
        }
        peer.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct().Count().ShouldBe(1);
    }

    private static (object[] Nodes, object[] Edges) CallsOut(HttpPeer peer) => (
        [
            Node("start", "ManualTrigger"),
            Node("call", "ApiCall", new { method = "POST", url = peer.BaseUrl, body = new { x = 1 } }),
            Node("after", "DataMapper", new { mapping = new { status = "{{ status }}" } }),
        ],
        [Edge("start", "call"), Edge("call", "after")]);

    private static (object[] Nodes, object[] Edges) Waits() => (
        [
            Node("start", "ManualTrigger"), Node("pause", "Wait", new { duration = "PT4S" }),
            Node("after", "DataMapper", new { mapping = new { done = true } }),
        ],
        [Edge("start", "pause"), Edge("pause", "after")]);

    private static async Task<Guid> Start(HttpClient client, string name, (object[] Nodes, object[] Edges) graph)
    {
        var definition = new { nodes = graph.Nodes, edges = graph.Edges, settings = new { } };
        var created = await client.Ask(
            HttpMethod.Post, "/api/workflows", new { name, definition }, HttpStatusCode.Created);
        var address = $"/api/workflows/{created.GetProperty("id").GetGuid()}";
        await client.Ask(HttpMethod.Post, $"{address}/publish", new { });
        var started = await client.Ask(HttpMethod.Post, $"{address}/run", new { input = new { } }, HttpStatusCode.Accepted);
        return started.GetProperty("runId").GetGuid();
    }

    private static async Task ShouldBeUnavailable(HttpClient client, HttpMethod method, string address, object? body = null)
    {
        using var answer = await client.Send(method, address, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, $"{method} {address}: {text}");
        answer.Headers.RetryAfter.ShouldNotBeNull($"{method} {address}");
        text.ShouldContain("\"code\":\"service.unavailable\"");
        text.ShouldNotContain("Npgsql");
        text.ShouldNotContain("   at ");
    }

    // While connections are made anew an answer may still be a refusal.
    private static async Task<string?> StatusOf(HttpClient client, Guid run)
    {
        using var answer = await client.Send(HttpMethod.Get, $"/api/runs/{run}");
        if (!answer.IsSuccessStatusCode) return $"{(int)answer.StatusCode}";
        using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("status").GetString();
    }
}

/// <summary>A host that reaches its database through a gate.</summary>
public sealed class GatedHostFixture : HostFixture
{
    private PostgresGate? _gate;

    public PostgresGate Gate => _gate ?? throw new InvalidOperationException("The host has not been started.");

    public override async Task DisposeAsync()
    {
        Gate.Restore();
        await base.DisposeAsync();
        await Gate.DisposeAsync();
    }

    protected override string HostConnectionString(string connectionString) =>
        (_gate ??= new PostgresGate(connectionString)).ConnectionString;
}
