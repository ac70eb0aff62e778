using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>A reviewer asks the sender about one field, he answers on the public form, and the review goes on.</summary>
[Collection(BrowserTests.Name)]
public sealed class CorrectionTests(BrowserHost host)
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            required = new[] { "total", "year" },
            properties = new
            {
                total = new { type = "number", title = "Total emissions" },
                year = new { type = "integer", title = "Year" },
                note = new { type = "string", title = "Note" },
            },
        },
        ui = new { order = new[] { "total", "year", "note" } },
    };

    [Fact]
    public async Task A_request_for_changes_goes_to_the_sender_and_back()
    {
        var link = await host.Invite(Definition, email: "corrector@browser.test");
        using var sender = host.Anonymous();
        var sent = await sender.Ask(HttpMethod.Post, $"/api/public/forms/{link[3..]}/submissions",
            new { answers = new { total = 58_000, year = 2021, note = "as ever" } }, HttpStatusCode.Created);
        var review = await AskForReview(sent.GetProperty("responseId").GetString()!);

        await using var reviewer = await host.OpenAs(DemoUser.Reviewer);
        await RequestChanges(reviewer, review);

        await using var supplier = await Testing.Browser.Open(host.BaseUrl, 390, 844);
        await Correct(supplier, link);

        // The same review, open again, with the new figure beside what it was.
        var page = reviewer.Page;
        await Expect(page.GetByText(new Regex(@"Changed while under review: was 58\W000, is 5\W?800\.5"))).ToBeVisibleAsync();
        await reviewer.Screenshot("correction-03-answered");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Approved: Correction" })).ToBeVisibleAsync();
        // The link shows the receipt again, and takes nothing more.
        await supplier.Page.ReloadAsync();
        await Expect(supplier.Page.GetByLabel("Total emissions")).ToHaveCountAsync(0);
        supplier.Complaints.ShouldBeEmpty();
        reviewer.Complaints.ShouldBeEmpty();
    }

    private async Task<Guid> AskForReview(string response)
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        return (await owner.Ask(HttpMethod.Post, "/api/reviews", new
        {
            title = "Correction",
            queue = "corrections",
            data = new { total = 58_000, year = 2021, note = "as ever" },
            subject = new { kind = "response", id = response, label = "R-1" },
            asksSender = true,
        }, HttpStatusCode.Created)).GetProperty("id").GetGuid();
    }

    private static async Task RequestChanges(BrowserPage reviewer, Guid review)
    {
        var page = reviewer.Page;
        await page.GotoAsync($"/reviews/{review}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Request changes" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Ask to change total" }).CheckAsync();
        await page.GetByLabel("Reason").FillAsync("Ten times last year: kilograms?");
        await reviewer.Screenshot("correction-01-ask");
        // The page is not to be left before the decision is in.
        await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Request changes" }).ClickAsync(),
            answer => answer.Request.Method == "POST" && answer.Url.Contains(review.ToString()));
        await page.GotoAsync($"/reviews/{review}");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Waiting for the sender" })).ToBeVisibleAsync();
    }

    private async Task Correct(BrowserPage supplier, string link)
    {
        var page = supplier.Page;
        var opened = page.GetByText("Ten times last year: kilograms?");
        // The question follows the review's event by a moment.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await opened.CountAsync() == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await page.GotoAsync(link);
            await page.GetByRole(AriaRole.Heading).First.WaitForAsync();
        }
        await Expect(page.GetByLabel("Total emissions")).ToHaveValueAsync("58000");
        await Expect(page.GetByLabel("Year")).ToHaveCountAsync(0);
        await WriteAndSave(page, "5800");
        await supplier.Screenshot("correction-02-form");
        await GoOnElsewhere(link);
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Total emissions")).ToHaveValueAsync("5800.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check your answers" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers have arrived" })).ToBeVisibleAsync();
    }

    /// <summary>What was begun is there on another device, and what is changed there is there on the first again.</summary>
    private async Task GoOnElsewhere(string link)
    {
        await using var desk = await Testing.Browser.Open(host.BaseUrl);
        var page = desk.Page;
        await page.GotoAsync(link);
        await Expect(page.GetByLabel("Total emissions")).ToHaveValueAsync("5800");
        await WriteAndSave(page, "5800.5");
        desk.Complaints.ShouldBeEmpty();
    }

    private static Task WriteAndSave(IPage page, string total) => page.RunAndWaitForResponseAsync(
        () => page.GetByLabel("Total emissions").FillAsync(total),
        answer => answer.Request.Method == "PUT" && answer.Url.EndsWith("/draft", StringComparison.Ordinal) && answer.Ok);
}
