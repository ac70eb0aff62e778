using System.Net;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>What matters now is in sight: the chosen step beside its settings, what hinders publishing, the step that failed.</summary>
[Collection(BrowserTests.Name)]
public sealed class SightTests(BrowserHost host)
{
    private const string Place = "document.querySelector('.react-flow__viewport').style.transform";

    [Fact]
    public async Task A_step_at_the_edge_stays_in_sight_when_its_settings_open_and_the_canvas_rests_from_then_on()
    {
        var id = await EditorPage.Draw(host, "At the edge");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var page = editor.Page;
        var before = await page.EvaluateAsync<string>(Place);
        await editor.Step("Begin").ClickAsync();
        await Expect(SettingsOf(page, "Begin")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>(Place)).ShouldBe(before);
        await editor.Press("Escape");
        await Expect(SettingsOf(page, "Begin")).ToHaveCountAsync(0);

        await editor.Step("Tell Ana").ClickAsync();
        await Expect(SettingsOf(page, "Tell Ana")).ToBeVisibleAsync();
        var step = (await editor.Step("Tell Ana").BoundingBoxAsync())!;
        var settings = (await SettingsOf(page, "Tell Ana").BoundingBoxAsync())!;
        (step.X + step.Width).ShouldBeLessThan(settings.X);
        var made = await page.EvaluateAsync<string>(Place);
        made.ShouldNotBe(before);
        await editor.Step("Double it").ClickAsync();
        await Expect(SettingsOf(page, "Double it")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>(Place)).ShouldBe(made);

        // One after the other by the keyboard: each new step is seen, however far the row leads.
        await editor.Step("Tell Ana").ClickAsync();
        foreach (var name in new[] { "Filter", "Filter 2", "Filter 3" })
        {
            await editor.Press("Tab");
            await page.GetByRole(AriaRole.Combobox, new() { Name = "What comes next?" }).FillAsync("filter");
            await editor.Press("Enter");
            await Expect(page.GetByRole(AriaRole.Group, new() { Name = $"{name}, Filter" })).ToBeFocusedAsync();
            await Expect(page.GetByRole(AriaRole.Group, new() { Name = $"{name}, Filter" })).ToBeInViewportAsync(new() { Ratio = 1 });
        }
    }

    [Fact]
    public async Task Whoever_moves_the_canvas_while_the_settings_open_is_left_alone()
    {
        var id = await EditorPage.Draw(host, "Moved by hand");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        // At once, as no test that drives a mouse could be sure to.
        var moved = await editor.Page.EvaluateAsync<string>($$"""
            async () => {
              const step = [...document.querySelectorAll('.react-flow__node')].find((one) => one.textContent.includes('Tell Ana'))
              step.click()
              while (!step.matches('.selected')) await new Promise(requestAnimationFrame)
              document.querySelector('.react-flow__pane')
                .dispatchEvent(new WheelEvent('wheel', { deltaY: 40, bubbles: true, cancelable: true, view: window }))
              for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame)
              return {{Place}}
            }
            """);
        await Expect(SettingsOf(editor.Page, "Tell Ana")).ToBeVisibleAsync();
        (await editor.Page.EvaluateAsync<string>(Place)).ShouldBe(moved);
    }

    [Fact]
    public async Task Publishing_what_has_errors_opens_the_list_and_leads_to_the_first_of_them()
    {
        var id = await EditorPage.Draw(host, "Not yet");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var page = editor.Page;
        await editor.Choose("Tell Ana");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        var problems = page.GetByRole(AriaRole.Region, new() { Name = "Problems" });
        await Expect(problems.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Not published yet: one error stands in the way.");
        await Expect(problems.GetByRole(AriaRole.Button, new() { Name = "Tell Ana, Subject" })).ToBeFocusedAsync();
        await editor.Opened.Screenshot("editor-not-published");
        await editor.Press("Enter");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Subject" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Sum");
        await Expect(problems.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Version 1 is published.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Trying_the_whole_draft_leads_to_the_step_that_failed_and_says_so_when_none_did()
    {
        var id = await EditorPage.Draw(host, "Tried as a whole");
        await Configure(id, "$error('Broken')");
        await using (var editor = await EditorPage.Open(host, DemoUser.Builder, id))
        {
            var page = editor.Page;
            await page.GetByRole(AriaRole.Button, new() { Name = "Try", Exact = true }).ClickAsync();
            await Expect(SettingsOf(page, "Double it")).ToBeVisibleAsync();
            await Expect(editor.Step("Double it").GetByText("Failed")).ToBeVisibleAsync();
            await Expect(editor.Step("Add up").GetByText("Finished")).ToBeVisibleAsync();
            var said = page.GetByRole(AriaRole.Alert).Filter(new() { HasTextRegex = new("“Double it” failed: .*Broken") });
            await Expect(said).ToBeVisibleAsync();
            await editor.Opened.Screenshot("editor-tried");
        }
        // On a phone it is a command among others.
        await Configure(id, "sum * 2");
        await using var phone = await host.OpenAs(DemoUser.Builder, 390, 844);
        await new EditorPage(phone).GoTo(id);
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "More commands" }).ClickAsync();
        await phone.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Try the whole draft" }).ClickAsync();
        await Expect(phone.Page.GetByText("3 steps tried, none failed.").First).ToBeVisibleAsync();
        await phone.Screenshot("editor-tried-390");
    }

    /// <summary>Without the letter at its end, which would be asked about first.</summary>
    private async Task Configure(string id, string formula)
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var draft = await EditorPage.Draft(host, id);
        var hasLetter = draft.GetProperty("nodes").EnumerateArray().Any(node => node.GetProperty("id").GetString() == "mail");
        var set = new { type = "configureNode", nodeId = "twice", config = new { formula, outputField = "twice" } };
        object[] edits = hasLetter ? [set, new { type = "removeNode", nodeId = "mail" }] : [set];
        await builder.Ask(HttpMethod.Post, $"/api/workflows/{id}/edits", new { edits });
    }

    private static ILocator SettingsOf(IPage page, string step) =>
        page.GetByRole(AriaRole.Complementary, new() { Name = $"Settings of {step}" });
}
