using System.Text;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>Filling in where things go wrong: the connection drops in the middle of a file, and work goes on elsewhere.</summary>
[Collection(BrowserTests.Name)]
public sealed class DevicesTests(BrowserHost host)
{
    private const int FileBytes = 3_000_000;

    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            required = new[] { "name" },
            properties = new
            {
                name = new { type = "string", title = "Your name" },
                proof = new
                {
                    type = "array", maxItems = 1, title = "Proof",
                    items = new { type = "object", required = new[] { "id" }, properties = new { id = new { type = "string" } } },
                },
                sign = new
                {
                    type = "array", maxItems = 1, title = "Signature",
                    items = new { type = "object", required = new[] { "id" }, properties = new { id = new { type = "string" } } },
                },
            },
        },
        ui = new
        {
            order = new[] { "name", "proof", "sign" },
            fields = new
            {
                proof = new { widget = "file", accept = new[] { "application/pdf" }, maxFiles = 1 },
                sign = new { widget = "signature", accept = new[] { "image/png" }, maxFiles = 1 },
            },
        },
    };

    [Fact]
    public async Task A_file_arrives_whole_although_the_connection_drops_in_the_middle()
    {
        var link = await host.Invite(Definition);
        await using var opened = await Testing.Browser.Open(host.BaseUrl);
        var page = opened.Page;
        await page.GotoAsync(link);
        await page.GetByLabel("Your name").FillAsync("Ana");

        var pieces = 0;
        await page.RouteAsync("**/uploads/*", route =>
            route.Request.Method == "PATCH" && ++pieces == 2 ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await page.GetByLabel("Proof").SetInputFilesAsync(
            new FilePayload { Name = "proof.pdf", MimeType = "application/pdf", Buffer = Pdf() });
        await Expect(page.GetByText("The connection was lost.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check your answers" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Wait until the files have arrived");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove proof.pdf" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Type your name instead" }).ClickAsync();
        await page.GetByLabel("Your name as signature").FillAsync("Ana Berg");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this signature" }).ClickAsync();
        await Expect(page.GetByText("✓ Signed")).ToBeVisibleAsync();
        await opened.Screenshot("upload-arrived", fullPage: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check your answers" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send answers" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers have arrived" })).ToBeVisibleAsync();
        pieces.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task What_was_begun_on_one_device_goes_on_on_another()
    {
        var link = await host.Invite(Definition, email: "two.devices@browser.test");
        await using var desk = await Testing.Browser.Open(host.BaseUrl);
        await desk.Page.GotoAsync(link);
        await desk.Page.GetByLabel("Your name").FillAsync("Begun at the desk");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Continue later or elsewhere" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the link" }).ClickAsync();
        var onward = await desk.Page.GetByLabel("Copy the link").Last.InputValueAsync();

        await using var phone = await Testing.Browser.Open(host.BaseUrl, 390, 844);
        await phone.Page.GotoAsync(new Uri(onward).PathAndQuery);
        await Expect(phone.Page.GetByLabel("Your name")).ToHaveValueAsync("Begun at the desk");
        await phone.Page.GetByLabel("Your name").FillAsync("Finished on the phone");
        await Expect(phone.Page.Locator("time").Last).ToContainTextAsync("Saved");
        await Expect(phone.Page.GetByText("in this browser")).ToHaveCountAsync(0);
        await phone.Screenshot("second-device");

        // The first device has not seen that: it asks, and writes nothing over.
        await desk.Page.GetByLabel("Your name").FillAsync("Still at the desk");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Take those" }).ClickAsync();
        await Expect(desk.Page.GetByLabel("Your name")).ToHaveValueAsync("Finished on the phone");
        await desk.Page.ReloadAsync();
        await Expect(desk.Page.GetByLabel("Your name")).ToHaveValueAsync("Finished on the phone");
    }

    private static byte[] Pdf()
    {
        var file = new byte[FileBytes];
        Encoding.ASCII.GetBytes("%PDF-1.7\n").CopyTo(file, 0);
        Encoding.ASCII.GetBytes("\n%%EOF\n").CopyTo(file, FileBytes - 8);
        return file;
    }
}
