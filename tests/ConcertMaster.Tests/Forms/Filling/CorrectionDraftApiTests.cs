using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Filling;

/// <summary>What somebody is asked to look at again is filled in over days too: kept, shown on every device, and no longer.</summary>
public sealed class CorrectionDraftApiTests(KeepingHost host) : IClassFixture<KeepingHost>
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            required = new[] { "total" },
            properties = new { total = new { type = "number", title = "Total" }, note = new { type = "string", title = "Note" } },
        },
        ui = new { },
    };

    [Fact]
    public async Task A_draft_of_what_is_asked_again_is_shown_and_kept_and_belongs_to_that_question_alone()
    {
        using var anyone = host.Anonymous();
        var (form, token, response) = await Sent(anyone, "over.days@correct.test");
        var review = await AskAgain(response, "First question");
        (await Opened(anyone, token, "First question")).GetProperty("draft").ValueKind.ShouldBe(JsonValueKind.Null);

        var saved = await anyone.Ask(HttpMethod.Put, Draft(token), new { answers = new { total = "58," }, version = 1 });
        saved.GetProperty("keptUntil").GetDateTimeOffset().ShouldBe(saved.GetProperty("savedAt").GetDateTimeOffset().AddDays(40));
        var draft = (await Opened(anyone, token, "First question")).GetProperty("draft");
        draft.GetProperty("answers").Text("total").ShouldBe("58,");
        (draft.GetProperty("revision").GetInt32(), draft.GetProperty("version").GetInt32()).ShouldBe((1, 1));
        var plain = await anyone.GetStringAsync($"/f/{token}?plain&language=en");
        plain.ShouldContain("value=\"58,\"");
        plain.ShouldContain("Saved ");

        // Answers are in, so it cannot lapse as one that can be sent no more does: one of those goes meanwhile.
        using (var builder = await host.SignIn(DemoUser.Builder))
        {
            var other = await builder.MakeForm("Closes meanwhile", Definition);
            var lapsing = await builder.Invite(other, "lapses@correct.test");
            await anyone.Ask(HttpMethod.Put, Draft(lapsing), new { answers = new { total = "1" } });
            await builder.Ask(HttpMethod.Post, $"/api/forms/{other}/close");
            await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/close");
        }
        host.Clock.Advance(TimeSpan.FromHours(2));
        await Until("select count(*) from app.form_drafts where lapsed_at is not null", 1);
        host.Clock.Advance(TimeSpan.FromDays(6));
        await Until("select count(*) from app.form_drafts where lapsed_at is not null", 0);
        (await Opened(anyone, token, "First question")).GetProperty("draft").GetProperty("answers").Text("total").ShouldBe("58,");

        // Nobody waits for it any more, and a later question begins with what was sent.
        using (var reviewer = await host.SignIn(DemoUser.Reviewer))
            await reviewer.Ask(HttpMethod.Post, $"/api/reviews/{review}/recall-changes");
        await Until("select count(*) from app.form_drafts", 0);
        await AskAgain(response, "Second question");
        var second = await Opened(anyone, token, "Second question");
        second.GetProperty("draft").ValueKind.ShouldBe(JsonValueKind.Null);
        second.GetProperty("prefill").GetProperty("total").GetInt32().ShouldBe(58_000);
    }

    [Fact]
    public async Task It_is_saved_without_script_and_gone_when_it_is_sent()
    {
        using var anyone = host.Anonymous();
        var (_, token, response) = await Sent(anyone, "plain@correct.test");
        await AskAgain(response, "Plain question");
        await Opened(anyone, token, "Plain question");
        using var kept = await anyone.PostAsync($"/f/{token}?plain&language=en&save=0", new FormUrlEncodedContent([new("total", "58")]));
        (await kept.Content.ReadAsStringAsync()).ShouldContain("Kept until");
        (await Opened(anyone, token, "Plain question")).GetProperty("draft").GetProperty("answers").GetRawText().ShouldContain("58");
        await anyone.Submit(token, new { total = 59 });
        var after = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
        (after.Text("status"), after.GetProperty("draft").ValueKind).ShouldBe(("submitted", JsonValueKind.Null));
        await anyone.AskRefused(HttpMethod.Put, Draft(token), new { answers = new { total = "1" } },
            HttpStatusCode.Conflict, "form.already-submitted");
    }

    private static string Draft(string token) => $"/api/public/forms/{token}/draft";

    private async Task<(string Form, string Token, string Response)> Sent(HttpClient anyone, string email)
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await builder.MakeForm($"For {email}", Definition);
        var token = await builder.Invite(form, email);
        return (form, token, (await anyone.Submit(token, new { total = 58_000, note = "as ever" })).Text("responseId"));
    }

    private async Task<string> AskAgain(string response, string question)
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        var review = (await owner.Ask(HttpMethod.Post, "/api/reviews", new
        {
            title = question, data = new { total = 58_000 }, subject = new { kind = "response", id = response, label = "R" },
            asksSender = true,
        }, HttpStatusCode.Created)).Text("id");
        using var reviewer = await host.SignIn(DemoUser.Reviewer);
        await reviewer.Ask(HttpMethod.Post, $"/api/reviews/{review}/request-changes",
            new { comment = question, fields = new[] { "total" } });
        return review;
    }

    /// <summary>The question follows the review by a moment.</summary>
    private static async Task<JsonElement> Opened(HttpClient anyone, string token, string question)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var opened = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
            if (opened.Text("status") == "correction" && opened.GetProperty("correction").Text("message") == question) return opened;
            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task Until(string count, long expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            await using var command = host.Database.System.CreateCommand(count);
            if ((long)(await command.ExecuteScalarAsync())! == expected) return;
            // The worker waits for the clock of the test.
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            await pause.WaitForNextTickAsync(limit.Token);
        }
    }
}
