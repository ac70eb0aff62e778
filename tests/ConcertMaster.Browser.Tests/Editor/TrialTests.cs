using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>Trying steps: on pinned data, up to a step, with effects only after the question.</summary>
[Collection(BrowserTests.Name)]
public sealed class TrialTests(BrowserHost host)
{
    [Fact]
    public async Task A_step_is_tried_its_output_pinned_and_what_reaches_outside_asks_first()
    {
        var id = await EditorPage.Draw(host, "Try it");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.Step("Double it").DblClickAsync();
        var dialog = editor.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Run up to here" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Output" }).GetByText("42").First).ToBeVisibleAsync();
        await editor.Opened.Screenshot("editor-trial");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Pin this output" }).ClickAsync();
        await Expect(dialog.GetByText("Real runs know nothing of it.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();

        await editor.Step("Tell Ana").ClickAsync();
        await editor.Press("Shift+Enter");
        await Expect(dialog.GetByText("Nothing has been sent or written.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Really do so" }).ClickAsync();
        await Expect(editor.Step("Tell Ana").GetByText("Finished")).ToBeVisibleAsync();

        await editor.Step("Add up").ClickAsync();
        await editor.Page.GetByLabel("Field", new() { Exact = false }).First.FillAsync("total");
        await Expect(editor.Step("Add up").GetByText("Stale")).ToBeVisibleAsync();
        await Expect(editor.Step("Add up").GetByText("Stale")).ToHaveAttributeAsync("title", "Its settings changed since then.");

        var runs = await host.Ask(DemoUser.Builder, $"/api/runs?workflowId={id}");
        runs.GetProperty("items").GetArrayLength().ShouldBe(0);
        var history = await host.Ask(DemoUser.Builder, $"/api/workflows/{id}/history");
        history.GetRawText().ShouldContain("tried mail, with effects outside");
    }
}
