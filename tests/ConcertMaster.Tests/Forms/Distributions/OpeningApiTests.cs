using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Proofs;

namespace ConcertMaster.Tests.Forms.Distributions;

/// <summary>Sendings that are put off to an opening date, and the list of all.</summary>
public sealed class OpeningApiTests(SendingHost host) : IClassFixture<SendingHost>
{
    private static readonly object Definition = new
    {
        schema = new { type = "object", properties = new { total = new { type = "number" } } }, ui = new { },
    };

    [Fact]
    public async Task A_sending_that_opens_later_waits_for_its_time_and_for_its_form()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await builder.MakeForm("Later", Definition);
        var opensAt = new DateTimeOffset(host.Clock.GetUtcNow().Date, TimeSpan.Zero).AddDays(2);
        foreach (var deadline in (DateTimeOffset[])[opensAt, host.Clock.GetUtcNow()])
            await builder.AskRefused(HttpMethod.Post, $"/api/forms/{form}/send",
                new { recipients = new[] { "one@later.test" }, opensAt, deadline },
                HttpStatusCode.UnprocessableEntity, "form.deadline-invalid");
        async Task<string> Send(string email)
        {
            var sent = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send",
                new { recipients = new[] { email }, opensAt, deadline = opensAt.AddDays(7), reminders = new[] { "P1D" } },
                HttpStatusCode.Accepted);
            (sent.Text("status"), sent.GetProperty("invitations").GetArrayLength()).ShouldBe(("scheduled", 0));
            return sent.Text("distributionId");
        }

        var (later, never) = (await Send("one@later.test"), await Send("two@later.test"));
        (await SendingApiTests.Until(builder, form, later, one => one.Text("status") == "scheduled"))
            .GetProperty("opensAt").GetDateTimeOffset().ShouldBe(opensAt);
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/distributions/{never}/stop", new { });
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/close");
        host.Clock.Advance(TimeSpan.FromDays(2));

        using var again = await host.SignIn(DemoUser.Builder);
        (await SendingApiTests.Until(again, form, later, one => one.TextOrNull("waitsBecause") is not null)).Text("waitsBecause")
            .ShouldStartWith("The form is closed.");
        await again.Ask(HttpMethod.Post, $"/api/forms/{form}/reopen");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendingApiTests.Until(again, form, later, one => one.Text("status") == "finished" && one.Number("sent") == 1);
        await host.Smtp.WaitForMailTo("one@later.test");
        (await SendingApiTests.Until(again, form, never, one => one.Text("status") == "stopped")).Number("sent").ShouldBe(0);
        host.Smtp.Mails.ShouldNotContain(mail => mail.Recipients.Contains("two@later.test"));
    }

    [Fact]
    public async Task Sendings_are_read_page_by_page_the_newest_first()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await builder.MakeForm("Paged", Definition);
        var sent = new List<string>();
        foreach (var address in new[] { "one@paged.test", "two@paged.test", "three@paged.test" })
        {
            var sending = (await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send", new { recipients = new[] { address } },
                HttpStatusCode.Accepted)).Text("distributionId");
            await SendingApiTests.Until(builder, form, sending, one => one.Text("status") == "finished");
            sent.Insert(0, sending);
        }

        // Its row and its invitations come each in its time, and one may be there before the other.
        (await Waiting.Until(TimeSpan.FromMinutes(2), InPages, ids => ids.SequenceEqual(sent))).ShouldBe(sent);

        async Task<IReadOnlyList<string>> InPages()
        {
            var first = await builder.Ask(HttpMethod.Get, $"/api/forms/{form}/distributions?limit=2");
            var second = await builder.Ask(HttpMethod.Get, $"/api/forms/{form}/distributions?limit=2&cursor={first.Text("next")}");
            second.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
            return
            [
                .. first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
                    .Select(one => one.Text("id")),
            ];
        }
    }
}
