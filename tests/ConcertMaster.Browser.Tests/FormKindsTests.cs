using System.Net;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>Every kind of field that the builder offers, put on a form by its palette, published, and opened by its recipient.</summary>
[Collection(BrowserTests.Name)]
public sealed class FormKindsTests(BrowserHost host)
{
    [Fact]
    public async Task Every_kind_of_the_palette_makes_a_form_that_axe_finds_nothing_serious_on()
    {
        await using var builder = await host.OpenAs(DemoUser.Builder);
        var page = builder.Page;
        await page.GotoAsync("/forms");
        await page.GetByRole(AriaRole.Button, new() { Name = "New form" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Every kind");
        await page.GetByRole(AriaRole.Button, new() { Name = "Build it" }).ClickAsync();
        var palette = page.GetByRole(AriaRole.Complementary, new() { Name = "Fields to add" }).GetByRole(AriaRole.Button);
        await Expect(palette.First).ToBeVisibleAsync();
        var kinds = await palette.CountAsync();
        for (var kind = 0; kind < kinds; kind++) await palette.Nth(kind).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Settings of ") })).ToHaveCountAsync(kinds);
        await Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        await builder.Screenshot("builder-every-kind", fullPage: true);

        // What was undone before a reload can be done again after it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Redo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Settings of ") })).ToHaveCountAsync(kinds);
        await Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();

        var id = new Uri(page.Url).Segments[^1];
        var form = await host.Ask(DemoUser.Builder, $"/api/forms/{id}");
        var link = await host.Invite(form.GetProperty("definition"));
        await ShouldBeAccessible(link);
        await ShouldBeAccessible($"{link}?plain");
        await TriedWithAFile(id);
    }

    /// <summary>A test link takes files as a real one does.</summary>
    private async Task TriedWithAFile(string form)
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var test = await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/tests", new { }, HttpStatusCode.Created);
        await using var phone = await Testing.Browser.Open(host.BaseUrl, 390);
        var page = phone.Page;
        await page.GotoAsync($"/f/{test.GetProperty("token").GetString()}");
        await page.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "cv.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 x"u8.ToArray() });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove cv.pdf" })).ToBeVisibleAsync();
        // It is there from the beginning of the transfer on; what is under way has a bar.
        await Expect(page.Locator("li progress")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check your answers" }).ClickAsync();
        var send = page.GetByRole(AriaRole.Button, new() { Name = "Send answers" });
        await Expect(send).ToBeVisibleAsync();
        await Expect(page.GetByText("cv.pdf").First).ToBeVisibleAsync();
        await send.ClickAsync();
        await Expect(page.GetByText("TEST-")).ToBeVisibleAsync();
        phone.Complaints.ShouldBeEmpty();
    }

    private async Task ShouldBeAccessible(string address)
    {
        foreach (var (width, dark) in new[] { (1440, false), (390, true) })
        {
            await using var opened = await Testing.Browser.Open(host.BaseUrl, width, dark: dark);
            await opened.Page.GotoAsync(address);
            await Expect(opened.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Send answers|Check your answers") }))
                .ToBeVisibleAsync();
            await opened.Page.EvaluateAsync(AccessibilityTests.Axe);
            (await opened.Page.EvaluateAsync<string[]>(AccessibilityTests.FindSerious)).ShouldBeEmpty($"{address} at {width}");
            (await opened.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth + 1")).ShouldBeFalse();
            var plain = address.EndsWith("plain", StringComparison.Ordinal) ? "plain-" : "";
            await opened.Screenshot($"every-kind-{plain}{width}", fullPage: true);
        }
    }
}
