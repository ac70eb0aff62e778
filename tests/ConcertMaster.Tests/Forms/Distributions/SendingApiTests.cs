using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Distributions;

/// <summary>Forms on their way to people: by mail, by text message, in the application, to many, and back.</summary>
public sealed class SendingApiTests(SendingHost host) : IClassFixture<SendingHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly object Definition = new
    {
        schema = new { type = "object", properties = new { total = new { type = "number" } } }, ui = new { },
    };

    [Fact]
    public async Task A_large_sending_is_accepted_at_once_carried_out_in_the_background_and_tells_nobody_twice()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await builder.MakeForm("Many", Definition);
        var recipients = Enumerable.Range(0, 1_201).Select(number => $"person{number}@many.test").ToArray();
        var sent = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send", new { recipients }, HttpStatusCode.Accepted);
        (sent.Text("status"), sent.GetProperty("count").GetInt32(), sent.GetProperty("invitations").GetArrayLength())
            .ShouldBe(("sending", 1_201, 0));
        var done = await Until(builder, form, sent.Text("distributionId"),
            one => one.Text("status") == "finished" && one.Number("sent") == 1_201);
        done.Number("invited").ShouldBe(1_201);
        host.Smtp.Mails.Where(mail => mail.Recipients[0].EndsWith("@many.test", StringComparison.Ordinal))
            .Select(mail => mail.Recipients[0]).Order().ShouldBe(recipients.Order());
        await builder.AskRefused(HttpMethod.Post, $"/api/forms/{form}/distributions/{sent.Text("distributionId")}/stop", new { },
            HttpStatusCode.Conflict, "distribution.finished");
        var board = await builder.Ask(HttpMethod.Get,
            $"/api/forms/{form}/distributions/{sent.Text("distributionId")}?search=person77@&state=unanswered");
        board.GetProperty("items")[0].Text("email").ShouldBe("person77@many.test");
    }

    [Fact]
    public async Task Whoever_has_a_telephone_and_no_address_gets_a_text_message_and_a_refused_one_is_on_the_board()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Texts", Definition);
        var sent = (await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send", new
        {
            recipients = new object[] { new { phone = "+49 170 1234567", name = "Ana \"A\"" }, new { phone = "+1 555 0000000" } },
        }, HttpStatusCode.Accepted)).GetProperty("invitations");
        sent[1].Text("bounced").ShouldContain("refuses");
        var call = host.Texts.Calls.Single(one => one.Body.Contains("+491701234567", StringComparison.Ordinal));
        call.Headers["Authorization"].ShouldBe("Bearer sms-token");
        var body = JsonSerializer.Deserialize<JsonElement>(call.Body);
        (body.Text("to"), body.Text("from")).ShouldBe(("+491701234567", "Concert"));
        body.Text("text").ShouldBe($"Demo organisation asks you to fill in “Texts”: {sent[0].Text("url")}");
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{sent[0].Text("token")}")).GetProperty("recipient").Text("name")
            .ShouldBe("Ana \"A\"");
        await anyone.Submit(sent[0].Text("token"), new { total = 1 });
    }

    [Fact]
    public async Task A_letter_that_comes_back_later_is_noted_by_whoever_knows_the_token_and_only_where_it_was_sent()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var server = host.Anonymous();
        var form = await builder.MakeForm("Returned", Definition);
        var sent = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send",
            new { recipients = new[] { "gone@returned.test" } }, HttpStatusCode.Accepted);
        var messageId = (await host.Smtp.WaitForMailTo("gone@returned.test")).Headers["message-id"];
        object[] reports =
        [
            new { messageId, permanent = true, reason = "550 <gone@returned.test>: no such user" },
            new { messageId = "<nobody@concertmaster>", reason = "?" },
        ];
        await server.AskRefused(HttpMethod.Post, "/api/mail/returned", reports, HttpStatusCode.Unauthorized, "mail.returns-denied");
        (string, string) token = ("Authorization", $"Bearer {SendingHost.ReturnsToken}");
        await server.AskRefused(HttpMethod.Post, "/api/mail/returned", new { }, HttpStatusCode.UnprocessableEntity,
            "mail.returns-invalid", token);
        foreach (var _ in (int[])[1, 2])
        {
            var noted = await server.Ask(HttpMethod.Post, "/api/mail/returned", reports, HttpStatusCode.Accepted, token);
            (noted.Number("noted"), noted.Number("unknown")).ShouldBe((1, 1));
        }
        var bounced = await Until(builder, form, sent.Text("distributionId"), one => one.Number("bounced") == 1);
        bounced.Number("bounced").ShouldBe(1);
        var person = (await builder.Ask(HttpMethod.Get, $"/api/forms/{form}/distributions/{sent.Text("distributionId")}"))
            .GetProperty("items")[0];
        person.Text("bouncedBecause").ShouldBe("550 <the address>: no such user");
    }

    [Fact]
    public async Task Colleagues_find_what_waits_for_them_in_the_application()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var reviewer = await host.SignIn(DemoUser.Reviewer);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("For colleagues", Definition);
        await builder.AskRefused(HttpMethod.Post, $"/api/forms/{form}/send",
            new { recipients = new[] { "stranger@elsewhere.test" }, channel = "portal" }, HttpStatusCode.UnprocessableEntity,
            "form.recipient-invalid");
        var mails = host.Smtp.Mails.Count;
        var sent = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send",
            new { recipients = new[] { DemoUser.Reviewer.Email }, channel = "portal", deadline = host.Clock.GetUtcNow().AddDays(1) },
            HttpStatusCode.Accepted);
        await Until(builder, form, sent.Text("distributionId"), one => one.Number("sent") == 1);
        host.Smtp.Mails.Skip(mails).ShouldNotContain(mail => mail.Subject.Contains("For colleagues (", StringComparison.Ordinal));
        async Task<JsonElement> Mine(string state)
        {
            bool IsIt(JsonElement one) => (one.Text("form"), one.Text("state")) == ("For colleagues", state);
            return (await reviewer.AskUntil("/api/my-forms", all => all.GetProperty("items").EnumerateArray().Any(IsIt)))
                .GetProperty("items").EnumerateArray().Single(IsIt);
        }

        var mine = await Mine("waiting");
        mine.Text("url").Split("/f/")[1].ShouldBe(sent.GetProperty("invitations")[0].Text("token"));
        (await builder.Ask(HttpMethod.Get, "/api/my-forms")).ToString().ShouldNotContain("For colleagues");
        await anyone.Submit(mine.Text("url").Split("/f/")[1], new { total = 1 });
        await Until(builder, form, sent.Text("distributionId"), one => one.Number("submitted") == 1);
        await Mine("submitted");
    }

    [Fact]
    public async Task Letters_are_written_for_each_form_tried_out_and_refused_when_they_lack_the_link_or_cannot_be_read()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await builder.MakeForm("Letters <b>", Definition);
        var letters = $"/api/forms/{form}/letters";
        (await builder.Ask(HttpMethod.Get, letters)).GetProperty("items").GetArrayLength().ShouldBe(3);
        var own = new { subject = "{{organisation}}: {{form}}", text = "Hi {{recipient}} & co ({{reference}})\n\n{{link}}" };
        var preview = await builder.Ask(HttpMethod.Post, $"{letters}/invitation/preview", own);
        (preview.Text("subject"), preview.Text("text").Split('\n')[0])
            .ShouldBe(("Demo organisation: Letters <b>", "Hi Ana Berg & co (S-100)"));
        preview.Text("html").ShouldStartWith("<p>Hi Ana Berg &amp; co (S-100)</p>");
        foreach (var (wrong, path) in new (object, string)[]
                 {
                     (own with { text = "No way in" }, "/text"), (new { own.subject, own.text, html = "<p>none</p>" }, "/html"),
                     (own with { text = "{{#if link}}" }, ""), (own with { subject = "" }, "/subject"),
                 })
            (await builder.AskRefused(HttpMethod.Put, $"{letters}/invitation", wrong, HttpStatusCode.UnprocessableEntity,
                "letter.invalid")).GetProperty("errors")[0].Text("path").ShouldBe(path);
        await builder.AskRefused(HttpMethod.Put, $"{letters}/postcard", own, HttpStatusCode.NotFound, "letter.not-found");

        await builder.Ask(HttpMethod.Put, $"{letters}/invitation", own);
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send", new
        {
            recipients = new[] { new { email = "own@letters.test", name = "<i>Cleo</i>", reference = "S-7" } },
        }, HttpStatusCode.Accepted);
        var mail = await host.Smtp.WaitForMailTo("own@letters.test");
        mail.Subject.ShouldBe("Demo organisation: Letters <b>");
        mail.Text.ShouldContain("Hi <i>Cleo</i> & co (S-7)");
        mail.Text.ShouldContain("<p>Hi &lt;i&gt;Cleo&lt;/i&gt; &amp; co (S-7)</p>");
        await builder.Ask(HttpMethod.Put, $"{letters}/invitation?language=de", new { subject = "Bitte: {{form}}", text = "{{link}}" });
        await builder.Ask(HttpMethod.Delete, $"{letters}/invitation");
        (await builder.Ask(HttpMethod.Get, letters)).GetProperty("items")[0].GetProperty("isUsual").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Everybody_is_written_to_in_their_language_and_the_form_opens_in_it()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Figures", new
        {
            schema = new { type = "object", properties = new { total = new { type = "number" } } },
            ui = new { languages = new[] { "en", "de" }, translations = new { de = new { name = "Zahlen" } } },
        });
        await builder.Ask(HttpMethod.Put, $"/api/forms/{form}/letters/invitation?language=de",
            new { subject = "Bitte: {{form}}", text = "{{recipient}}: {{link}}" });
        await builder.AskRefused(HttpMethod.Get, $"/api/forms/{form}/letters?language=D!", null,
            HttpStatusCode.UnprocessableEntity, "letter.invalid");
        var sent = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send", new
        {
            recipients = new object[]
            {
                new { email = "ana@languages.test", language = "de-AT" }, new { email = "luc@languages.test", language = "fr" },
                new { email = "tom@languages.test" },
            },
        }, HttpStatusCode.Accepted);
        (await host.Smtp.WaitForMailTo("ana@languages.test")).Subject.ShouldBe("Bitte: Zahlen");
        (await host.Smtp.WaitForMailTo("luc@languages.test")).Text.ShouldContain("vous invite à remplir « Figures »");
        (await host.Smtp.WaitForMailTo("tom@languages.test")).Subject.ShouldBe("Figures (Demo organisation)");
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{sent.GetProperty("invitations")[0].Text("token")}"))
            .GetProperty("recipient").Text("language").ShouldBe("de-AT");
        await Until(builder, form, sent.Text("distributionId"), one => one.Number("sent") == 3);
        (await builder.Ask(HttpMethod.Get, $"/api/forms/{form}/distributions/{sent.Text("distributionId")}?search=luc@"))
            .GetProperty("items")[0].Text("language").ShouldBe("fr");
    }

    [Fact]
    public async Task Recipients_are_found_by_a_query_that_can_only_read()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        var connection = (await owner.Ask(HttpMethod.Get, "/api/connections")).GetProperty("items").EnumerateArray()
            .First(one => one.Text("kind") == "postgres").Text("name");
        const string ask = "/api/forms/recipients/query";
        var found = (await owner.Ask(HttpMethod.Post, ask, new
        {
            connection, sql = """
                select * from (values ('q@query.test', 'Quinn', 101, 'Kenya', null)) people (email, "Name", reference, country, phone)
                """,
        })).GetProperty("items")[0];
        found.GetRawText().ShouldBe("""{"email":"q@query.test","name":"Quinn","reference":"101","prefill":{"country":"Kenya"}}""");
        await owner.AskRefused(HttpMethod.Post, ask, new { connection, sql = " " }, HttpStatusCode.UnprocessableEntity,
            "form.query-incomplete");
        foreach (var sql in (string[])
                 [
                     "with made as (insert into app.link_tokens values ('x', 'x', gen_random_uuid()) returning 1) select * from made",
                     "select 'a@b.test' as email) r; commit; create table public.slipped_in (id int); select * from (select 1 as id",
                 ])
            await owner.AskRefused(HttpMethod.Post, ask, new { connection, sql }, HttpStatusCode.UnprocessableEntity, "database.refused");
    }

    [Fact]
    public async Task What_the_sender_has_filled_in_and_locked_is_what_is_sent()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var form = await owner.MakeForm("Locked", Definition);
        var sent = await owner.Ask(HttpMethod.Post, $"/api/forms/{form}/send", new
        {
            recipients = new object[]
            {
                new { email = "locked@sending.test", prefill = new { total = 7 } }, new { email = "open@sending.test" },
            },
            locked = new[] { "total" },
        }, HttpStatusCode.Accepted);
        // Nothing was filled in for this one, so there is something to answer.
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{sent.GetProperty("invitations")[1].Text("token")}"))
            .GetProperty("locked").GetArrayLength().ShouldBe(0);
        var token = sent.GetProperty("invitations")[0].Text("token");
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}")).GetProperty("locked").GetRawText().ShouldBe("""["total"]""");
        var response = await anyone.Submit(token, new { total = 8 });
        (await owner.Ask(HttpMethod.Get, $"/api/responses/{response.Text("responseId")}")).GetProperty("answers").Number("total")
            .ShouldBe(7);
    }

    [Fact]
    public async Task Who_has_not_answered_is_reminded_at_once_and_nobody_else()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Reminded", Definition);
        var sent = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send",
            new { recipients = new[] { "done@reminded.test", "late@reminded.test" } }, HttpStatusCode.Accepted);
        await anyone.Submit(sent.GetProperty("invitations")[0].Text("token"), new { total = 1 });
        await Until(builder, form, sent.Text("distributionId"), one => one.Number("submitted") == 1);
        var remind = $"/api/forms/{form}/distributions/{sent.Text("distributionId")}/remind";
        (await builder.Ask(HttpMethod.Post, remind, new { }, HttpStatusCode.Accepted)).Number("count").ShouldBe(1);
        await builder.AskRefused(HttpMethod.Post, remind, new { }, HttpStatusCode.Conflict, "distribution.reminded-lately");
        await builder.AskRefused(HttpMethod.Post, $"/api/forms/{form}/distributions/{Guid.NewGuid()}/remind", new { },
            HttpStatusCode.NotFound, "distribution.not-found");
        (await Until(builder, form, sent.Text("distributionId"), one => one.Number("reminded") > 0)).Number("reminded").ShouldBe(1);
        host.Smtp.Mails.Where(mail => mail.Subject.StartsWith("Reminder: Reminded", StringComparison.Ordinal))
            .Select(mail => mail.Recipients.Single()).ShouldBe(["late@reminded.test"]);
    }

    [Fact]
    public async Task A_sending_waits_while_the_mail_server_is_away_and_goes_on_without_repeating_itself()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await builder.MakeForm("Away", Definition);
        host.Smtp.RefuseNext(1);
        var sent = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send",
            new { recipients = new[] { "one@away.test" }, message = "Soon" }, HttpStatusCode.Accepted);
        (sent.Text("status"), sent.GetProperty("invitations").GetArrayLength()).ShouldBe(("sending", 1));
        await Until(builder, form, sent.Text("distributionId"), one => one.TextOrNull("waitsBecause") is not null);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await Until(builder, form, sent.Text("distributionId"), one => one.Text("status") == "finished" && one.Number("sent") == 1);
        host.Smtp.Mails.Count(mail => mail.Recipients.Contains("one@away.test")).ShouldBe(1);
    }

    internal static async Task<JsonElement> Until(
        HttpClient client, string form, string distribution, Func<JsonElement, bool> holds)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var items = (await client.Ask(HttpMethod.Get, $"/api/forms/{form}/distributions")).GetProperty("items");
            var found = items.EnumerateArray().FirstOrDefault(one => one.Text("id") == distribution);
            if (found.ValueKind == JsonValueKind.Object && holds(found)) return found;
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience, $"The sending does not come so far: {items}");
            await Task.Delay(50);
        }
    }
}
