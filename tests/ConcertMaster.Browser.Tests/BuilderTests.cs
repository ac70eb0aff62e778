using System.Net;
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

    [Fact]
    public async Task What_is_built_without_a_connection_outlives_the_page_and_is_saved_when_the_form_is_opened_again()
    {
        using var api = await host.SignIn(DemoUser.Builder);
        var form = await api.Ask(HttpMethod.Post, "/api/forms", new { name = "On the train" }, HttpStatusCode.Created);
        var id = form.GetProperty("id").GetString();
        await using var builder = await host.OpenAs(DemoUser.Builder);
        var page = builder.Page;
        await page.GotoAsync($"/forms/{id}");
        await Expect(page.GetByText("or press / and type its name")).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Name of the form").FillAsync("Named on the train");
        await page.GetByRole(AriaRole.Button, new() { Name = "Text", Exact = true }).ClickAsync();
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync("Asked on the train");
        await Expect(page.GetByText("Not saved yet: no connection")).ToBeVisibleAsync();
        await builder.Screenshot("builder-offline");

        await page.GotoAsync("about:blank"); // the lid is closed before the connection is back
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync("/forms");
        await page.GetByRole(AriaRole.Region, new() { Name = "Changes that are not sent" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Settings of Asked on the train" })).ToBeVisibleAsync();
        await Saved(page);
        var saved = await api.Ask(HttpMethod.Get, $"/api/forms/{id}");
        saved.GetProperty("name").GetString().ShouldBe("Named on the train");
        saved.GetRawText().ShouldContain("Asked on the train");
        await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some((key) => key.startsWith('concert.unsent'))");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Saved(page);

        // Back in touch without a reload, nobody has to ask for it.
        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Name of the form").FillAsync("Named in the tunnel");
        await Expect(page.GetByText("Not saved yet: no connection")).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(false);
        await Saved(page);
        (await api.Ask(HttpMethod.Get, $"/api/forms/{id}")).GetProperty("name").GetString().ShouldBe("Named in the tunnel");
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

    [Fact]
    public async Task On_a_phone_the_form_stays_in_sight_beside_its_head_and_the_settings_of_a_question()
    {
        using var client = await host.SignIn(DemoUser.Builder);
        var form = await client.Ask(HttpMethod.Post, "/api/forms", new
        {
            name = "A name that is much longer than a phone is wide",
            definition = new { schema = new { type = "object", properties = new { total = new { type = "number" } } }, ui = new { } },
        }, HttpStatusCode.Created);
        await using var phone = await host.OpenAs(DemoUser.Builder, 390);
        var page = phone.Page;
        await page.GotoAsync($"/forms/{form.GetProperty("id").GetString()}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Settings of Total" }).ClickAsync();
        var settings = page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Total" });
        await Expect(settings.GetByLabel("Question", new() { Exact = true })).ToBeInViewportAsync(new() { Ratio = 1 });
        await phone.Screenshot("builder-chosen-390");
        // From its tabs down to the sheet: the larger part of what the head of the application leaves.
        var tabs = (await page.GetByRole(AriaRole.Tablist, new() { Name = "Parts of the form" }).BoundingBoxAsync())!;
        var sheet = (await settings.BoundingBoxAsync())!;
        (tabs.Y + tabs.Height).ShouldBeLessThan(220);
        (sheet.Y - tabs.Y - tabs.Height).ShouldBeGreaterThan(page.ViewportSize!.Height * 0.4f);
        await settings.GetByRole(AriaRole.Button, new() { Name = "Show all settings" }).ClickAsync();
        await Expect(settings.GetByLabel("Help")).ToBeInViewportAsync(new() { Ratio = 1 });
        // Of more tabs than fit, the one that is open is seen: but for a pixel, which lies over the line below.
        await page.GotoAsync($"/forms/{form.GetProperty("id").GetString()}?tab=responses");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Responses" })).ToBeInViewportAsync(new() { Ratio = 0.9f });
        // What the table is asked stands in two rows above it, and the rest behind a word.
        var controls = (await page.GetByRole(AriaRole.Button, new() { Name = "Table", Exact = true }).BoundingBoxAsync())!;
        var more = (await page.GetByText("More filters").BoundingBoxAsync())!;
        await phone.Screenshot("responses-390");
        (more.Y - controls.Y).ShouldBeLessThan(110);
        await page.GetByText("More filters").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "State" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_question_of_old_that_asks_for_an_address_is_marked_as_personal_by_one_click_and_a_new_one_from_the_beginning()
    {
        using var client = await host.SignIn(DemoUser.Builder);
        var form = await client.Ask(HttpMethod.Post, "/api/forms", new
        {
            name = "Of old",
            definition = new
            {
                schema = new { type = "object", properties = new { mail = new { type = "string", format = "email" } } }, ui = new { },
            },
        }, HttpStatusCode.Created);
        await using var builder = await host.OpenAs(DemoUser.Builder);
        var page = builder.Page;
        await page.GotoAsync($"/forms/{form.GetProperty("id").GetString()}");
        await page.GetByRole(AriaRole.Button, new() { Name = "1 to look at" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "To look at before publishing" }))
            .ToContainTextAsync("not marked as personal");
        await builder.Screenshot("builder-not-personal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as personal" }).First.ClickAsync();
        await Expect(page.GetByText("No problems")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "E-mail", Exact = true }).ClickAsync();
        await Expect(page.GetByText("gone when the person is erased")).ToBeVisibleAsync();
        await Saved(page);
        await Expect(page.GetByText("No problems")).ToBeVisibleAsync();
        var fields = (await client.Ask(HttpMethod.Get, $"/api/forms/{form.GetProperty("id").GetString()}"))
            .GetProperty("definition").GetProperty("ui").GetProperty("fields").EnumerateObject().ToList();
        fields.Count.ShouldBe(2);
        fields.ShouldAllBe(field => field.Value.GetProperty("classification").GetString() == "personal");
        builder.Complaints.ShouldBeEmpty();
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
