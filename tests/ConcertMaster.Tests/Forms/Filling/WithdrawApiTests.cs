using System.Net;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Filling;

/// <summary>Whoever has sent answers takes them back, and a consent with them, by the link that they were sent by.</summary>
public sealed class WithdrawApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static object Definition(bool withdrawable) => new
    {
        schema = new
        {
            type = "object",
            properties = new { seat = new { type = "string" }, news = new { type = "boolean", title = "News by mail" } },
        },
        ui = new
        {
            withdrawable,
            fields = new
            {
                seat = new { classification = "personal" },
                news = new { widget = "consent", consent = new { id = "news", version = "1", text = "We write to you." } },
            },
        },
    };

    [Fact]
    public async Task Answers_are_taken_back_with_a_reason_where_the_form_allows_it_and_their_place_is_free_again()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var form = await owner.MakeForm("Seats", Definition(withdrawable: true));
        var link = await owner.Ask(HttpMethod.Post, $"/api/forms/{form}/links",
            new { name = "Seats", quota = 1, proofOfWork = false }, HttpStatusCode.Created);
        var open = $"/api/public/forms/{link.Text("token")}";
        async Task<string> Begin() =>
            (await anyone.Ask(HttpMethod.Post, $"{open}/begin", new { }, HttpStatusCode.Created)).Text("token");
        var (token, other) = (await Begin(), await Begin());
        var withdraw = $"/api/public/forms/{token}/submission/withdraw";
        await anyone.AskRefused(HttpMethod.Post, withdraw, new { reason = "Early" }, HttpStatusCode.Conflict, "form.not-withdrawable");
        var sent = await anyone.Submit(token, new { seat = "A 1" });
        await anyone.AskRefused(HttpMethod.Get, open, null, HttpStatusCode.Conflict, "link.quota-full");

        await anyone.AskRefused(HttpMethod.Post, withdraw, new { reason = " " },
            HttpStatusCode.UnprocessableEntity, "response.reason-required");
        var first = await anyone.Ask(HttpMethod.Post, withdraw, new { reason = "Cannot come" });
        // A request that is repeated finds that it was done, and frees no second place.
        (await anyone.Ask(HttpMethod.Post, withdraw, new { reason = "Cannot come" })).Text("withdrawnAt")
            .ShouldBe(first.Text("withdrawnAt"));
        var shown = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
        (shown.Text("status"), shown.GetProperty("withdrawable").GetBoolean(), shown.GetProperty("receipt").Text("number"))
            .ShouldBe(("withdrawn", false, sent.GetProperty("receipt").Text("number")));
        var entry = (await owner.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}")).GetProperty("history")[1];
        (entry.Text("type"), entry.Text("actor"), entry.Text("reason"))
            .ShouldBe(("response.withdrawn-by-sender.v1", "Anonymous", "Cannot come"));
        await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{token}/submissions", new { answers = new { } },
            HttpStatusCode.Conflict, "form.already-submitted");

        var second = await anyone.Submit(other, new { seat = "A 1" });
        await anyone.AskRefused(HttpMethod.Get, open, null, HttpStatusCode.Conflict, "link.quota-full");
        await owner.Ask(HttpMethod.Post, $"/api/responses/{second.Text("responseId")}/withdraw", new { reason = "Asked by telephone" });
        (await anyone.Ask(HttpMethod.Get, open)).Text("status").ShouldBe("open");
        (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{other}")).Text("status").ShouldBe("withdrawn");
    }

    [Fact]
    public async Task Neither_where_the_form_does_not_allow_it_nor_once_it_is_closed()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        foreach (var withdrawable in (bool[])[false, true])
        {
            var form = await owner.MakeForm("Kept", Definition(withdrawable));
            var token = await owner.Invite(form, "kept@round.test");
            await anyone.Submit(token, new { seat = "A 1" });
            if (withdrawable) await owner.Ask(HttpMethod.Post, $"/api/forms/{form}/close");
            await anyone.AskRefused(HttpMethod.Post, $"/api/public/forms/{token}/submission/withdraw", new { reason = "Late" },
                HttpStatusCode.Conflict, "form.not-withdrawable");
        }
    }

    [Fact]
    public async Task Without_script_too_a_consent_and_the_answers_are_taken_back()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var token = await owner.Invite(await owner.MakeForm("Plainly kept", Definition(withdrawable: true)), "plainly@withdraw.test");
        await anyone.Submit(token, new { seat = "A 1", news = true });
        var address = $"/f/{token}?plain&language=en";
        await Until("What you agreed to", isThere: true);
        (await Send("consent=news")).ShouldBe(HttpStatusCode.SeeOther);
        await Until("What you agreed to", isThere: false);
        (await Send("withdraw")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send("withdraw", ("reason", "Twice"))).ShouldBe(HttpStatusCode.SeeOther);
        var page = await anyone.GetStringAsync(address);
        page.ShouldContain("Your answers were withdrawn");
        page.ShouldNotContain("<textarea");

        async Task<HttpStatusCode> Send(string act, params (string Name, string Value)[] fields)
        {
            using var answer = await anyone.PostAsync($"{address}&{act}",
                new FormUrlEncodedContent(fields.Select(one => KeyValuePair.Create(one.Name, one.Value))));
            return answer.StatusCode;
        }

        async Task Until(string text, bool isThere)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while ((await anyone.GetStringAsync(address)).Contains(text, StringComparison.Ordinal) != isThere)
                await pause.WaitForNextTickAsync(limit.Token);
        }
    }
}
