using System.Net;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Filling;

public sealed class ReceiptLetterApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task The_receipt_is_mailed_in_the_language_that_the_form_was_read_in()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Mailed", new
        {
            schema = new { type = "object", properties = new { total = new { type = "number" } } },
            ui = new { languages = new[] { "en", "de" } },
        });
        var token = await builder.Invite(form, "receipt@round.test");
        var sent = await anyone.Ask(HttpMethod.Post, $"/api/public/forms/{token}/submissions",
            new { answers = new { total = 1 }, language = "de" }, HttpStatusCode.Created);

        var mail = await host.Smtp.WaitForMail(mail => mail.Subject.StartsWith("Ihre Antworten sind angekommen", StringComparison.Ordinal));
        mail.Text.ShouldContain(sent.GetProperty("receipt").Text("number"));
        mail.Text.ShouldContain(sent.GetProperty("receipt").Text("contentHash"));
        mail.Text.ShouldContain($"/f/{token}");
        mail.Text.ShouldContain("Belegnummer");
    }
}
