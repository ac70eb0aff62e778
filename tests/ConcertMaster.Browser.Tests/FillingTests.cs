using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>A form with a question of each kind, filled in the ways that people fill in forms.</summary>
[Collection(BrowserTests.Name)]
public sealed class FillingTests(BrowserHost host)
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            required = new[] { "name", "rating" },
            properties = new Dictionary<string, object>
            {
                ["name"] = new { type = "string", title = "Your name", maxLength = 100 },
                ["tonnes"] = new { type = "number", title = "Emissions", minimum = 0 },
                ["audited"] = new { type = "boolean", title = "Audited" },
                ["auditor"] = new { type = "string", title = "By whom" },
                ["rating"] = new
                {
                    type = "object", title = "Rate us", required = new[] { "price" },
                    properties = new { price = new { title = "Price", @enum = new[] { "Poor", "Good" } } },
                },
                ["sites"] = new
                {
                    type = "array", title = "Sites",
                    items = new
                    {
                        type = "object", required = new[] { "site" },
                        properties = new
                        {
                            site = new { type = "string", title = "Site" }, kwh = new { type = "number", title = "Energy" },
                        },
                    },
                },
                ["total"] = new { type = "number", title = "Total energy" },
            },
        },
        ui = new
        {
            languages = new[] { "en", "ar" },
            pages = new object[]
            {
                new { title = "You", fields = new[] { "name", "tonnes", "audited", "auditor" } },
                new { title = "More", fields = new[] { "rating", "sites", "total" } },
            },
            fields = new
            {
                name = new { translations = new { ar = new { label = "اسمك" } } },
                auditor = new { visibleIf = "audited", requiredIf = "audited" },
                sites = new { order = new[] { "site", "kwh" } },
                total = new { calculate = "$sum(sites.kwh)" },
            },
        },
    };

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Filled_by_mouse_with_its_mistakes_shown_and_mended(int width)
    {
        var link = await host.Invite(Definition);
        await using var opened = await Testing.Browser.Open(host.BaseUrl, width);
        var page = opened.Page;
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.EndsWith($"/api/public/forms/{link.Split('/')[^1]}") ? 1 : 0;
        await page.GotoAsync(link);
        await Press(page, "Next");
        asked.ShouldBe(1, "the page asks for its form beforehand, and the program takes that answer");
        var summary = page.GetByRole(AriaRole.Alert);
        await Expect(summary).ToBeFocusedAsync();
        await summary.GetByRole(AriaRole.Link, new() { Name = "Your name: This needs an answer." }).ClickAsync();
        await Expect(page.GetByLabel("Your name")).ToBeFocusedAsync();
        await page.GetByLabel("Your name").FillAsync("Ana");
        await page.GetByLabel("Emissions").FillAsync("12,5");
        await Expect(page.GetByText("Read as 12.5")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Audited" }).GetByLabel("Yes").CheckAsync();
        await page.GetByLabel("By whom").FillAsync("TÜV");
        await Press(page, "Next");
        await page.GetByRole(AriaRole.Group, new() { Name = "Price" }).GetByLabel("Good").CheckAsync();
        await page.GetByLabel("Site, entry 1").FillAsync("Kiel");
        await page.GetByLabel("Energy, entry 1").FillAsync("40");
        await Press(page, "Add another");
        await Expect(page.GetByLabel("Site, entry 2")).ToBeFocusedAsync();
        await page.GetByLabel("Site, entry 2").FillAsync("Riga");
        await page.GetByLabel("Energy, entry 2").FillAsync("2");
        await Expect(page.Locator("output")).ToHaveTextAsync("42");
        await opened.Screenshot($"filling-{width}", fullPage: true);
        await Press(page, "Check your answers");
        await Expect(page.GetByText("Kiel · 40")).ToBeVisibleAsync();
        await Send(page);
        await opened.Screenshot($"filling-receipt-{width}", fullPage: true);
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Filled_by_the_keyboard_alone()
    {
        var link = await host.Invite(Definition);
        await using var opened = await Testing.Browser.Open(host.BaseUrl);
        var (page, keys) = (opened.Page, opened.Page.Keyboard);
        await page.GotoAsync(link);
        await Expect(page.GetByLabel("Your name")).ToBeVisibleAsync();
        await TabTo(page, "Your name");
        await keys.TypeAsync("Ben");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("7");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Space");
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Audited" }).GetByLabel("Yes")).ToBeCheckedAsync();
        await keys.PressAsync("ArrowRight");
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Audited" }).GetByLabel("No")).ToBeCheckedAsync();
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "More" })).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await keys.PressAsync("ArrowDown");
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Price" }).GetByLabel("Good")).ToBeCheckedAsync();
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Check your answers" })).ToBeFocusedAsync();
        await TabTo(page, "Send answers");
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers have arrived" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Filled_without_JavaScript()
    {
        var link = await host.Invite(Definition);
        await using var opened = await Testing.Browser.Open(host.BaseUrl, javaScript: false);
        var page = opened.Page;
        await page.GotoAsync(link);
        await page.WaitForURLAsync("**?plain");
        await page.GetByLabel("Emissions").FillAsync("-4");
        await page.GetByLabel("Yes").CheckAsync();
        await Press(page, "Send answers");
        var summary = page.GetByRole(AriaRole.Alert);
        await Expect(summary.GetByRole(AriaRole.Link)).ToContainTextAsync(
            new[] { "Your name", "Emissions", "By whom", "Rate us" });
        await Expect(page.GetByLabel("Emissions")).ToHaveValueAsync("-4");
        await opened.Screenshot("plain-form", fullPage: true);
        await page.GetByLabel("Your name").FillAsync("Ana");
        await page.GetByLabel("Emissions").FillAsync("4");
        await page.GetByLabel("By whom").FillAsync("TÜV");
        await page.GetByLabel("Price").SelectOptionAsync("Good");
        await page.GetByLabel("Site").First.FillAsync("Kiel");
        await Press(page, "Send answers");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers have arrived" })).ToBeVisibleAsync();
        await opened.Screenshot("plain-receipt", fullPage: true);
    }

    [Fact]
    public async Task Read_from_right_to_left_in_Arabic()
    {
        var link = await host.Invite(Definition);
        await using var opened = await Testing.Browser.Open(host.BaseUrl);
        var page = opened.Page;
        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Button, new() { Name = "العربية" }).ClickAsync();
        await Expect(page.GetByLabel("اسمك")).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await opened.Screenshot("filling-arabic", fullPage: true);
        await page.ReloadAsync();
        await Expect(page.GetByLabel("اسمك")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Embedded_in_another_page_it_says_how_high_it_is()
    {
        var link = await host.Invite(Definition);
        await using var opened = await Testing.Browser.Open(host.BaseUrl);
        var page = opened.Page;
        await page.RouteAsync("**/around", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<iframe src='{link}' style='width:600px;height:50px'></iframe>",
        }));
        await page.GotoAsync("/around");
        var height = await page.EvaluateAsync<double>("""
            () => new Promise(found => addEventListener('message', event =>
              event.data.type === 'concertmaster:height' && event.data.height > 300 && found(event.data.height)))
            """);
        height.ShouldBeInRange(300, 2_000);
        await Expect(page.FrameLocator("iframe").GetByLabel("Your name")).ToBeVisibleAsync();
    }

    private static async Task TabTo(IPage page, string name)
    {
        const string focused = "document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? ''";
        for (var count = 0; count < 40; count++)
        {
            await page.Keyboard.PressAsync("Tab");
            if ((await page.EvaluateAsync<string>(focused)).Contains(name, StringComparison.Ordinal)) return;
        }
        throw new InvalidOperationException($"The keyboard does not reach {name}.");
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task Send(IPage page)
    {
        await Press(page, "Send answers");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers have arrived" })).ToBeVisibleAsync();
    }
}
