using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ConcertMaster.Runs.Triggers;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Runs.Triggers;

/// <summary>Requests from outside: who may send them, how often, and what they are answered.</summary>
public sealed class WebhookApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public async Task A_signed_webhook_takes_what_its_secret_signed_and_nothing_else()
    {
        await engine.Post("/api/connections", new { name = "signing", kind = "webhook", settings = new { }, secret = Secret },
            HttpStatusCode.Created);
        await Publish("signed", new { path = "signed", signedBy = "signing" });
        var now = engine.Clock.GetUtcNow();

        (await CodeOf(await Send("signed", """{"a": 1}"""))).ShouldBe("webhook.signature-missing");
        (await CodeOf(await Send("signed", """{"a": 1}""", Signed("m1", now, """{"a": 2}""")))).ShouldBe("webhook.signature-invalid");
        (await CodeOf(await Send("signed", """{"a": 1}""", Signed("m1", now.AddMinutes(-6), """{"a": 1}"""))))
            .ShouldBe("webhook.timestamp-stale");

        var first = await RunOf(await Send("signed", """{"a": 1}""", Signed("m1", now, """{"a": 1}""")));
        var again = await RunOf(await Send("signed", """{"a": 1}""",
            [.. Signed("m1", now, """{"a": 1}"""), ("Idempotency-Key", "another")]));
        again.ShouldBe(first, "a delivery that is repeated starts nothing, whatever unsigned headers say");
        (await RunOf(await Send("signed", """{"a": 1}""", Signed("m2", now, """{"a": 1}""")))).ShouldNotBe(first);

        var events = (await engine.Get($"/api/runs/{first}/events")).GetRawText();
        events.ShouldContain("webhook-id");
        events.ShouldNotContain("webhook-signature");
        events.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Without_its_secret_a_signed_webhook_takes_nothing()
    {
        await Publish("orphan", new { path = "orphan", signedBy = "nobody" });
        using var answer = await Send("orphan", "{}", Signed("m1", engine.Clock.GetUtcNow(), "{}"));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await CodeOf(answer)).ShouldBe("webhook.secret-missing");
    }

    [Fact]
    public async Task Beyond_its_rate_a_webhook_says_when_to_come_again()
    {
        await Publish("slow", new { path = "slow", ratePerMinute = 2 });
        await RunOf(await Send("slow", "{}"));
        await RunOf(await Send("slow", "{}"));
        using var third = await Send("slow", "{}");
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await CodeOf(third)).ShouldBe("webhook.too-many-requests");
        third.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 30);
        engine.Clock.Advance(TimeSpan.FromSeconds(31));
        await RunOf(await Send("slow", "{}"));
    }

    [Fact]
    public async Task A_body_that_does_not_fit_is_refused_with_its_faults()
    {
        await Publish("shaped", new
        {
            path = "shaped",
            bodySchema = new { type = "object", required = new[] { "id" }, properties = new { id = new { type = "integer" } } },
        });
        using var answer = await Send("shaped", """{"id": "seven"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("webhook.body-invalid");
        problem.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("/id");
        await RunOf(await Send("shaped", """{"id": 7}"""));
    }

    [Fact]
    public async Task One_key_starts_one_run()
    {
        await Publish("once", new { path = "once" });
        var first = await RunOf(await Send("once", "{}", ("Idempotency-Key", "k")));
        (await RunOf(await Send("once", "{}", ("Idempotency-Key", "k")))).ShouldBe(first);
    }

    [Fact]
    public async Task A_respond_node_answers_with_its_status_headers_and_body_while_the_run_goes_on()
    {
        await engine.Publish("respond",
            [
                Node("hook", "WebhookTrigger", new { path = "respond", respond = "respondNode" }),
                Node("answer", "Respond", new
                {
                    status = 201,
                    headers = new Dictionary<string, string>
                    {
                        ["X-Kind"] = "order", ["Set-Cookie"] = "concertmaster.session=theirs", ["Content-Security-Policy"] = "default-src *",
                    },
                    body = new { got = "{{ $trigger.body.id }}" },
                }),
                Node("pause", "Wait", new { duration = "PT1H" }),
            ],
            [Edge("hook", "answer"), Edge("answer", "pause")]);
        using var answer = await Send("respond", """{"id": 7}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.GetValues("X-Kind").ShouldBe(["order"]);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        answer.Headers.GetValues("Content-Security-Policy").Single()
            .ShouldStartWith("sandbox allow-forms allow-popups; default-src 'none'");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"got":7}""");
    }

    [Fact]
    public async Task A_run_that_fails_is_no_success_for_who_waits_for_it()
    {
        await engine.Publish("failing",
            [
                Node("hook", "WebhookTrigger", new { path = "failing", respond = "whenFinished" }),
                Node("sum", "Calculator", new { formula = "$error('no stock')", outputField = "x" }),
            ],
            [Edge("hook", "sum")]);
        using var answer = await Send("failing", "{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await CodeOf(answer)).ShouldBe("webhook.run-failed");
    }

    private Task<Guid> Publish(string name, object config) =>
        engine.Publish(name, [Node("hook", "WebhookTrigger", config)], []);

    private async Task<HttpResponseMessage> Send(string path, string body, params (string Name, string Value)[] headers)
    {
        using var client = engine.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{Slug}/{path}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    private static (string, string)[] Signed(string id, DateTimeOffset at, string body)
    {
        var signature = WebhookSignature.Sign(
            WebhookSignature.KeyOf(Secret)!, id, at.ToUnixTimeSeconds(), Encoding.UTF8.GetBytes(body));
        return
        [
            ("webhook-id", id), ("webhook-timestamp", $"{at.ToUnixTimeSeconds()}"),
            ("webhook-signature", $"v1,{Convert.ToBase64String(signature)}"),
        ];
    }

    private static async Task<Guid> RunOf(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        answer.Dispose();
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("runId").GetGuid();
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
