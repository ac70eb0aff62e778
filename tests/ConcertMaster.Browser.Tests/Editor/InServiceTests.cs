using System.Text.RegularExpressions;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>What was: seen in the history, and taken from there. What is: in service, out of it, and back again.</summary>
[Collection(BrowserTests.Name)]
public sealed class InServiceTests(BrowserHost host)
{
    [Fact]
    public async Task A_moment_of_the_history_becomes_a_workflow_of_its_own()
    {
        var id = await EditorPage.Draw(host, "Looking back");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Expect(editor.Page.GetByText("v1 is live")).ToBeVisibleAsync();
        await editor.Choose("Tell Ana");
        await editor.Press("Delete");
        await Expect(editor.Step("Tell Ana")).ToHaveCountAsync(0);
        await editor.Choose("Add up");
        await editor.Page.GetByLabel("Name of the step").FillAsync("Add all up");
        await editor.Saved();

        await editor.ClickPaper();
        await editor.Press("h");
        var history = editor.Page.GetByRole(AriaRole.Complementary, new() { Name = "History" });
        var scrubber = history.GetByRole(AriaRole.Slider, new() { Name = "Moment" });
        await Expect(scrubber).ToHaveAttributeAsync("aria-valuetext", "Now");
        await history.GetByRole(AriaRole.Region, new() { Name = "Published versions" })
            .GetByRole(AriaRole.Button).Filter(new() { HasText = "Version 1" }).ClickAsync();
        await Expect(scrubber).ToHaveAttributeAsync("aria-valuetext", "Version 1");
        await Expect(history.GetByText(new Regex("^Version 1, .*change 9 of "))).ToBeVisibleAsync();
        await Expect(editor.Step("Tell Ana").GetByText("Removed")).ToBeVisibleAsync();

        // From the moment of the publication a step to the right leads to the removal.
        await scrubber.FocusAsync();
        await editor.Press("ArrowRight", "ArrowRight");
        await Expect(editor.Step("Tell Ana")).ToHaveCountAsync(0);
        await Expect(editor.Step("Add up").GetByText("Changed")).ToBeVisibleAsync();
        await editor.Opened.Screenshot("editor-history-moment");
        await history.GetByRole(AriaRole.Button, new() { Name = "Copy as new" }).ClickAsync();
        await Expect(editor.Page.GetByLabel("Name of the workflow")).ToHaveValueAsync("Looking back (copy)");
        await Expect(editor.Page).Not.ToHaveURLAsync(new Regex(id));
        await Expect(editor.Step("Add up")).ToBeVisibleAsync();
        await Expect(editor.Step("Tell Ana")).ToHaveCountAsync(0);
        (await EditorPage.Draft(host, id)).GetRawText().ShouldContain("Add all up");

        // From the published version the copy has what was removed since.
        await editor.GoTo(id);
        await editor.ClickPaper();
        await editor.Press("h");
        await history.GetByRole(AriaRole.Region, new() { Name = "Published versions" })
            .GetByRole(AriaRole.Button).Filter(new() { HasText = "Version 1" }).ClickAsync();
        await history.GetByRole(AriaRole.Button, new() { Name = "Copy as new" }).ClickAsync();
        await Expect(editor.Page).Not.ToHaveURLAsync(new Regex(id));
        await Expect(editor.Step("Tell Ana")).ToBeVisibleAsync();
        await Expect(editor.Page.GetByText("Never published")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_workflow_is_taken_out_of_service_archived_and_brought_back()
    {
        var id = await EditorPage.Draw(host, "Out of service");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var page = editor.Page;
        var publish = page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true });
        await publish.ClickAsync();
        await Expect(page.GetByText("v1 is live")).ToBeVisibleAsync();
        await editor.ClickPaper();
        await editor.Press("Control+u");
        var question = page.GetByRole(AriaRole.Alertdialog, new() { Name = "Unpublish “Out of service”?" });
        await Expect(question).ToContainTextAsync("starts no more runs");
        await editor.Opened.Screenshot("editor-unpublish");
        await question.GetByRole(AriaRole.Button, new() { Name = "Unpublish" }).ClickAsync();
        await Expect(page.GetByText("v1 is unpublished")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true })).ToBeDisabledAsync();
        await publish.ClickAsync();
        await Expect(page.GetByText("v2 is live")).ToBeVisibleAsync();

        await page.GotoAsync("/workflows?search=Out of service");
        var menu = page.GetByRole(AriaRole.Button, new() { Name = "More for Out of service" });
        await menu.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Archive…" }).ClickAsync();
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Archive workflow" }).ClickAsync();
        await Expect(page.GetByText("No workflow fits")).ToBeVisibleAsync();
        await page.GotoAsync("/workflows?search=Out of service&status=archived");
        await menu.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Bring back" }).ClickAsync();
        await Expect(page.GetByText("It is back, unpublished.")).ToBeVisibleAsync();
        await Expect(page.GetByText("No workflow fits")).ToBeVisibleAsync();
        await page.GotoAsync("/workflows?search=Out of service&status=unpublished");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Unpublished" })).ToBeVisibleAsync();
        await editor.Opened.Screenshot("workflows-unpublished");
        editor.Opened.Complaints.ShouldBeEmpty();
    }
}
