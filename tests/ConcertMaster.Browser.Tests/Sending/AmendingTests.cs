using System.Net;
using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Sending;

/// <summary>An operator amends answers that are under review: only what is asked is shown, and only what is changed is taken.</summary>
[Collection(BrowserTests.Name)]
public sealed class AmendingTests(BrowserHost host)
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            required = new[] { "kind" },
            properties = new
            {
                kind = new { type = "string", title = "By what?", @enum = new[] { "Car", "Train" } },
                litres = new { type = "number", title = "Litres of fuel" },
                seats = new { type = "number", title = "Seats" },
                cost = new { type = "number", title = "Cost" },
            },
        },
        ui = new
        {
            order = new[] { "kind", "litres", "seats", "cost" },
            fields = new
            {
                litres = new { visibleIf = "kind = 'Car'" },
                seats = new { visibleIf = "kind = 'Train'", requiredIf = "kind = 'Train'" },
                cost = new { calculate = "(litres ? litres : 0) * 2 + (seats ? seats : 0) * 30" },
            },
        },
    };

    [Fact]
    public async Task Only_what_is_asked_is_amended_and_history_and_review_show_what_changed()
    {
        var link = await host.Invite(Definition, email: "amended@browser.test");
        using var sender = host.Anonymous();
        var sent = await sender.Ask(HttpMethod.Post, $"/api/public/forms/{link[3..]}/submissions",
            new { answers = new { kind = "Car", litres = 50 } }, HttpStatusCode.Created);
        var response = sent.GetProperty("responseId").GetString()!;
        var review = await AskForReview(response);

        await using var owner = await host.OpenAs(DemoUser.Owner);
        var page = owner.Page;
        await page.GotoAsync($"/data/{response}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Amend", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Litres of fuel")).ToHaveValueAsync("50");
        await Expect(page.GetByLabel("Seats")).ToHaveCountAsync(0);
        var send = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Amend .+") });
        await page.GetByLabel("Why are the answers changed?").FillAsync("They went by train");
        await Expect(page.GetByText("Nothing is changed yet.")).ToBeVisibleAsync();
        await Expect(send).ToBeDisabledAsync();

        await page.GetByLabel("Train").CheckAsync();
        await Expect(page.GetByLabel("Litres of fuel")).ToHaveCountAsync(0);
        await send.ClickAsync();
        await Expect(page.GetByText("1 answer needs another look.")).ToBeVisibleAsync();
        await page.GetByLabel("Seats").FillAsync("2");
        await Expect(page.GetByText("1 answer needs another look.")).ToHaveCountAsync(0);
        await Expect(page.GetByText("60", new() { Exact = true })).ToBeVisibleAsync();
        await owner.Screenshot("amending", fullPage: true);
        await send.ClickAsync();

        var history = page.GetByRole(AriaRole.List).Filter(new() { HasText = "amended the answers" });
        await Expect(history.GetByText("“They went by train”")).ToBeVisibleAsync();
        await Expect(history).ToContainTextAsync("Litres of fuel");
        await Expect(history).ToContainTextAsync("before: 50");
        await Expect(history).ToContainTextAsync("after: 2");
        await owner.Screenshot("amended", fullPage: true);
        owner.Complaints.ShouldBeEmpty();

        await ReviewFollows(review);
        using var api = await host.SignIn(DemoUser.Owner);
        await api.AskRefused(HttpMethod.Put, $"/api/responses/{response}",
            new { answers = new { kind = "Train", seats = 2 }, reason = "Again" },
            HttpStatusCode.UnprocessableEntity, "response.unchanged");
    }

    private async Task<Guid> AskForReview(string response)
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        return (await owner.Ask(HttpMethod.Post, "/api/reviews", new
        {
            title = "Travel",
            data = new { kind = "Car", litres = 50, cost = 100 },
            subject = new { kind = "response", id = response, label = "R-1" },
        }, HttpStatusCode.Created)).GetProperty("id").GetGuid();
    }

    /// <summary>The review learns of it a moment later.</summary>
    private async Task ReviewFollows(Guid review)
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        JsonElement data;
        do data = (await owner.Ask(HttpMethod.Get, $"/api/reviews/{review}")).GetProperty("data");
        while (data.TryGetProperty("litres", out _) && await pause.WaitForNextTickAsync(limit.Token));
        data.GetProperty("seats").GetInt32().ShouldBe(2);
        data.GetProperty("cost").GetInt32().ShouldBe(60);
    }
}
