using System.Net;
using System.Text.RegularExpressions;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.PlainPages;

/// <summary>Without script too: answers are kept, gone on with elsewhere, and forms are tried.</summary>
public sealed class PlainDraftApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static object Definition(params string[] names) => new
    {
        schema = new { type = "object", properties = names.ToDictionary(name => name, _ => new { type = "number" }) },
    };

    [Fact]
    public async Task Answers_are_saved_gone_on_with_on_another_device_once_and_not_written_over()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var token = await builder.Invite(await builder.MakeForm("Plain drafts", Definition("total")), "plain-draft@round.test");
        var first = await Page(anyone, $"/f/{token}?plain");
        first.ShouldContain("formaction=\"?plain&amp;language=en&amp;save=0\">Continue later or elsewhere");
        var saved = await Send(anyone, $"/f/{token}?plain&save=0", HttpStatusCode.OK, ("total", "12"));
        saved.ShouldContain("Keep it to yourself");
        var link = new Uri(WebUtility.HtmlDecode(Regex.Match(saved, "<a href=\"([^\"]+continue=1)\"").Groups[1].Value)).AbsolutePath;

        // Whatever looks at the link beforehand uses up nothing; whoever presses the button does.
        (await Page(anyone, $"{link}?plain")).ShouldContain("<button type=\"submit\">Next</button>");
        using var followed = await anyone.PostAsync($"{link}?plain", new FormUrlEncodedContent([]));
        (followed.StatusCode, followed.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.SeeOther, $"/f/{token}?plain"));
        (await anyone.GetAsync($"{link}?plain")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var again = await Page(anyone, $"/f/{token}?plain");
        again.ShouldContain("value=\"12\"");
        again.ShouldContain("save=1\"");

        var late = await Send(anyone, $"/f/{token}?plain&save=0", HttpStatusCode.Conflict, ("total", "13"));
        late.ShouldContain("Answers were saved on another device meanwhile.");
        late.ShouldContain("value=\"13\"");
        late.ShouldContain("save\">Keep mine");
        await Send(anyone, $"/f/{token}?plain&save", HttpStatusCode.OK, ("total", "13"));
        (await Send(anyone, $"/f/{token}?plain&mail", HttpStatusCode.OK)).ShouldContain("Mailed to the address");
        await host.Smtp.WaitForMail(mail => mail.Subject.StartsWith("Go on with Plain drafts", StringComparison.Ordinal));

        (await Send(anyone, $"/f/{token}?plain&language=en", HttpStatusCode.OK, ("total", "13"))).ShouldContain("have arrived");
        (await Send(anyone, $"/f/{token}?plain&save", HttpStatusCode.Conflict, ("total", "14"))).ShouldContain("sent already");
    }

    [Fact]
    public async Task A_test_link_shows_the_form_judges_it_and_keeps_what_is_sent_apart()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Plainly tried", Definition("total"));
        var token = (await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/tests", expected: HttpStatusCode.Created)).Text("token");
        var page = await Page(anyone, $"/f/{token}?plain");
        page.ShouldContain("Test: what you send here is kept apart from real answers.");
        page.ShouldNotContain("formaction", customMessage: "a test keeps no drafts");
        (await Send(anyone, $"/f/{token}?plain", HttpStatusCode.UnprocessableEntity, ("total", "many")))
            .ShouldContain("answer-total-problem");
        (await Send(anyone, $"/f/{token}?plain", HttpStatusCode.OK, ("total", "3"))).ShouldContain("TEST-");
        (await builder.Ask(HttpMethod.Get, $"/api/forms/{form}/tests/answers")).GetProperty("items")[0].GetProperty("answers")
            .GetRawText().ShouldBe("""{"total":3}""");
    }

    private static Task<string> Page(HttpClient client, string address) => client.GetStringAsync(address);

    private static async Task<string> Send(
        HttpClient client, string address, HttpStatusCode expected, params (string Name, string Value)[] answers)
    {
        using var content = new FormUrlEncodedContent(answers.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var answer = await client.PostAsync(address, content);
        answer.StatusCode.ShouldBe(expected);
        return await answer.Content.ReadAsStringAsync();
    }
}
