using System.Net;
using ConcertMaster.Testing.Hosting;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Proofs.Cluster;

/// <param name="Effects">Calls that one run makes.</param>
/// <param name="Result">What a run that was given n ends with.</param>
internal sealed record ChaosKind(string Name, object[] Nodes, object[] Edges, int Effects, Func<int, int> Result)
{
    public string Path => $"chaos-{Name}";
}

/// <summary>Four kinds of runs: straight, parallel with a join, a loop, waiting for a time and a callback.</summary>
internal static class ChaosWorkflows
{
    public const int CallbackValue = 7;

    public static IReadOnlyList<ChaosKind> All(string target)
    {
        object Call(string id, string n, object? more = null, string name = "", string? callback = null)
        {
            object body = callback is null
                ? new { run = "{{ $run.id }}", name = id + name, n }
                : new { run = "{{ $run.id }}", name = id + name, n, callback };
            return Node(id, "ApiCall", new { method = "POST", url = $"{target}/{id}", body }, more ?? Retries);
        }
        return
        [
            new("straight",
                [Hook("straight"), Call("first", Given), Call("second", Given), Result("$steps.first.body.doubled + $steps.second.body.doubled")],
                [Edge("hook", "first"), Edge("first", "second"), Edge("second", "result")], 2, n => 4 * n),
            new("parallel",
                [Hook("parallel"), Call("left", Given), Call("right", Given), Result("$steps.left.body.doubled + $steps.right.body.doubled + 1")],
                [Edge("hook", "left"), Edge("hook", "right"), Edge("left", "result"), Edge("right", "result")], 2, n => (4 * n) + 1),
            new("loop",
                [
                    Hook("loop"), Node("each", "Loop", new { items = "{{ [1, 2, 3] }}", concurrency = 2 }),
                    Call("item", "{{ $item }}", new { parent = "each", retry = Retry }, "-{{ $index }}"),
                    Result("$sum($steps.each.body.doubled) + $trigger.body.n"),
                ],
                [Edge("hook", "each"), Edge("each", "result")], 3, n => 12 + n),
            new("waiting",
                [
                    Hook("waiting"), Call("ask", Given, callback: "{{ $callbackUrl('answer') }}"),
                    Node("pause", "Wait", new { duration = "PT1S" }), Node("answer", "Wait", new { callback = true }),
                    Call("after", Given), Result("$steps.after.body.doubled + $steps.answer.callback.value"),
                ],
                [Edge("hook", "ask"), Edge("ask", "pause"), Edge("pause", "answer"), Edge("answer", "after"), Edge("after", "result")],
                2, n => (2 * n) + CallbackValue),
        ];
    }

    public static async Task Publish(HostProcess host, IEnumerable<ChaosKind> kinds)
    {
        using var builder = new HttpClient { BaseAddress = new Uri(host.BaseUrl) };
        var session = await builder.Ask(HttpMethod.Post, "/api/session",
            new { email = DemoUser.Builder.Email, password = DemoUser.Builder.Password });
        builder.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("accessToken").GetString());
        foreach (var kind in kinds)
        {
            var definition = new { nodes = kind.Nodes, edges = kind.Edges, settings = new { } };
            var created = await builder.Ask(
                HttpMethod.Post, "/api/workflows", new { name = kind.Name, definition }, HttpStatusCode.Created);
            await builder.Ask(HttpMethod.Post, $"/api/workflows/{created.GetProperty("id").GetGuid()}/publish", new { });
        }
    }

    private const string Given = "{{ $trigger.body.n }}";

    // A host that is held for longer than a connection lives loses the answer, and asks again under the same key.
    private static readonly object Retry = new { count = 8, backoffSeconds = 0.2 };

    private static readonly object Retries = new { retry = Retry };

    public static object Hook(string kind) => Node("hook", "WebhookTrigger", new { path = $"chaos-{kind}" });

    public static object Result(string formula) => Node("result", "Calculator", new { formula, outputField = "result" });
}
