using System.Net;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Filling;

/// <summary>Answers that are kept, taken to another device, and carried over into a newer version.</summary>
public sealed class DraftApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static object Definition(params string[] numbers) => new
    {
        schema = new { type = "object", properties = numbers.ToDictionary(name => name, name => new { type = "number" }) },
        ui = new { },
    };

    [Fact]
    public async Task A_draft_is_kept_gone_on_with_elsewhere_once_and_dropped_when_it_is_sent()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Drafts", Definition("total"));
        var token = await builder.Invite(form, "draft@round.test");
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{token}/draft/link", new { send = "copy" },
            HttpStatusCode.NotFound, "draft.not-found");
        var saved = await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { total = "12," }, page = 1 });
        saved.GetProperty("revision").GetInt32().ShouldBe(1);

        var link = await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{token}/draft/link", new { send = "mail" },
            HttpStatusCode.Created);
        link.Text("mailedTo").ShouldBe("d•••@round.test");
        (await host.Smtp.WaitForMail(mail => mail.Subject.StartsWith("Go on with Drafts",
            StringComparison.Ordinal))).Text.ShouldContain("continue=1");
        var code = link.Text("url").Split('/', '?')[^2];
        (await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{code}/continue")).Text("token").ShouldBe(token);
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{code}/continue", null, HttpStatusCode.Gone, "draft.link-used");

        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { total = "13" }, revision = 1 });
        var conflict = await anyone.AskRefused(HttpMethod.Put, $"/api/public/forms/{token}/draft",
            new { answers = new { total = "99" }, revision = 1 }, HttpStatusCode.Conflict, "draft.conflict");
        conflict.GetProperty("current").GetProperty("answers").Text("total").ShouldBe("13");

        (await anyone.Ask(HttpMethod.Get,
            $"/api/public/forms/{token}")).GetProperty("draft").GetProperty("revision").GetInt32().ShouldBe(2);
        await anyone.Submit(token, new { total = 13 });
        (await Rows(token)).ShouldBe(0);
        await anyone.AskRefused(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { } },
            HttpStatusCode.Conflict, "form.already-submitted");
    }

    [Fact]
    public async Task Whoever_has_sent_answers_changes_them_with_a_reason_and_takes_a_consent_back_where_the_form_allows_it()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var form = await owner.MakeForm("Amendable", new
        {
            schema = new
            {
                type = "object",
                properties = new
                {
                    total = new { type = "number", maximum = 100 }, site = new { type = "string" }, news = new { type = "boolean" },
                },
            },
            ui = new
            {
                amendable = true,
                fields = new
                {
                    site = new { classification = "personal" },
                    news = new { widget = "consent", consent = new { id = "news", version = "1", text = "We write to you." } },
                },
            },
        });
        var address = $"/api/public/forms/{await owner.Invite(form, "amends@round.test")}";
        await anyone.AskRefused(HttpMethod.Put, $"{address}/submission", new { answers = new { total = 1 }, reason = "Early" },
            HttpStatusCode.Conflict, "form.not-amendable");
        var sent = await anyone.Submit(address.Split('/')[^1], new { total = 12, site = "Oslo", news = true });
        await Consents("news");
        (await anyone.Ask(HttpMethod.Get, address)).GetProperty("answers").Text("site").ShouldBe("Oslo");

        await anyone.AskRefused(HttpMethod.Put, $"{address}/submission", new { answers = new { total = 13 } },
            HttpStatusCode.UnprocessableEntity, "response.reason-required");
        await anyone.AskRefused(HttpMethod.Put, $"{address}/submission", new { answers = new { total = 200 }, reason = "More" },
            HttpStatusCode.UnprocessableEntity, "form.invalid");
        var changed = await anyone.Ask(HttpMethod.Put, $"{address}/submission",
            new { answers = new { total = 13, site = "Oslo" }, reason = "Misread the meter" });
        changed.GetProperty("receipt").Text("number").ShouldBe(sent.GetProperty("receipt").Text("number"));
        changed.GetProperty("receipt").Text("contentHash").ShouldNotBe(sent.GetProperty("receipt").Text("contentHash"));
        var entry = (await owner.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}")).GetProperty("history")[1];
        entry.Text("reason").ShouldBe("Misread the meter");
        entry.GetProperty("changes").EnumerateArray().Select(change => change.Text("field")).ShouldBe(["total", "news"], ignoreOrder: true);
        await Consents();

        async Task Consents(params string[] expected)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (!(await anyone.Ask(HttpMethod.Get, address)).GetProperty("consents").EnumerateArray()
                .Select(one => one.GetString()).SequenceEqual(expected)) await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    [Fact]
    public async Task A_draft_that_meets_a_newer_version_is_carried_over_with_a_report()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Carried over", Definition("kept", "gone"));
        var token = await builder.Invite(form, "carried@round.test");
        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { kept = 1, gone = 2 } });
        await builder.Ask(HttpMethod.Put, $"/api/forms/{form}", new { definition = Definition("kept", "fresh") });
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/publish");

        var open = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
        open.GetProperty("version").GetInt32().ShouldBe(2);
        open.GetProperty("draft").GetProperty("answers").GetRawText().ShouldBe("""{"kept":1}""");
        var report = open.GetProperty("draft").GetProperty("carriedOver");
        report.GetProperty("kept")[0].GetString().ShouldBe("kept");
        report.GetProperty("dropped")[0].Text("field").ShouldBe("gone");
        report.GetProperty("added")[0].GetString().ShouldBe("fresh");
    }

    [Fact]
    public async Task Whoever_agreed_to_another_text_in_a_draft_is_asked_again_and_nobody_agrees_for_somebody_else()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Worded", Worded("1", "We write to you."));
        var token = await builder.Invite(form, "worded@round.test", new { news = true, source = "list" });
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}")).GetProperty("prefill").GetRawText()
            .ShouldBe("""{"source":"list"}""");
        // Also from a page that shows the older version still.
        await builder.Ask(HttpMethod.Put, $"/api/forms/{form}", new { definition = Worded("2", "We write to you every day.") });
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/publish");
        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/draft",
            new { answers = new { total = "1", news = true }, version = 1 });
        var draft = (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}")).GetProperty("draft");
        draft.GetProperty("answers").GetRawText().ShouldBe("""{"total":"1"}""");
        var dropped = draft.GetProperty("carriedOver").GetProperty("dropped")[0];
        (dropped.Text("field"), dropped.GetProperty("stillAsked").GetBoolean()).ShouldBe(("news", true));
        (await anyone.GetStringAsync($"/f/{token}?plain&language=en")).ShouldContain("Changed, so please answer again: News.");

        // What nobody is shown is what the sender has said.
        var sent = await anyone.Submit(token, new { total = 1, source = "forged" });
        (await builder.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}")).GetProperty("answers").GetRawText()
            .ShouldBe("""{"total":1,"source":"list"}""");
    }

    private static object Worded(string version, string text) => new
    {
        schema = new
        {
            type = "object",
            properties = new
            {
                total = new { type = "number" }, news = new { type = "boolean", title = "News" }, source = new { type = "string" },
            },
        },
        ui = new
        {
            fields = new
            {
                news = new { widget = "consent", consent = new { id = "news", version, text } }, source = new { widget = "hidden" },
            },
        },
    };

    [Fact]
    public async Task What_a_browser_still_shows_of_an_older_version_is_judged_by_that_version()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Older version", Definition("first"));
        var token = await builder.Invite(form, "older@round.test");
        await builder.Ask(HttpMethod.Put, $"/api/forms/{form}", new { definition = Definition("second") });
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/publish");
        var sent = await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{token}/submissions",
            new { answers = new { first = 1, second = 2 }, version = 1 }, HttpStatusCode.Created);
        sent.GetProperty("dropped")[0].GetString().ShouldBe("second");
        (await builder.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}")).GetProperty("formVersion").GetInt32().ShouldBe(1);
    }

    private async Task<long> Rows(string token)
    {
        await using var command = host.Database.System.CreateCommand("""
            select count(*) from app.form_drafts d join app.invitation_tokens t on t.invitation_id = d.invitation_id
             where t.token_hash = sha256(convert_to($1, 'UTF8'))
            """);
        command.Parameters.Add(new() { Value = token });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
