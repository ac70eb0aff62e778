using System.Text.RegularExpressions;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>The supplier collection from the first click to the auditor's last, as the people of the demo do it.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class SupplierCollectionTests(BrowserHost host)
{
    private const string Workflow = "Supplier quarterly emissions";

    /// <summary>Kenya's figure is ten times that of any year before; the reviewer himself answers for Chile, as wrongly.</summary>
    private const string Suppliers = """
        { "suppliers": [
          { "email": "norway@browser.test", "name": "Norway", "reference": "NORWAY", "prefill": { "region": "Europe", "year": 2021 } },
          { "email": "kenya@browser.test", "name": "Kenya", "reference": "KENYA", "prefill": { "region": "Africa", "year": 2021 } },
          { "email": "reviewer@demo.test", "name": "Chile", "reference": "CHILE", "prefill": { "region": "America", "year": 2021 } } ] }
        """;

    [Fact]
    public async Task A_collection_is_run_answered_reviewed_exported_and_replayed()
    {
        await using var builder = await host.OpenAs(DemoUser.Builder);
        await StartRun(builder);

        await FillForm(builder, "norway@browser.test", "10400", "1");
        await FillForm(builder, "kenya@browser.test", "58000", "2");
        await FillForm(builder, "reviewer@demo.test", "230000", "3");

        await using var reviewer = await host.OpenAs(DemoUser.Reviewer);
        await ApproveAsReviewer(reviewer);
        await using var second = await host.OpenAs(DemoUser.SecondReviewer);
        await Approve(second, "Chile 2021", "Confirmed by telephone.", "07-second-approves");

        await SeeTheRunComplete(builder);
        await Download(builder);

        await using var auditor = await host.OpenAs(DemoUser.Auditor);
        await Replay(auditor, builder.Page.Url);
    }

    private static async Task StartRun(BrowserPage builder)
    {
        var page = builder.Page;
        await page.GotoAsync("/workflows");
        await page.GetByRole(AriaRole.Link, new() { Name = Workflow }).First.ClickAsync();
        await Expect(page.GetByLabel("Name of the workflow")).ToHaveValueAsync(Workflow);
        await builder.Screenshot("collection-01-workflow");
        await page.GetByRole(AriaRole.Toolbar, new() { Name = "Workflow" })
            .GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Input").FillAsync(Suppliers);
        await builder.Screenshot("collection-02-start");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();
        await page.WaitForURLAsync(RunAddress());
        await ShouldShow(page, "Waiting");
        await builder.Screenshot("collection-03-run-waits");
    }

    // The builder looks into the development mailbox; the link is opened by the supplier, on a phone, without a session.
    private async Task FillForm(BrowserPage builder, string email, string total, string number)
    {
        var mailbox = await builder.Page.Context.NewPageAsync();
        await mailbox.GotoAsync("/dev/mailbox");
        // A reviewer who is asked as well has other letters, and those about reviews may be newer.
        var letter = mailbox.GetByRole(AriaRole.Button, new() { Name = "Supplier emissions (" })
            .Filter(new() { HasText = email }).First;
        await letter.ClickAsync();
        await Expect(mailbox.GetByRole(AriaRole.Article)).ToContainTextAsync(email);
        var link = await mailbox.GetByRole(AriaRole.List, new() { Name = "Links" }).GetByRole(AriaRole.Link).First
            .GetAttributeAsync("href");
        await mailbox.CloseAsync();

        await using var supplier = await Testing.Browser.Open(host.BaseUrl, 390, 844);
        var page = supplier.Page;
        await page.GotoAsync(new Uri(link!).PathAndQuery);
        await page.GetByLabel("Total emissions").FillAsync(total);
        await page.GetByLabel("measured").CheckAsync();
        await supplier.Screenshot($"collection-04-form-{number}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByLabel("These figures are complete and correct").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check your answers" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send figures" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers have arrived" })).ToBeVisibleAsync();
        await supplier.Screenshot($"collection-05-receipt-{number}");
        supplier.Complaints.ShouldBeEmpty();
    }

    private static async Task ApproveAsReviewer(BrowserPage reviewer)
    {
        var page = reviewer.Page;
        await OpenReview(page, "Chile 2021");
        await Expect(page.GetByText("You submitted, edited or started this yourself. Somebody else has to decide.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        await reviewer.Screenshot("collection-06-own-submission");
        await Approve(reviewer, "Kenya 2021", "Two new plants, as announced.", "06-reviewer-approves");
    }

    private static async Task Approve(BrowserPage reviewer, string title, string reason, string picture)
    {
        var page = reviewer.Page;
        await OpenReview(page, title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Claim", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Release" })).ToBeVisibleAsync();
        await page.GetByLabel("Reason").FillAsync(reason);
        await reviewer.Screenshot($"collection-{picture}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"Approved: {title}" })).ToBeVisibleAsync();
    }

    private static async Task OpenReview(IPage page, string title)
    {
        await page.GotoAsync("/reviews");
        await page.GetByRole(AriaRole.List, new() { Name = "Reviews" })
            .GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
    }

    // Nobody reloads: the page is told.
    private static async Task SeeTheRunComplete(BrowserPage builder)
    {
        await ShouldShow(builder.Page, "Finished");
        await builder.Screenshot("collection-08-run-finished");
    }

    private static async Task Download(BrowserPage builder)
    {
        var page = builder.Page;
        await page.GetByRole(AriaRole.Region, new() { Name = "Timeline" })
            .GetByRole(AriaRole.Button).Filter(new() { HasText = "As a file" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Download emissions-by-region.csv" }).ClickAsync());
        var csv = await File.ReadAllTextAsync(await download.PathAsync());
        csv.ShouldContain("Africa,2021,58000,1");
        csv.ShouldContain("America,2021,230000,1");
        csv.ShouldContain("Europe,2021,10400,1");
        await builder.Screenshot("collection-09-file");
    }

    private static async Task Replay(BrowserPage auditor, string runAddress)
    {
        var page = auditor.Page;
        var run = RunAddress().Match(runAddress).Groups["id"].Value;
        await page.GotoAsync($"/audit/streams/{run}");
        var slider = page.GetByRole(AriaRole.Slider, new() { Name = "Event" });
        await Expect(slider).ToBeVisibleAsync();
        var last = int.Parse((await slider.GetAttributeAsync("max"))!);
        last.ShouldBeGreaterThan(20);
        await Expect(page.GetByText($"Event {last} of {last}")).ToBeVisibleAsync();
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.GetByText($"Event 1 of {last}")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "State after event 1", Exact = true })).ToBeVisibleAsync();
        await auditor.Screenshot("collection-10-replay-first-event");
        for (var version = 2; version <= 6; version++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
            await Expect(page.GetByText($"Event {version} of {last}")).ToBeVisibleAsync();
        }
        await auditor.Screenshot("collection-11-replay-later");

        await page.GotoAsync(runAddress);
        await page.GetByRole(AriaRole.Slider, new() { Name = "Moment of the run" }).FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Back to now" })).ToBeVisibleAsync();
        await auditor.Screenshot("collection-12-run-at-its-start");
    }

    private static Task ShouldShow(IPage page, string status) =>
        Expect(page.Locator("main header").GetByText(status, new() { Exact = true }).First)
            .ToBeVisibleAsync();

    [GeneratedRegex("/runs/(?<id>[0-9a-f-]{36})")]
    private static partial Regex RunAddress();
}
