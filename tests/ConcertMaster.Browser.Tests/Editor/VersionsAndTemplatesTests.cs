using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>Looking back and beginning anew: versions with names, what differs, templates, and finding things.</summary>
[Collection(BrowserTests.Name)]
public sealed class VersionsAndTemplatesTests(BrowserHost host)
{
    [Fact]
    public async Task Versions_are_published_named_and_compared_on_the_canvas()
    {
        var id = await EditorPage.Draw(host, "Versions");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var publish = editor.Page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true });
        await publish.ClickAsync();
        await Expect(editor.Page.GetByText("v1 is live")).ToBeVisibleAsync();
        await editor.Step("Tell Ana").ClickAsync();
        await editor.Press("Delete");
        await editor.Step("Add up").ClickAsync();
        await editor.Page.GetByLabel("Name of the step").FillAsync("Add all up");
        await editor.Saved();
        await publish.ClickAsync();
        await Expect(editor.Page.GetByText("v2 is live")).ToBeVisibleAsync();

        await editor.ClickPaper();
        await editor.Press("h");
        var history = editor.Page.GetByRole(AriaRole.Complementary, new() { Name = "History" });
        var versions = history.GetByRole(AriaRole.Region, new() { Name = "Published versions" });
        await versions.GetByRole(AriaRole.Button).Filter(new() { HasText = "Version 1" }).ClickAsync();
        await history.GetByLabel("Name of version 1").FillAsync("As audited");
        await editor.Press("Enter");
        await Expect(versions.GetByText("Version 1: As audited")).ToBeVisibleAsync();
        await history.GetByLabel("Compare with").SelectOptionAsync("2");
        await Expect(editor.Step("Tell Ana").GetByText("Removed")).ToBeVisibleAsync();
        await Expect(editor.Step("Add up").GetByText("Changed")).ToBeVisibleAsync();
        await editor.Opened.Screenshot("editor-compare");
        await history.GetByRole(AriaRole.Button, new() { Name = "Restore it" }).ClickAsync();
        await history.GetByRole(AriaRole.Button, new() { Name = "Close the history" }).ClickAsync();
        await Expect(editor.Step("Tell Ana")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_workflow_begins_from_a_template_and_becomes_one()
    {
        await using var opened = await host.OpenAs(DemoUser.Builder);
        var page = opened.Page;
        await page.GotoAsync("/workflows/templates");
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Weekly data check" })
            .GetByRole(AriaRole.Button, new() { Name = "Start from this" }).ClickAsync();
        await Expect(page.GetByLabel("Name of the workflow")).ToHaveValueAsync("Weekly data check");
        await Expect(page.GetByText("Nothing to mend")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "More commands" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Save as a template" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Our weekly check");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save the template" }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync(); // leaving the page at once would end the request
        await page.GotoAsync("/workflows/templates");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ours" }).GetByText("Our weekly check")).ToBeVisibleAsync();
        await opened.Screenshot("templates");
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Steps_are_found_by_what_their_settings_say()
    {
        var id = await EditorPage.Draw(host, "Find");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.ClickPaper();
        await editor.Press("Control+f");
        await editor.Page.GetByLabel("Find a step").FillAsync("ana@editor.test");
        await editor.Press("Enter");
        await Expect(editor.Page.GetByLabel("Name of the step")).ToHaveValueAsync("Tell Ana");
    }

    [Fact]
    public async Task Workflows_are_chosen_archived_together_and_views_are_kept()
    {
        foreach (var name in new[] { "Throwaway one", "Throwaway two" }) await EditorPage.Draw(host, name);
        await using var opened = await host.OpenAs(DemoUser.Builder);
        var page = opened.Page;
        await page.GotoAsync("/workflows?search=Throwaway");
        await page.GetByLabel("Choose Throwaway one").CheckAsync();
        await page.GetByLabel("Choose Throwaway two").CheckAsync();
        var bar = page.GetByRole(AriaRole.Toolbar, new() { Name = "Chosen workflows" });
        await bar.GetByRole(AriaRole.Button, new() { Name = "Archive…" }).ClickAsync();
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Archive 2 workflows" }).ClickAsync();
        await Expect(page.GetByText("No workflow fits")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save this view" }).ClickAsync();
        await page.GetByLabel("Name of the view").FillAsync("Thrown away");
        await page.Keyboard.PressAsync("Enter");
        await page.GotoAsync("/workflows");
        await page.GetByRole(AriaRole.Group, new() { Name = "Saved views" })
            .GetByRole(AriaRole.Button, new() { Name = "Thrown away", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("search=Throwaway"));
    }
}
