using System.Net;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>Reviewers at work: by keyboard, on a phone, two on one item, with a signature.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReviewTests(BrowserHost host)
{
    [Fact]
    public async Task Thirty_reviews_are_triaged_by_keyboard_alone()
    {
        var items = await Ask("triage", 30);
        await using var reviewer = await host.OpenAs(DemoUser.Reviewer);
        var page = reviewer.Page;
        await page.GotoAsync("/reviews?queue=triage");
        await Expect(Lines(page)).ToHaveCountAsync(30);
        await page.Keyboard.PressAsync("j");
        for (var i = 0; i < 30; i++)
        {
            var title = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeEnabledAsync();
            if (i % 10 == 9)
            {
                await page.Keyboard.PressAsync("r");
                await page.Keyboard.TypeAsync("Not plausible");
                await page.Keyboard.PressAsync("Control+Enter");
            }
            else await page.Keyboard.PressAsync("a");
            // The next one opens by itself; after the last there is nothing to choose.
            await Expect(page.GetByRole(AriaRole.Article, new() { Name = title!, Exact = true })).ToHaveCountAsync(0);
        }
        // The page goes on before the server has answered: all of them are decided once it has.
        using var client = await host.SignIn(DemoUser.Reviewer);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        foreach (var id in items)
            while (!await IsDecided(client, id)) await pause.WaitForNextTickAsync(limit.Token);
        reviewer.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_one_reviewer_claims_the_other_sees_at_once_and_leaves_alone()
    {
        var id = (await Ask("shared", 1))[0];
        await using var first = await host.OpenAs(DemoUser.Reviewer);
        await using var second = await host.OpenAs(DemoUser.SecondReviewer);
        await first.Page.GotoAsync($"/reviews/{id}");
        await second.Page.GotoAsync($"/reviews/{id}");
        await Expect(second.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeVisibleAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Claim", Exact = true }).ClickAsync();
        await Expect(second.Page.GetByText("has claimed this review")).ToBeVisibleAsync();
        await Expect(first.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeVisibleAsync();
        // What one attaches to a comment, the other can read without asking again.
        await first.Page.GetByLabel("Files for the comment").SetInputFilesAsync(
            new FilePayload { Name = "meter.txt", MimeType = "text/plain", Buffer = "58 MWh"u8.ToArray() });
        await Expect(first.Page.GetByRole(AriaRole.Button, new() { Name = "Leave out meter.txt" })).ToBeVisibleAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).ClickAsync();
        await Expect(second.Page.GetByRole(AriaRole.Link, new() { Name = "meter.txt" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_signed_stage_is_signed_on_a_phone_with_the_password_and_shows_it()
    {
        var id = (await Ask("signed", 1, new object[] { new { name = "Release", signature = "approved for release" } }))[0];
        await using var reviewer = await host.OpenAs(DemoUser.Reviewer, 390, 844);
        var page = reviewer.Page;
        await page.GotoAsync($"/reviews/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Your password").FillAsync("a guess");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sign and approve" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("That is not your password");
        await dialog.GetByLabel("Your password").FillAsync(DemoUser.Reviewer.Password);
        await reviewer.Screenshot("review-signature-phone");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sign and approve" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await page.GotoAsync($"/reviews/{id}");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Decisions" })).ToContainTextAsync("approved for release");
    }

    private static async Task<bool> IsDecided(HttpClient client, Guid id) =>
        (await client.Ask(HttpMethod.Get, $"/api/reviews/{id}")).GetProperty("state").GetString() is "approved" or "rejected";

    private static ILocator Lines(IPage page) =>
        page.GetByRole(AriaRole.List, new() { Name = "Reviews", Exact = true }).GetByRole(AriaRole.Listitem);

    private async Task<IReadOnlyList<Guid>> Ask(string queue, int count, object[]? stages = null)
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        var ids = new List<Guid>();
        for (var i = 1; i <= count; i++)
            ids.Add((await owner.Ask(HttpMethod.Post, "/api/reviews",
                new { title = $"{queue} {i:00}", queue, data = new { total = i }, dueIn = $"PT{i}H", stages },
                HttpStatusCode.Created)).GetProperty("id").GetGuid());
        return ids;
    }
}
