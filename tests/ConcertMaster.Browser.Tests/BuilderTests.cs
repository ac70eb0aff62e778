using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>A form from nothing to its first answer, as somebody builds it who has never built one.</summary>
[Collection(BrowserTests.Name)]
public sealed class BuilderTests(BrowserHost host)
{
    private static readonly (string Find, string Question)[] Questions =
    [
        ("short", "Your name"), ("mail", "Your address"), ("yes", "Have you been here before?"), ("one of s", "How did you hear of us?"),
        ("rating", "How was it?"), ("money", "What did you spend?"), ("look", "Which branch?"), ("para", "Anything else?"),
    ];

    [Fact]
    public async Task Eight_questions_by_the_keyboard_alone_then_undone_elsewhere_and_tried_by_a_link()
    {
        await using var builder = await host.OpenAs(DemoUser.Builder);
        var (page, keys) = (builder.Page, builder.Page.Keyboard);
        await page.GotoAsync("/forms");
        await page.GetByRole(AriaRole.Button, new() { Name = "New form" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(page.GetByLabel("Name")).ToBeFocusedAsync();
        await keys.TypeAsync("Visitors");
        await keys.PressAsync("Enter");
        await Expect(page.GetByText("or press / and type its name")).ToBeVisibleAsync();
        await keys.PressAsync("/");
        foreach (var (find, question) in Questions)
        {
            await Expect(page.GetByLabel("Find a field to add")).ToBeFocusedAsync();
            await keys.TypeAsync(find);
            await keys.PressAsync("Enter");
            await Expect(page.GetByLabel("Question", new() { Exact = true })).ToBeFocusedAsync();
            await keys.TypeAsync(question);
            await keys.PressAsync("Control+Enter");
        }
        await Saved(page);
        await builder.Screenshot("builder-eight");
        await Expect(Cards(page)).ToHaveCountAsync(8);

        await UndoneElsewhere(page.Url);
        await page.ReloadAsync();
        await Expect(Cards(page)).ToHaveCountAsync(8);
        await page.GetByRole(AriaRole.Button, new() { Name = "Settings of Your name" }).ClickAsync();
        await Expect(page.GetByLabel("Name in the data")).ToHaveValueAsync("yourName");

        await Kept(builder);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Preview" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a test link" }).ClickAsync();
        var link = await page.GetByLabel("Test link").InputValueAsync();
        await Tried(new Uri(link).AbsolutePath);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look again" }).ClickAsync();
        await Expect(page.GetByText("TEST-")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page.GetByText("Published as version 1")).ToBeVisibleAsync();
        builder.Complaints.ShouldBeEmpty();
    }

    /// <summary>A question becomes a block that every form offers, and goes into a form by a click.</summary>
    private async Task Kept(BrowserPage builder)
    {
        var page = builder.Page;
        await page.Locator("header").GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Keep questions for other forms" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Keep questions for other forms" });
        await dialog.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^Name") }).FillAsync("Who you are");
        await Expect(dialog.GetByRole(AriaRole.Checkbox, new() { Name = "Your name" })).ToBeCheckedAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep 1 question" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Who you are", Exact = true }).ClickAsync();
        await Expect(Cards(page)).ToHaveCountAsync(9);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Expect(Cards(page)).ToHaveCountAsync(8);
        await Saved(page);
    }

    private async Task UndoneElsewhere(string address)
    {
        await using var elsewhere = await host.OpenAs(DemoUser.Owner, width: 1024);
        var page = elsewhere.Page;
        await page.GotoAsync(address);
        await Expect(Cards(page)).ToHaveCountAsync(8);
        var undo = page.GetByRole(AriaRole.Button, new() { Name = "Undo" });
        // The last question was written, and before that its field was added; both may be one saving.
        await undo.ClickAsync();
        await Saved(page);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Redo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Settings of Anything else?" })).ToBeVisibleAsync();
        await Saved(page);
    }

    private async Task Tried(string address)
    {
        await using var phone = await Testing.Browser.Open(host.BaseUrl, 390);
        var page = phone.Page;
        await page.GotoAsync(address);
        await Expect(page.GetByText("Test: what you send here is kept apart")).ToBeVisibleAsync();
        await page.GetByLabel("Your name").FillAsync("Ana");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Which branch?" }).FillAsync("sec");
        await page.GetByRole(AriaRole.Option, new() { Name = "Second answer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check your answers" }).ClickAsync();
        await Expect(page.GetByText("Second answer")).ToBeVisibleAsync();
        await phone.Screenshot("check-answers-390", fullPage: true);

        // One answer is looked at again; going on leads back to all of them.
        await page.GetByRole(AriaRole.Button, new() { Name = "Change Your name" }).ClickAsync();
        await Expect(page.GetByLabel("Your name")).ToBeFocusedAsync();
        await page.GetByLabel("Your name").FillAsync("Ben");
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to your answers" }).ClickAsync();
        await Expect(page.GetByText("Ben")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send answers" }).ClickAsync();
        await Expect(page.GetByText("TEST-")).ToBeVisibleAsync();
        phone.Complaints.ShouldBeEmpty();
    }

    private static ILocator Cards(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Settings of ") });

    private static Task Saved(IPage page) =>
        Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
}
