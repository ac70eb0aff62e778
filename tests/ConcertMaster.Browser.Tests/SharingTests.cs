using System.Net;
using System.Text;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>A form on its way to people, as a builder sends it: letters of its own, a file of people, open links, the board.</summary>
[Collection(BrowserTests.Name)]
public sealed class SharingTests(BrowserHost host)
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            properties = new
            {
                country = new { type = "string", title = "Country" }, employees = new { type = "integer", title = "Employees" },
            },
        },
        ui = new { order = new[] { "country", "employees" } },
    };

    private static readonly string Decoder = File.ReadAllText(
        Path.Combine(Repository.Root, "ui", "node_modules", "jsqr", "dist", "jsQR.js"));

    [Fact]
    public async Task A_form_is_sent_to_a_file_of_people_by_a_letter_of_its_own_and_opened_to_anybody()
    {
        var form = await Published("Headcount");
        await using var builder = await host.OpenAs(DemoUser.Builder);
        var page = builder.Page;
        await page.GotoAsync($"/forms/{form}?tab=share");

        await page.GetByRole(AriaRole.Button, new() { Name = "Letters" }).ClickAsync();
        var letters = page.GetByRole(AriaRole.Dialog, new() { Name = "Letters" });
        await letters.GetByLabel("Text", new() { Exact = true }).FillAsync("Hello {{recipient}}, please: {{link}}");
        await Expect(letters.GetByText("Hello Ana Berg, please")).ToBeVisibleAsync();
        await Expect(letters.FrameLocator("iframe").GetByText("Hello Ana Berg, please")).ToBeVisibleAsync();
        await ShouldBeAccessible(builder, "letters");
        await letters.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(letters.GetByRole(AriaRole.Button, new() { Name = "Back to the usual one" })).ToBeVisibleAsync();
        await letters.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await page.GetByLabel("CSV file with recipients").SetInputFilesAsync(new FilePayload
        {
            Name = "people.csv", MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("email;name;country\nana@share.test;Ana;Kenya\nben@share.test;Ben;Peru\n"),
        });
        await Expect(page.GetByText("people.csv: 2 people")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send to 2 people" }).ClickAsync();
        await Expect(page.GetByText("Sent to 2 people")).ToBeVisibleAsync();

        var sent = page.GetByRole(AriaRole.Table, new() { Name = "Sent so far" });
        await sent.GetByRole(AriaRole.Button).First.ClickAsync();
        var board = page.GetByRole(AriaRole.Dialog, new() { Name = "Who was asked" });
        await board.GetByLabel("Find a person").FillAsync("ana@");
        await Expect(board.GetByRole(AriaRole.Button, new() { Name = "Send again to Ana" })).ToBeVisibleAsync();
        await Expect(board.GetByText("ben@share.test")).ToHaveCountAsync(0);
        await board.GetByRole(AriaRole.Button, new() { Name = "Remind who has not answered" }).ClickAsync();
        await Expect(page.GetByText("2 people who have not answered will be reminded now")).ToBeVisibleAsync();
        await ShouldBeAccessible(builder, "board");
        await board.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        var link = await OpenLink(page);
        await ShouldBeAccessible(builder, "share");
        await page.GetByRole(AriaRole.Button, new() { Name = "QR code of the link Poster" }).ClickAsync();
        var picture = page.GetByRole(AriaRole.Dialog, new() { Name = "QR code of “Poster”" });
        await Expect(picture.GetByRole(AriaRole.Img, new() { NameRegex = new("^QR code that leads to http") })).ToBeVisibleAsync();
        var saved = await page.RunAndWaitForDownloadAsync(() => picture.GetByRole(AriaRole.Button, new() { Name = "PNG" }).ClickAsync());
        saved.SuggestedFilename.ShouldBe("Poster QR.png");
        var url = await picture.GetByText("/f/").InnerTextAsync();
        (await Scanned(page, await File.ReadAllBytesAsync(await saved.PathAsync()))).ShouldBe(url);
        await ShouldBeAccessible(builder, "qr");
        await picture.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the form of Poster in a web page" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show it here" }).ClickAsync();
        await Expect(page.FrameLocator("iframe[title=Preview]").GetByLabel("Country")).ToBeVisibleAsync();
        await Expect(page.Locator("iframe[title=Preview]")).Not.ToHaveCSSAsync("height", "480px");
        await builder.Screenshot("embed-preview");
        await Embedded(await page.GetByRole(AriaRole.Dialog).GetByLabel("HTML").InputValueAsync());
        await using var anyone = await Testing.Browser.Open(host.BaseUrl, 390);
        await anyone.Page.GotoAsync(new Uri(link).PathAndQuery);
        // It begins by itself once the browser has done its sum.
        await Expect(anyone.Page.GetByRole(AriaRole.Region, new() { Name = "Country" })).ToContainTextAsync("Chile");
        await Tampered(new Uri(link));
    }

    private async Task Tampered(Uri link)
    {
        await using var anyone = await Testing.Browser.Open(host.BaseUrl, 390);
        await anyone.Page.GotoAsync($"{link.AbsolutePath}{link.Query[..^4]}AAAA");
        await Expect(anyone.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("was changed on its way");
        // The same address again would be refused again.
        await Expect(anyone.Page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await anyone.Screenshot("tampered-390");
    }

    /// <summary>What a decoder that knows nothing of us reads in the picture.</summary>
    private static async Task<string?> Scanned(IPage page, byte[] png)
    {
        await page.EvaluateAsync(Decoder);
        return await page.EvaluateAsync<string?>("""
            async (png) => {
              const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
              const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
              const canvas = new OffscreenCanvas(picture.width, picture.height)
              const pen = canvas.getContext('2d')
              pen.drawImage(picture, 0, 0)
              const { data, width, height } = pen.getImageData(0, 0, picture.width, picture.height)
              return window.jsQR(data, width, height)?.data ?? null
            }
            """, Convert.ToBase64String(png));
    }

    private async Task Embedded(string snippet)
    {
        await using var around = await Testing.Browser.Open(host.BaseUrl);
        await around.Page.RouteAsync("**/around", route => route.FulfillAsync(new() { ContentType = "text/html", Body = snippet }));
        await around.Page.GotoAsync("/around");
        var frame = around.Page.FrameLocator("iframe");
        await Expect(frame.GetByLabel("Country")).ToBeVisibleAsync();
        // As high as the form, and no longer as it was written.
        await Expect(around.Page.Locator("iframe")).Not.ToHaveCSSAsync("height", "480px");
        await around.Screenshot("embedded");
    }

    /// <summary>Makes one in the browser, and an address of it with a locked answer.</summary>
    private static async Task<string> OpenLink(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "New link" }).ClickAsync();
        var making = page.GetByRole(AriaRole.Dialog, new() { Name = "New open link" });
        await making.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^Name") }).FillAsync("Poster");
        await making.GetByLabel("Answers at most").FillAsync("100");
        await making.GetByRole(AriaRole.Button, new() { Name = "Open the link" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Open links" }).GetByText("at most 100 answers")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Fill in answers of the link Poster" }).ClickAsync();
        var filling = page.GetByRole(AriaRole.Dialog, new() { NameRegex = new("^Fill in answers") });
        await filling.GetByLabel("Country").FillAsync("Chile");
        await filling.GetByLabel("Locked").First.CheckAsync();
        await filling.GetByRole(AriaRole.Button, new() { Name = "Make the address" }).ClickAsync();
        var address = await filling.GetByRole(AriaRole.Status).Locator("span").First.InnerTextAsync();
        await filling.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        return address;
    }

    [Fact]
    public async Task Whoever_signs_in_finds_the_forms_that_wait_for_them()
    {
        var form = await Published("For the reviewer");
        using var builder = await host.SignIn(DemoUser.Builder);
        await builder.Ask(HttpMethod.Post, $"/api/forms/{form}/send",
            new { recipients = new[] { DemoUser.Reviewer.Email }, channel = "portal", message = "By Friday, please" },
            HttpStatusCode.Accepted);
        using (var asked = await host.SignIn(DemoUser.Reviewer))
            await asked.AskUntil("/api/my-forms", mine => mine.GetRawText().Contains("For the reviewer", StringComparison.Ordinal));
        await using var reviewer = await host.OpenAs(DemoUser.Reviewer, 390, dark: true);
        await reviewer.Page.GotoAsync("/my-forms");
        await ShouldBeAccessible(reviewer, "my-forms");
        await reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "For the reviewer" }).ClickAsync();
        await Expect(reviewer.Page.GetByLabel("Employees")).ToBeVisibleAsync();
    }

    private async Task<string> Published(string name)
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var form = await builder.Ask(HttpMethod.Post, "/api/forms", new { name, definition = Definition }, HttpStatusCode.Created);
        var id = form.GetProperty("id").GetString()!;
        await builder.Ask(HttpMethod.Post, $"/api/forms/{id}/publish", new { });
        return id;
    }

    private static async Task ShouldBeAccessible(ConcertMaster.Testing.BrowserPage opened, string name)
    {
        await opened.Screenshot($"sharing-{name}", fullPage: true);
        await opened.Page.EvaluateAsync(AccessibilityTests.Axe);
        (await opened.Page.EvaluateAsync<string[]>(AccessibilityTests.FindSerious)).ShouldBeEmpty(name);
    }
}
