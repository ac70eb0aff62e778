using System.Net.Http.Json;
using System.Text.Json;

namespace ConcertMaster.Benchmarks.Engine;

/// <summary>The workflows that are measured.</summary>
internal static class EngineWorkflows
{
    public static async Task<Guid> Publish(HttpClient client, string name, object definition)
    {
        using var created = await client.PostAsJsonAsync("/api/workflows", new { name, definition });
        created.EnsureSuccessStatusCode();
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var published = await client.PostAsJsonAsync($"/api/workflows/{id}/publish", new { });
        if (!published.IsSuccessStatusCode)
            throw new InvalidOperationException(await published.Content.ReadAsStringAsync());
        return id;
    }

    public static object FourPureNodes(string path) => new
    {
        nodes = new[]
        {
            Node("hook", "WebhookTrigger", new { path, method = "POST", respond = "whenFinished" }),
            Node("amount", "Calculator", new { formula = "body.price * body.quantity", outputField = "amount" }),
            Node("tax", "Calculator", new { formula = "amount * 0.19", outputField = "tax" }),
            Node("large", "Conditional", new { condition = "{{ amount > 100 }}" }),
            Node("total", "Calculator", new { formula = "amount + tax", outputField = "total" }),
        },
        edges = new[] { Edge("hook", "amount"), Edge("amount", "tax"), Edge("tax", "large"), Edge("large", "total", "true") },
        settings = new { },
    };

    public static object Chain(int count, string type, Func<int, object> config) => new
    {
        nodes = Enumerable.Range(0, count).Select(i => Node($"n{i}", type, config(i)))
            .Prepend(Node("start", "ManualTrigger", new { })),
        edges = Enumerable.Range(0, count).Select(i => Edge(i == 0 ? "start" : $"n{i - 1}", $"n{i}")),
        settings = new { },
    };

    private static object Node(string id, string type, object config) =>
        new { id, type, name = id, config, position = new { x = 0, y = 0 } };

    private static object Edge(string from, string to, string fromPort = "out") =>
        new { id = $"{from}-{to}", from, to, fromPort };
}
