using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Peers;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs;

/// <summary>Calls of an API by a connection: what they carry, and what happens while the other side does not answer.</summary>
public sealed class ConnectionsApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task A_call_goes_to_the_base_address_with_the_secret_in_its_header_and_nowhere_else()
    {
        await using var erp = await HttpPeer.Start();
        await engine.Post("/api/connections", new
        {
            name = "carrying", kind = "http", settings = new { baseUrl = $"{erp.BaseUrl}/v2", header = "X-Key" }, secret = "s3cret",
        }, HttpStatusCode.Created);

        var run = await engine.Run(await Calling("carrying", "/orders?open=1"), new { });
        var away = await engine.Run(await Calling("carrying", "http://elsewhere.test/orders"), new { });

        run.GetProperty("status").GetString().ShouldBe("completed", run.ToString());
        var call = erp.Calls.ShouldHaveSingleItem();
        (call.PathAndQuery, call.Headers["X-Key"]).ShouldBe(("/v2/orders?open=1", "s3cret"));
        away.GetProperty("error").GetProperty("code").GetString().ShouldBe("http.other-origin");
        var events = (await engine.Get($"/api/runs/{run.GetProperty("id").GetGuid()}/events")).ToString();
        events.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_cookie_that_one_call_is_given_goes_along_with_no_other_one()
    {
        await using var erp = await HttpPeer.Start();
        erp.Answer = (_, _) => PeerAnswer.Json(200, "{}") with
        {
            Headers = new Dictionary<string, string> { ["Set-Cookie"] = "session=of-another-organisation; Path=/" },
        };
        var workflow = await engine.Publish("calls without a connection",
            [Node("start", "ManualTrigger"), Node("call", "ApiCall", new { method = "GET", url = erp.BaseUrl })],
            [Edge("start", "call")]);

        for (var i = 0; i < 2; i++)
            (await engine.Run(workflow, new { })).GetProperty("status").GetString().ShouldBe("completed");

        erp.Calls.Count.ShouldBe(2);
        erp.Calls.ShouldAllBe(call => !call.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task A_connection_that_fails_again_and_again_is_left_alone_and_the_steps_wait_until_it_works()
    {
        await using var erp = await HttpPeer.Start();
        var isDown = true;
        erp.Answer = (_, _) => isDown ? PeerAnswer.Json(503, "{}") : PeerAnswer.Json(200, """{"ok":true}""");
        await engine.Post("/api/connections",
            new { name = "resting", kind = "http", settings = new { baseUrl = erp.BaseUrl } }, HttpStatusCode.Created);
        var workflow = await Calling("resting", "/");
        // Five failures open the breaker; a node hears of that from the log, and may let one more through before.
        var (failed, waiting) = (-1, default(JsonElement));
        do (failed, waiting) = (failed + 1, await engine.Until(
            await engine.Start(workflow, new { }), status => status is "failed" or "waiting"));
        while (waiting.GetProperty("status").GetString() == "failed" && failed < 100);

        failed.ShouldBeInRange(5, 99);
        erp.Calls.Count.ShouldBe(failed, "an open breaker lets nothing through");
        var reason = Step(waiting, "call").GetProperty("waitingFor");
        reason.GetProperty("kind").GetString().ShouldBe("connection");
        reason.GetProperty("description").GetString().ShouldBe("The connection resting does not answer; it is tried again later");
        (await Breaker("resting", breaker => breaker.ValueKind == JsonValueKind.Object)).GetProperty("state").GetString().ShouldBe("open");

        isDown = false;
        engine.Clock.Advance(TimeSpan.FromSeconds(31));

        var ended = await engine.Until(waiting.GetProperty("id").GetGuid(), status => status is "completed" or "failed");
        ended.GetProperty("status").GetString().ShouldBe("completed", ended.ToString());
        Step(ended, "call").GetProperty("attempt").GetInt32().ShouldBe(1, "waiting for a connection is no attempt");
        await Breaker("resting", breaker => breaker.ValueKind == JsonValueKind.Null);
    }

    private Task<Guid> Calling(string connection, string url) => engine.Publish($"calls by {connection}",
        [Node("start", "ManualTrigger"), Node("call", "ApiCall", new { method = "GET", url, connection })], [Edge("start", "call")]);

    private async Task<JsonElement> Breaker(string name, Func<JsonElement, bool> isReached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var items = (await engine.Get("/api/connections")).GetProperty("items").EnumerateArray();
            var breaker = items.Single(item => item.GetProperty("name").GetString() == name).GetProperty("breaker");
            if (isReached(breaker)) return breaker;
            await Task.Delay(30, patience.Token);
        }
    }
}
