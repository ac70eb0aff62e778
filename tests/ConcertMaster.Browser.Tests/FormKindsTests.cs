using System.Net;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>
/// Every kind of field that the builder offers, put on a form by its palette, published, and opened by its recipient; lists of
/// texts and files that belong to a row, by keyboard and on a phone, with script and without.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class FormKindsTests(BrowserHost host)
{
    private static readonly object ListsAndRows = new
    {
        schema = new
        {
            type = "object",
            properties = new
            {
                measures = new { type = "array", title = "Measures", items = new { type = "string", maxLength = 40 } },
                sites = new
                {
                    type = "array",
                    title = "Sites",
                    items = new
                    {
                        type = "object", required = new[] { "name" },
                        properties = new
                        {
                            name = new { type = "string" },
                            proof = new { type = "array", items = new { type = "object", required = new[] { "id" } } },
                        },
                    },
                },
            },
        },
        ui = new
        {
            amendable = true,
            order = new[] { "measures", "sites" },
            fields = new
            {
                sites = new
                {
                    widget = "repeat", order = new[] { "name", "proof" },
                    fields = new { proof = new { widget = "file", maxFiles = 1 } },
                },
            },
        },
    };

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

    [Fact]
    public async Task Entries_are_added_and_moved_by_keyboard_and_a_file_stays_with_its_row()
    {
        var link = await host.Invite(ListsAndRows, email: "lists@browser.test");
        await using var phone = await Testing.Browser.Open(host.BaseUrl, 390);
        var page = phone.Page;
        await page.GotoAsync(link);
        ILocator Entry(int at) => page.GetByLabel($"Measures, entry {at}", new() { Exact = true });
        await Entry(1).FillAsync("A new roof");
        await Entry(1).PressAsync("Enter");
        await Expect(Entry(2)).ToBeFocusedAsync();
        await Entry(2).FillAsync("Heat pumps");
        await Entry(2).PressAsync("Alt+ArrowUp");
        await Expect(Entry(1)).ToHaveValueAsync("Heat pumps");
        await Expect(Entry(2)).ToHaveValueAsync("A new roof");

        var sites = page.GetByRole(AriaRole.Group, new() { Name = "Sites" });
        await sites.GetByRole(AriaRole.Button, new() { Name = "Add another" }).ClickAsync();
        await page.Locator("#answer-sites-1-name").FillAsync("Kiel");
        await page.Locator("#answer-sites-1-proof").SetInputFilesAsync(
            new FilePayload { Name = "meter.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 x"u8.ToArray() });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove meter.pdf" })).ToBeVisibleAsync();
        await Expect(page.Locator("li progress")).ToHaveCountAsync(0);
        await sites.GetByRole(AriaRole.Button, new() { Name = "Remove entry 1" }).ClickAsync();
        await Expect(page.Locator("#answer-sites-0-name")).ToHaveValueAsync("Kiel");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove meter.pdf" })).ToBeVisibleAsync();
        await phone.Screenshot("lists-and-rows-390", fullPage: true);

        await page.GetByRole(AriaRole.Button, new() { Name = "Check your answers" }).ClickAsync();
        await Expect(page.GetByText("Heat pumps")).ToBeVisibleAsync();
        await Expect(page.GetByText("Kiel · meter.pdf")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send answers" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers have arrived" })).ToBeVisibleAsync();
        phone.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_script_a_button_makes_room_enter_still_sends_and_answers_are_changed_with_a_reason()
    {
        var link = await host.Invite(ListsAndRows, email: "plain-lists@browser.test");
        await using var plain = await Testing.Browser.Open(host.BaseUrl, 390, javaScript: false);
        var page = plain.Page;
        var arrived = page.GetByRole(AriaRole.Heading, new() { Name = "Your answers have arrived" });
        await page.GotoAsync($"{link}?plain");
        await page.Locator("#answer-sites-0-name").FillAsync("Kiel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add another Sites" }).ClickAsync();
        await Expect(page.Locator("#answer-sites-0-name")).ToHaveValueAsync("Kiel");
        await page.Locator("#answer-sites-3-name").FillAsync("Ulm");
        await page.Locator("#answer-sites-3-name").PressAsync("Enter");
        await Expect(arrived).ToBeVisibleAsync();

        await page.GotoAsync($"{link}?plain");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change your answers" }).ClickAsync();
        await Expect(page.Locator("#answer-sites-1-name")).ToHaveValueAsync("Ulm");
        await page.Locator("#answer-measures-0").FillAsync("Heat pumps");
        await page.GetByLabel("Why are you changing your answers?").FillAsync("Forgot the pumps");
        await plain.Screenshot("plain-amending-390", fullPage: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send changes" }).ClickAsync();
        await Expect(arrived).ToBeVisibleAsync();
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
