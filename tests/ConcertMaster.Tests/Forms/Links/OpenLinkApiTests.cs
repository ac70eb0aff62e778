using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Links;

/// <summary>Forms that anybody may begin, within their terms, and robots hardly.</summary>
public sealed class OpenLinkApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            properties = new Dictionary<string, object> { ["total"] = new { type = "number" }, ["source"] = new { type = "string" } },
        },
        ui = new { },
    };

    [Fact]
    public async Task Whoever_does_the_sum_gets_a_personal_link_until_the_quota_is_full_and_cannot_change_what_is_locked()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Open", Definition);
        var link = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links",
            new { name = "Website", quota = 1, prefill = new { source = "website" }, locked = new[] { "source" } }, HttpStatusCode.Created);
        var address = $"/api/public/forms/{link.Text("token")}";
        var shown = await anyone.Ask(HttpMethod.Get, address);
        shown.Text("kind").ShouldBe("open");
        var challenge = shown.GetProperty("challenge").Text("id");
        await anyone.AskRefused(HttpMethod.Post, $"{address}/begin", new { challenge, proof = "no" },
            HttpStatusCode.UnprocessableEntity, "link.proof-needed");
        var proof = Prove(challenge);
        await anyone.AskRefused(HttpMethod.Post, $"{address}/begin", new { challenge, proof, website = "http://spam.test" },
            HttpStatusCode.UnprocessableEntity, "link.proof-needed");

        var first = (await anyone.Ask(HttpMethod.Post, $"{address}/begin", new { challenge, proof }, HttpStatusCode.Created)).Text("token");
        var second = (await anyone.Ask(HttpMethod.Post, $"{address}/begin", new { challenge, proof },
            HttpStatusCode.Created)).Text("token");
        second.ShouldNotBe(first);
        var sent = await anyone.Submit(first, new { total = 1, source = "forged" });
        (await builder.Ask(HttpMethod.Get,
            $"/api/responses/{sent.Text("responseId")}")).GetProperty("answers").Text("source").ShouldBe("website");
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{second}/submissions", new { answers = new { total = 2 } },
            HttpStatusCode.Conflict, "link.quota-full");
        await anyone.AskRefused(HttpMethod.Get, address, null, HttpStatusCode.Conflict, "link.quota-full");
    }

    [Fact]
    public async Task Without_script_somebody_takes_a_few_seconds_instead_of_the_sum()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Plainly open", Definition);
        var link = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links", new { name = "Poster" }, HttpStatusCode.Created);
        var address = $"/f/{link.Text("token")}?plain";
        var page = await anyone.GetStringAsync(address);
        page.ShouldContain("Plainly open");
        string ChallengeOf(string page) => Regex.Match(page, "name=\"challenge\" value=\"([^\"]+)\"").Groups[1].Value;
        Task<HttpResponseMessage> Begin(params (string Name, string Value)[] more) => anyone.PostAsync(address,
            new FormUrlEncodedContent(more.Select(one => KeyValuePair.Create(one.Name, one.Value))));

        var challenge = ChallengeOf(page);
        var early = await Begin(("challenge", challenge));
        for (; early.StatusCode == HttpStatusCode.SeeOther; early = await Begin(("challenge", challenge)))
        {
            // The machine stood still for the few seconds.
            early.Dispose();
            challenge = ChallengeOf(await anyone.GetStringAsync(address));
        }
        early.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await early.Content.ReadAsStringAsync()).ShouldContain(challenge, customMessage: "pressing once more is enough");
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        using var robot = await Begin(("challenge", challenge), ("website", "http://spam.test"));
        robot.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var forged = await Begin(("challenge", "forged"));
        forged.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var begun = await Begin(("challenge", challenge));
        begun.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await anyone.GetStringAsync(begun.Headers.Location)).ShouldContain("name=\"total\"");
        // More than six within a minute of the clock, whenever the next one begins.
        var answers = new List<HttpStatusCode>();
        for (var count = 0; count < 14; count++)
            using (var flood = await Begin(("challenge", challenge))) answers.Add(flood.StatusCode);
        answers.ShouldContain(HttpStatusCode.TooManyRequests);

        var each = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links",
            new { name = "Members", onePerPerson = "email", proofOfWork = false }, HttpStatusCode.Created);
        address = $"/f/{each.Text("token")}?plain";
        using var nobody = await Begin(("email", "nobody"));
        (await nobody.Content.ReadAsStringAsync()).ShouldContain("name@example.org");
        using var mailed = await Begin(("email", "plainly@open.test"));
        mailed.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.Smtp.WaitForMailTo("plainly@open.test")).Subject.ShouldBe("Plainly open (Demo organisation)");
    }

    [Fact]
    public async Task A_mail_server_that_is_away_is_said_and_beginning_once_more_mails_the_link()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Unreachable", Definition);
        var link = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links",
            new { name = "Members", onePerPerson = "email", proofOfWork = false }, HttpStatusCode.Created);
        var (address, begun) = ($"/api/public/forms/{link.Text("token")}/begin", new { email = "patient@open.test" });
        host.Smtp.RefuseNext(int.MaxValue);
        await anyone.AskRefused(HttpMethod.Post, address, begun, HttpStatusCode.ServiceUnavailable, "mail.unavailable");
        host.Smtp.RefuseNext(0);
        await anyone.Ask(HttpMethod.Post, address, begun, HttpStatusCode.Accepted);
        var mailed = await host.Smtp.WaitForMailTo("patient@open.test");

        var token = Regex.Match(mailed.Text, "/f/([A-Za-z0-9_-]+)").Groups[1].Value;
        await anyone.Ask(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { total = 1 } });
        host.Smtp.RefuseNext(int.MaxValue);
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{token}/draft/link", new { send = "mail" },
            HttpStatusCode.ServiceUnavailable, "mail.unavailable");
        host.Smtp.RefuseNext(0);
    }

    [Fact]
    public async Task One_answer_for_each_person_goes_by_the_address_that_is_named()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("One each", Definition);
        var link = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links",
            new { name = "Members", onePerPerson = "email", proofOfWork = false }, HttpStatusCode.Created);
        var address = $"/api/public/forms/{link.Text("token")}";
        await anyone.AskRefused(HttpMethod.Post, $"{address}/begin", new { }, HttpStatusCode.UnprocessableEntity, "link.email-needed");
        await anyone.Ask(HttpMethod.Post, $"{address}/begin", new { email = "one@open.test" }, HttpStatusCode.Accepted);
        await anyone.Ask(HttpMethod.Post, $"{address}/begin", new { email = "One@open.test" }, HttpStatusCode.Accepted);
        var token = (await host.Smtp.WaitForMailTo("one@open.test")).LinkWith("/f/").Split('/')[^1];
        host.Smtp.Mails.Count(mail => mail.Recipients.Contains("one@open.test", StringComparer.OrdinalIgnoreCase)).ShouldBe(1);
        await anyone.Submit(token, new { total = 1 });
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links/{link.Text("id")}/close");
        await anyone.AskRefused(HttpMethod.Get, address, null, HttpStatusCode.Gone, "form.closed");
    }

    [Fact]
    public async Task Whom_answers_are_about_is_said_in_the_form_and_erasing_that_person_reaches_them()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var form = await owner.MakeForm("Named within", new
        {
            schema = new
            {
                type = "object",
                properties = new Dictionary<string, object>
                {
                    ["mail"] = new { type = "string", format = "email" }, ["wish"] = new { type = "string" },
                },
            },
            ui = new { personField = "mail", fields = new { wish = new { classification = "personal" } } },
        });
        var link = await owner.Ask(HttpMethod.Post, $"/api/forms/{form}/links", new { name = "All", proofOfWork = false },
            HttpStatusCode.Created);
        async Task<JsonElement> Answered(object answers)
        {
            var begun = await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{link.Text("token")}/begin", new { }, HttpStatusCode.Created);
            var sent = await anyone.Submit(begun.Text("token"), answers);
            return await owner.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}");
        }

        (await Answered(new { wish = "Anonymous" })).GetProperty("respondent").Text("name").ShouldBe("Anonymous");
        var response = await Answered(new { mail = "named@within.test", wish = "Tea" });
        response.GetProperty("respondent").Text("email").ShouldBe("named@within.test");
        response.GetProperty("answers").Text("wish").ShouldBe("Tea");
        (await host.Smtp.WaitForMailTo("named@within.test")).Text.ShouldContain(response.Text("number"));

        var person = response.Text("personId");
        await owner.Ask(HttpMethod.Post, $"/api/persons/{person}/erase", new { reason = "Asked for it" });
        (await owner.Ask(HttpMethod.Get, $"/api/responses/{response.Text("id")}")).GetProperty("answers").Text("wish")
            .ShouldStartWith("erased on");
    }

    [Fact]
    public async Task What_an_address_fills_in_is_signed_and_dates_hold()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Signed", Definition);
        var link = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links", new { name = "Mail",
            proofOfWork = false }, HttpStatusCode.Created);
        var url = (await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links/{link.Text("id")}/prefill",
            new { values = new { source = "autumn" }, locked = new[] { "source" } })).Text("url");
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(url).Query);
        var address = $"/api/public/forms/{link.Text("token")}";
        await anyone.AskRefused(HttpMethod.Post, $"{address}/begin", new { prefill = query["prefill"], signature = "x" },
            HttpStatusCode.UnprocessableEntity, "link.signature-invalid");
        using var changed = await anyone.PostAsync($"/f/{link.Text("token")}?plain&language=de",
            new FormUrlEncodedContent([new("prefill", query["prefill"]), new("signature", "x")]));
        (await changed.Content.ReadAsStringAsync()).ShouldContain("Die Adresse dieses Formulars wurde unterwegs verändert");
        var token = (await anyone.Ask(HttpMethod.Post, $"{address}/begin",
            new { prefill = query["prefill"], signature = query["signature"] }, HttpStatusCode.Created)).Text("token");
        var shown = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
        (shown.GetProperty("prefill").Text("source"), shown.GetProperty("locked")[0].GetString()).ShouldBe(("autumn", "source"));

        var later = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/links",
            new { name = "Later", opensAt = host.Clock.GetUtcNow().AddDays(1) }, HttpStatusCode.Created);
        await anyone.AskRefused(HttpMethod.Get, $"/api/public/forms/{later.Text("token")}", null,
            HttpStatusCode.Conflict, "form.not-yet-open");
    }

    private static string Prove(string challenge)
    {
        for (var number = 0; ; number++)
            if (SHA256.HashData(Encoding.UTF8.GetBytes($"{challenge}:{number}")) is [0, 0, ..]) return number.ToString();
    }
}
