using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Tests.Runs;

/// <summary>A host with an organisation of its own, and the few calls that tests of runs need.</summary>
public class EngineFixture : HostFixture
{
    public const string Slug = "engine-tests";

    public HttpClient Client { get; private set; } = new();

    public TenantId Tenant { get; private set; }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var accounts = Services.GetRequiredService<IAccounts>();
        Tenant = await accounts.RegisterOrganisation(Slug, "Engine tests", default);
        await accounts.RegisterUser(Tenant, "owner@engine.test", "Ona", Role.Owner, "a long password 1", default);
        await SignInAgain();
    }

    /// <summary>After the clock was moved far: sessions end by it.</summary>
    public async Task SignInAgain()
    {
        Client = Anonymous();
        using var answer = await Client.PostAsJsonAsync(
            "/api/session", new { email = "owner@engine.test", password = "a long password 1" });
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
    }

    /// <summary>Creates and publishes a workflow.</summary>
    public async Task<Guid> Publish(string name, object[] nodes, object[] edges, object? settings = null)
    {
        var definition = new { nodes, edges, settings = settings ?? new { } };
        var created = await Post("/api/workflows", new { name, definition }, HttpStatusCode.Created);
        var id = created.GetProperty("id").GetGuid();
        await Post($"/api/workflows/{id}/publish", new { }, HttpStatusCode.OK);
        return id;
    }

    /// <summary>Publishes a further version.</summary>
    public async Task Publish(Guid workflow, object[] nodes, object[] edges)
    {
        using var saved = await Client.PutAsJsonAsync(
            $"/api/workflows/{workflow}", new { definition = new { nodes, edges, settings = new { } } });
        saved.EnsureSuccessStatusCode();
        await Post($"/api/workflows/{workflow}/publish", new { }, HttpStatusCode.OK);
    }

    public static object Node(string id, string type, object? config = null, object? more = null)
    {
        var node = JsonSerializer.SerializeToNode(new { id, type, name = id, config = config ?? new { } })!.AsObject();
        foreach (var (key, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
            node[key] = value?.DeepClone();
        return node;
    }

    public static object Edge(string from, string to, string fromPort = "out") =>
        new { id = $"{from}-{fromPort}-{to}", from, fromPort, to };

    public async Task<JsonElement> Post(string address, object body, HttpStatusCode expected)
    {
        using var answer = await Client.PostAsJsonAsync(address, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public Task<JsonElement> Get(string address) => Client.GetFromJsonAsync<JsonElement>(address);

    /// <summary>Starts a run and waits for its end, or for it to wait.</summary>
    public async Task<JsonElement> Run(Guid workflow, object input)
    {
        var started = await Post($"/api/workflows/{workflow}/run", new { input }, HttpStatusCode.Accepted);
        return await Until(started.GetProperty("runId").GetGuid(), status => status != "running");
    }

    public async Task<Guid> Start(Guid workflow, object input) =>
        (await Post($"/api/workflows/{workflow}/run", new { input }, HttpStatusCode.Accepted)).GetProperty("runId").GetGuid();

    public async Task<JsonElement> Until(Guid run, Func<string, bool> isReached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var state = await Get($"/api/runs/{run}");
            if (isReached(state.GetProperty("status").GetString()!)) return state;
            await Task.Delay(20, patience.Token);
        }
    }

    public static JsonElement Step(JsonElement run, string nodeId, string iteration = "") =>
        run.GetProperty("steps").EnumerateArray().Single(step =>
            step.GetProperty("nodeId").GetString() == nodeId && step.GetProperty("iteration").GetString() == iteration);
}
