using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms;

/// <summary>A form from its first field to the amended answer, over HTTP, with real mail.</summary>
public sealed class FormsApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            required = new[] { "total" },
            properties = new
            {
                total = new { type = "number", minimum = 0 },
                comment = new { type = "string", maxLength = 5_000 },
            },
        },
        ui = new { order = new[] { "total", "comment" } },
    };

    [Fact]
    public async Task A_form_is_made_published_sent_answered_once_and_amended()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await Published(builder, "Round trip");
        var token = await Send(builder, form, "ana@round.test");
        var mail = await host.Smtp.WaitForMailTo("ana@round.test");
        mail.LinkWith("/f/").ShouldEndWith(token);

        using var anyone = host.Anonymous();
        var open = await anyone.GetFromJsonAsync<JsonElement>($"/api/public/forms/{token}");
        (open.Text("status"), open.Text("name"), open.Text("organisation")).ShouldBe(("open", "Round trip", "Demo organisation"));
        open.GetProperty("definition").GetProperty("schema").GetProperty("properties").GetProperty("total").ValueKind
            .ShouldBe(JsonValueKind.Object);

        var faulty = await anyone.PostAsJsonAsync($"/api/public/forms/{token}/submissions", new { answers = new { total = -1 } });
        faulty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await faulty.Content.ReadFromJsonAsync<JsonElement>();
        problem.Text("code").ShouldBe("form.invalid");
        problem.GetProperty("errors")[0].Text("path").ShouldBe("/total");

        var first = await anyone.PostAsJsonAsync($"/api/public/forms/{token}/submissions", new { answers = new { total = 5 } });
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        var receipt = await first.Content.ReadFromJsonAsync<JsonElement>();
        await Refused(anyone.PostAsJsonAsync($"/api/public/forms/{token}/submissions", new { answers = new { total = 5 } }),
            HttpStatusCode.Conflict, "form.already-submitted");
        (await anyone.GetFromJsonAsync<JsonElement>($"/api/public/forms/{token}")).GetProperty("receipt").Text("number")
            .ShouldBe(receipt.GetProperty("receipt").Text("number"));

        await Amend(receipt.Text("responseId"));
    }

    [Fact]
    public async Task What_a_reviewer_asks_about_is_answered_without_script_and_nothing_else_is_touched()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var owner = await host.SignIn(DemoUser.Owner);
        using var reviewer = await host.SignIn(DemoUser.Reviewer);
        using var anyone = host.Anonymous();
        var token = await Send(builder, await Published(builder, "Plainly asked"), "asked@round.test");
        var sent = await anyone.Submit(token, new { total = 58_000, comment = "as ever" });
        var review = (await owner.Ask(HttpMethod.Post, "/api/reviews", new
        {
            title = "Plainly asked", queue = "plain", data = new { total = 58_000, comment = "as ever" }, asksSender = true,
            subject = new { kind = "response", id = sent.Text("responseId"), label = "R" },
        }, HttpStatusCode.Created)).Text("id");
        await reviewer.Ask(HttpMethod.Post, $"/api/reviews/{review}/request-changes",
            new { comment = "Kilograms?", fields = new[] { "total" } });
        await host.Smtp.WaitForMail(mail => mail.Subject.StartsWith("Please look again: Plainly asked", StringComparison.Ordinal));
        var page = await anyone.GetStringAsync($"/f/{token}?plain");
        page.ShouldContain("Kilograms?");
        page.ShouldContain("name=\"total\" inputmode=\"decimal\" value=\"58000\"");
        page.ShouldNotContain("name=\"comment\"");
        Task<HttpResponseMessage> Answer(string total) => anyone.PostAsync($"/f/{token}?plain",
            new FormUrlEncodedContent([new("total", total), new("comment", "forged")]));
        using var faulty = await Answer("-1");
        (await faulty.Content.ReadAsStringAsync()).ShouldContain("This must be 0 or more.");
        using var answered = await Answer("58");
        answered.StatusCode.ShouldBe(HttpStatusCode.OK);
        var response = await builder.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}");
        response.GetProperty("answers").GetRawText().ShouldBe("""{"total":58,"comment":"as ever"}""");
        var receipt = await anyone.GetStringAsync($"/f/{token}?plain");
        receipt.ShouldContain("You have answered this form already");
        receipt.ShouldNotContain(sent.GetProperty("receipt").Text("contentHash"), customMessage: "the hash is that of what stands now");
    }

    private async Task Amend(string response)
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        await Refused(owner.PutAsJsonAsync($"/api/responses/{response}", new { answers = new { total = 6 } }),
            HttpStatusCode.UnprocessableEntity, "response.reason-required");
        var amended = await owner.PutAsJsonAsync($"/api/responses/{response}", new { answers = new { total = 6 }, reason = "Typo" });
        amended.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/responses/{response}");
        request.Headers.Add("Concert-After", amended.Headers.GetValues("Concert-Sequence").Single());
        var detail = await (await owner.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>();
        detail.GetProperty("answers").GetProperty("total").GetInt32().ShouldBe(6);
        var change = detail.GetProperty("history")[1];
        (change.Text("reason"), change.Text("actor")).ShouldBe(("Typo", "Olga Owner"));
        change.GetProperty("changes")[0].GetProperty("before").GetInt32().ShouldBe(5);
        await Refused(owner.SendAsync(new(HttpMethod.Put, $"/api/responses/{response}")
        {
            Content = JsonContent.Create(new { answers = new { total = 7 }, reason = "Stale" }),
            Headers = { { "If-Match", "\"1\"" } },
        }), HttpStatusCode.PreconditionFailed, "stream.version-conflict");
    }

    [Fact]
    public async Task Two_hundred_submissions_at_once_of_one_invitation_are_one_response()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var token = await Send(builder, await Published(builder, "Race"), "race@round.test");
        using var anyone = host.Anonymous();
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n =>
            anyone.PostAsJsonAsync($"/api/public/forms/{token}/submissions", new { answers = new { total = n } })));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(199);
    }

    [Fact]
    public async Task Foreign_tokens_closed_forms_large_bodies_and_non_objects_are_refused()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await Published(builder, "Refusals");
        var token = await Send(builder, form, "refusals@round.test");
        using var anyone = host.Anonymous();
        var address = $"/api/public/forms/{token}/submissions";
        await Refused(anyone.GetAsync("/api/public/forms/nobody-has-this-token"), HttpStatusCode.NotFound, "form.unknown-token");
        await Refused(anyone.PostAsJsonAsync($"{address[..^20]}x/submissions", new { answers = new { } }),
            HttpStatusCode.NotFound, "form.unknown-token");
        await Refused(anyone.PostAsJsonAsync(address, new { answers = new[] { 1 } }),
            HttpStatusCode.UnprocessableEntity, "form.invalid");
        await Refused(anyone.PostAsJsonAsync(address, new { answers = new { total = 1, comment = new string('x', 1_100_000) } }),
            HttpStatusCode.RequestEntityTooLarge, "request.too-large");
        (await builder.PostAsync($"/api/forms/{form}/close", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Refused(anyone.PostAsJsonAsync(address, new { answers = new { total = 1 } }), HttpStatusCode.Gone, "form.closed");
        await Refused(anyone.GetAsync($"/api/public/forms/{token}"), HttpStatusCode.Gone, "form.closed");
    }

    [Fact]
    public async Task Hostile_text_comes_back_as_it_was_and_is_escaped_in_mail()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        const string hostile = "<script>alert(1)</script>' or 1=1; -- {{constructor}} \u202e\u0007";
        var form = await Published(builder, "Hostile <b>name</b>");
        var token = await Send(builder, form, "hostile@round.test", "<img src=x onerror=alert(1)>");
        var mail = await host.Smtp.WaitForMailTo("hostile@round.test");
        var html = mail.Text[mail.Text.IndexOf("<p>", StringComparison.Ordinal)..];
        html.ShouldNotContain("<img");
        html.ShouldNotContain("<b>name");
        html.ShouldContain("&lt;img src");
        using var anyone = host.Anonymous();
        var answer = await anyone.PostAsJsonAsync(
            $"/api/public/forms/{token}/submissions", new { answers = new { total = 1, comment = hostile } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("responseId");
        (await builder.GetFromJsonAsync<JsonElement>($"/api/responses/{id}")).GetProperty("answers").Text("comment").ShouldBe(hostile);
    }

    [Fact]
    public async Task An_answer_to_a_form_that_was_sent_by_hand_starts_a_run()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await Published(builder, "Trigger");
        var definition = new
        {
            nodes = new object[]
            {
                new { id = "answer", type = "FormTrigger", name = "Answer", config = new { formId = form } },
                new
                {
                    id = "map", type = "DataMapper", name = "Map",
                    config = new { mapping = new { twice = "{{ $trigger.answers.total * 2 }}" } },
                },
            },
            edges = new[] { new { id = "e", from = "answer", to = "map" } },
        };
        var created = await builder.PostAsJsonAsync("/api/workflows", new { name = "On answer", definition });
        var workflow = (await created.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        var published = await builder.PostAsync($"/api/workflows/{workflow}/publish", null);
        published.IsSuccessStatusCode.ShouldBeTrue(await published.Content.ReadAsStringAsync());
        var token = await Send(builder, form, "trigger@round.test");
        using var anyone = host.Anonymous();
        await anyone.PostAsJsonAsync($"/api/public/forms/{token}/submissions", new { answers = new { total = 21 } });
        var run = await FirstRunOf(builder, workflow);
        (run.Text("trigger"), run.Text("status")).ShouldBe(("form", "completed"));
        run.GetProperty("output").GetProperty("twice").GetInt32().ShouldBe(42);
    }

    private static async Task<JsonElement> FirstRunOf(HttpClient builder, string workflow)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var runs = (await builder.GetFromJsonAsync<JsonElement>($"/api/runs?workflowId={workflow}")).GetProperty("items");
            if (runs.GetArrayLength() > 0 && runs[0].Text("status") == "completed")
                return await builder.GetFromJsonAsync<JsonElement>($"/api/runs/{runs[0].Text("id")}");
            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    [Fact]
    public async Task What_is_no_submission_gets_a_clear_answer_and_takes_no_draft_away()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var token = await Send(builder, await Published(builder, "Confusion"), "types@round.test");
        using var anyone = host.Anonymous();
        var address = $"/api/public/forms/{token}/submissions";
        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { total = 4, comment = "kept" } });
        const string json = """{"answers":{"total":1},"files":[{"filepath":"/etc/passwd"}]}""";
        (HttpContent Body, HttpStatusCode Status)[] wrong =
        [
            (new StringContent(json, Encoding.UTF8, "text/plain"), HttpStatusCode.UnsupportedMediaType),
            (new MultipartFormDataContent { { new StringContent(json), "body" } }, HttpStatusCode.UnsupportedMediaType),
            (new FormUrlEncodedContent([new("answers[total]", "1")]), HttpStatusCode.UnsupportedMediaType),
            (new StringContent("{\"answers\":", Encoding.UTF8, "application/json"), HttpStatusCode.BadRequest),
            (new StringContent("""{"answers":"total"}""", Encoding.UTF8, "application/json"), HttpStatusCode.UnprocessableEntity),
            (new StringContent("""{"answers":{"total":"1"}}""", Encoding.UTF8, "application/json"), HttpStatusCode.UnprocessableEntity),
        ];
        foreach (var (body, status) in wrong)
        {
            using var answer = await anyone.PostAsync(address, body);
            answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        }
        var open = await anyone.GetFromJsonAsync<JsonElement>($"/api/public/forms/{token}");
        open.GetProperty("draft").GetProperty("answers").Text("comment").ShouldBe("kept");

        // Names that libraries for uploads use are names like any other, and no question is called so.
        var sent = await anyone.Submit(token, new
        {
            total = 1, files = new { upload = new { filepath = "/etc/passwd", size = 1 } }, filepath = "/etc/passwd", body = "x",
            __proto__ = 1,
        });
        sent.GetProperty("dropped").EnumerateArray().Select(name => name.GetString())
            .ShouldBe(["files", "filepath", "body", "__proto__"], ignoreOrder: true);
        var kept = await builder.GetFromJsonAsync<JsonElement>($"/api/responses/{sent.Text("responseId")}");
        kept.GetProperty("answers").GetRawText().ShouldBe("""{"total":1}""");
    }

    private static async Task<string> Published(HttpClient builder, string name)
    {
        var created = await builder.PostAsJsonAsync("/api/forms", new { name, definition = Definition });
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        (await builder.PostAsync($"/api/forms/{id}/publish", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return id;
    }

    private static async Task<string> Send(HttpClient builder, string form, string email, string? message = null)
    {
        var sent = await builder.PostAsJsonAsync($"/api/forms/{form}/send", new { recipients = new[] { new { email } }, message });
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("invitations")[0].Text("token");
    }

    private static async Task Refused(Task<HttpResponseMessage> asked, HttpStatusCode status, string code)
    {
        using var answer = await asked;
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, body);
        JsonSerializer.Deserialize<JsonElement>(body).Text("code").ShouldBe(code);
    }
}

internal static class JsonReading
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static string? TextOrNull(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static int Number(this JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
