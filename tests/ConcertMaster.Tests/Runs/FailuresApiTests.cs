using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Peers;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

/// <summary>Failures, from the moment they happen to the one in which somebody has dealt with them.</summary>
public sealed class FailuresApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task Failures_stand_together_by_their_reason_until_they_are_driven_on_or_set_aside()
    {
        await using var target = await HttpPeer.Start();
        var isDown = true;
        target.Answer = (_, _) => isDown ? PeerAnswer.Json(400, "{}") : PeerAnswer.Json(200, "{}");
        var workflow = await engine.Publish("dead letters",
            [Node("start", "ManualTrigger"), Node("call", "ApiCall", new { method = "POST", url = target.BaseUrl })],
            [Edge("start", "call")]);
        var failed = new List<Guid>();
        for (var i = 0; i < 3; i++) failed.Add((await engine.Run(workflow, new { })).GetProperty("id").GetGuid());

        var group = await Group(workflow, count: 3);
        group.GetProperty("nodeId").GetString().ShouldBe("call");
        group.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        group.GetProperty("runIds").EnumerateArray().Select(id => id.GetGuid()).ShouldBe(failed, ignoreOrder: true);

        await engine.Post("/api/runs/set-aside", new { ids = failed[..1], reason = " " }, HttpStatusCode.UnprocessableEntity);
        await engine.Post("/api/runs/set-aside", new { ids = failed[..1], reason = "Told by telephone." }, HttpStatusCode.Accepted);
        await Group(workflow, count: 2);
        var aside = await engine.Get($"/api/runs/{failed[0]}");
        (aside.GetProperty("status").GetString(), aside.GetProperty("setAside").GetProperty("reason").GetString())
            .ShouldBe(("failed", "Told by telephone."));

        isDown = false;
        await engine.Post("/api/runs/redrive", new { ids = failed }, HttpStatusCode.Accepted);
        foreach (var run in failed) await engine.Until(run, status => status == "completed");
        await Group(workflow, count: 0);
        (await engine.Get($"/api/runs/{failed[0]}")).GetProperty("setAside").ValueKind.ShouldBe(JsonValueKind.Null);
        var refused = await engine.Post("/api/runs/set-aside", new { ids = failed[..1], reason = "Late." }, HttpStatusCode.Accepted);
        refused.GetProperty("items")[0].GetProperty("code").GetString().ShouldBe("run.not-failed");
    }

    /// <summary>The failures of the workflow once the list has seen so many; all are for one reason.</summary>
    private async Task<JsonElement> Group(Guid workflow, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var groups = (await engine.Get($"/api/runs/failures?workflowId={workflow}")).GetProperty("items");
            if (groups.GetArrayLength() == 0 && count == 0) return default;
            if (groups.GetArrayLength() == 1 && groups[0].GetProperty("count").GetInt32() == count) return groups[0];
            await Task.Delay(20, patience.Token);
        }
    }
}
