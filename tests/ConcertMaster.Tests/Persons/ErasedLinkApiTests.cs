using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Forms;

namespace ConcertMaster.Tests.Persons;

/// <summary>The link of somebody who was erased tells that, and nothing of what was sent by it.</summary>
public sealed class ErasedLinkApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            properties = new { name = new { type = "string", title = "Your name" }, amount = new { type = "number", title = "How much" } },
        },
        ui = new { amendable = true, withdrawable = true, fields = new { name = new { classification = "personal" } } },
    };

    [Fact]
    public async Task Nothing_of_what_was_sent_is_shown_by_it_with_or_without_script()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var anyone = host.Anonymous();
        var recipient = new { email = "erased@link.test", name = "Era Sed", message = "Dear Era", prefill = new { amount = 4711 } };
        var token = (await owner.Ask(HttpMethod.Post, $"/api/forms/{await owner.MakeForm("Erased", Definition)}/send", new
        {
            recipients = new[] { recipient },
        }, HttpStatusCode.Accepted)).GetProperty("invitations")[0].Text("token");
        var sent = await anyone.Submit(token, new { name = "Era Sed", amount = 4711 });
        var receipt = sent.GetProperty("receipt");
        var person = (await owner.Ask(HttpMethod.Get, $"/api/responses/{sent.Text("responseId")}")).Text("personId");
        var erased = await owner.Ask(HttpMethod.Post, $"/api/persons/{person}/erase", new { reason = "Asked for it" });

        var opened = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
        opened.Text("status").ShouldBe("erased");
        opened.GetProperty("erasedAt").GetDateTimeOffset()
            .ShouldBe(erased.GetProperty("erasedAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        foreach (var gone in (string[])["receipt", "answers", "draft", "prefill", "message", "consents", "withdrawable"])
            (opened.TryGetProperty(gone, out var kept) && kept.ValueKind != JsonValueKind.Null).ShouldBeFalse(gone);
        var plain = await anyone.GetStringAsync($"/f/{token}?plain&language=en");
        plain.ShouldContain("What you sent was erased");
        plain.ShouldContain($"erased on {erased.GetProperty("erasedAt").GetDateTimeOffset().UtcDateTime:d MMM yyyy}");
        foreach (var page in (string[])[opened.GetRawText(), plain, await anyone.GetStringAsync($"/f/{token}?plain&language=en&amend")])
            foreach (var told in (string[])[receipt.Text("number"), receipt.Text("contentHash"), "Era Sed", "Dear Era", "4711"])
                page.ShouldNotContain(told);
        await anyone.AskRefused(HttpMethod.Put, $"/api/public/forms/{token}/draft", new { answers = new { name = "Back" } },
            HttpStatusCode.Gone, "form.closed");
        using var again = await anyone.PostAsync($"/f/{token}?plain&language=en", new FormUrlEncodedContent([new("name", "Back")]));
        (await again.Content.ReadAsStringAsync()).ShouldContain("What you sent was erased");
    }
}
