using System.Net;
using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>Reviews without a connection, read twice and blind, and by the organisation's own stages and hours.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReviewHabitsTests(BrowserHost host)
{
    [Fact]
    public async Task What_is_decided_without_a_connection_is_sent_and_checked_when_it_is_back()
    {
        var ids = await Ask("offline", 3);
        await using var reviewer = await host.OpenAs(DemoUser.Reviewer);
        var page = reviewer.Page;
        await page.GotoAsync("/reviews?queue=offline");
        await Expect(Lines(page)).ToHaveCountAsync(3);
        await Open(page, "offline 1");
        await Open(page, "offline 2");
        await page.GetByRole(AriaRole.Button, new() { Name = "More of reviews" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Keep mine for offline" }).ClickAsync();
        await Expect(page.GetByText("can be read and decided without a connection")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(Lines(page)).ToHaveCountAsync(3);

        await page.Context.SetOfflineAsync(true);
        // The page itself opens again, and what was kept is there to be read.
        await page.GotoAsync($"/reviews/{ids[0]}?queue=offline");
        await Expect(page.GetByText("No connection.")).ToBeVisibleAsync();
        await Approve(page, "offline 1");
        await page.GotoAsync($"/reviews/{ids[1]}?queue=offline");
        await Approve(page, "offline 2");
        // The last word on one review is the one that is sent.
        await page.GotoAsync($"/reviews/{ids[2]}?queue=offline");
        await Approve(page, "offline 3");
        await page.GotoAsync($"/reviews/{ids[2]}?queue=offline");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "offline 3", Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Reason" }).FillAsync("Read once more");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(page.GetByText("Rejected, no longer approved: offline 3")).ToBeVisibleAsync();
        await Expect(page.GetByText("3 decisions to be sent and checked")).ToBeVisibleAsync();
        await reviewer.Screenshot("reviews-offline");
        using var other = await host.SignIn(DemoUser.SecondReviewer);
        await other.Ask(HttpMethod.Post, $"/api/reviews/{ids[1]}/reject", new { comment = "Not plausible" });

        await page.Context.SetOfflineAsync(false);
        var outbox = page.GetByRole(AriaRole.Region, new() { Name = "Decided offline" });
        await Expect(outbox).ToContainTextAsync("offline 2 was not decided: This review is decided already");
        // What was taken is no longer kept: then the server has said so.
        await Expect(outbox).Not.ToContainTextAsync("offline 1");
        await Expect(outbox).Not.ToContainTextAsync("offline 3");
        (await other.Ask(HttpMethod.Get, $"/api/reviews/{ids[0]}")).GetProperty("state").GetString().ShouldBe("approved");
        (await other.Ask(HttpMethod.Get, $"/api/reviews/{ids[2]}")).GetProperty("state").GetString().ShouldBe("rejected");
        await reviewer.Screenshot("reviews-back-online");
    }

    [Fact]
    public async Task Stages_are_made_in_the_browser_read_blind_by_two_and_settled_by_a_third()
    {
        await using var owner = await host.OpenAs(DemoUser.Owner);
        var template = await MakeTemplate(owner);
        var id = (await Ask("tone", 1, template))[0];
        await using var first = await host.OpenAs(DemoUser.Reviewer);
        await Choose(first, id, "praise");
        await using var second = await host.OpenAs(DemoUser.SecondReviewer, 390, 844);
        await second.Page.GotoAsync($"/reviews/{id}");
        await Expect(second.Page.GetByText("You read this blind")).ToBeVisibleAsync();
        await second.Screenshot("review-labels-phone");
        await Choose(second, id, "complaint");
        // Whoever asked for it does not settle it, and sees that readers disagree.
        await owner.Page.GotoAsync($"/reviews/{id}");
        await Expect(owner.Page.GetByText("Readers disagree.")).ToBeVisibleAsync();
        await owner.Page.GotoAsync("/reviews/agreement");
        await Expect(owner.Page.GetByText("Krippendorff’s alpha")).ToBeVisibleAsync();
        await owner.Screenshot("review-agreement");
        owner.Complaints.ShouldBeEmpty();
        second.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_calendar_is_made_with_its_hours_and_holidays()
    {
        await using var owner = await host.OpenAs(DemoUser.Owner);
        var page = owner.Page;
        await page.GotoAsync("/reviews/settings?tab=calendars");
        await page.GetByRole(AriaRole.Button, new() { Name = "New calendar" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Oslo office");
        await dialog.GetByLabel("Time zone").SelectOptionAsync("Europe/Oslo");
        await dialog.GetByLabel("Holidays").FillAsync("2026-12-25 Christmas\n2026-12-24");
        await owner.Screenshot("review-calendar");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Mon to Fri 09:00 to 17:00 · Europe/Oslo · 2 holidays")).ToBeVisibleAsync();
        owner.Complaints.ShouldBeEmpty();
    }

    private async Task<string> MakeTemplate(BrowserPage owner)
    {
        var page = owner.Page;
        await page.GotoAsync("/reviews/settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "New way through stages" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").First.FillAsync("Read twice");
        await dialog.GetByLabel("Labels").FillAsync("praise, complaint");
        await dialog.GetByLabel("Signed as").FocusAsync();
        await owner.Screenshot("review-template");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Check: 2 readers label it")).ToBeVisibleAsync();
        return (await host.Item(DemoUser.Owner, "/api/reviews/templates", "Read twice")).GetProperty("id").GetString()!;
    }

    private static async Task Choose(BrowserPage reviewer, Guid id, string label)
    {
        var page = reviewer.Page;
        await page.GotoAsync($"/reviews/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = label, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"Labelled {label}" })).ToBeVisibleAsync();
    }

    private static async Task Open(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task Approve(IPage page, string title)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.GetByText($"Approved: {title}").First).ToBeVisibleAsync();
    }

    private static ILocator Lines(IPage page) =>
        page.GetByRole(AriaRole.List, new() { Name = "Reviews", Exact = true }).GetByRole(AriaRole.Listitem);

    private async Task<IReadOnlyList<Guid>> Ask(string queue, int count, string? template = null)
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        var ids = new List<Guid>();
        for (var i = 1; i <= count; i++)
            ids.Add((await owner.Ask(HttpMethod.Post, "/api/reviews",
                new { title = $"{queue} {i}", queue, data = new { total = i }, dueIn = $"PT{i}H", template },
                HttpStatusCode.Created)).GetProperty("id").GetGuid());
        return ids;
    }
}
