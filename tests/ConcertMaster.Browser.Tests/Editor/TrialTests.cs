using System.Net;
using ConcertMaster.Testing;
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
        await Expect(dialog).ToHaveCountAsync(0);

        await editor.ClickPaper(); // the last step lies where the settings were
        await Expect(editor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Double it" })).ToHaveCountAsync(0);
        await editor.Choose("Tell Ana");
        await editor.Press("Shift+Enter");
        await Expect(dialog.GetByText("Nothing has been sent or written.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Really do so" }).ClickAsync();
        await Expect(editor.Step("Tell Ana").GetByText("Finished")).ToBeVisibleAsync();

        await editor.Choose("Add up");
        await editor.Page.GetByLabel("Field", new() { Exact = false }).First.FillAsync("total");
        await Expect(editor.Step("Add up").GetByText("Stale")).ToBeVisibleAsync();
        await Expect(editor.Step("Add up").GetByText("Stale")).ToHaveAttributeAsync("title", "Its settings changed since then.");

        var runs = await host.Ask(DemoUser.Builder, $"/api/runs?workflowId={id}");
        runs.GetProperty("items").GetArrayLength().ShouldBe(0);
        var history = await host.Ask(DemoUser.Builder, $"/api/workflows/{id}/history");
        history.GetRawText().ShouldContain("with effects outside");
    }

    [Fact]
    public async Task A_failed_run_is_opened_at_the_step_that_failed_with_its_data_and_driven_again_from_there()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var id = await EditorPage.Draw(host, "Fails");
        await builder.Ask(HttpMethod.Post, $"/api/workflows/{id}/edits", new
        {
            edits = new object[]
            {
                new { type = "configureNode", nodeId = "twice", config = new { formula = "$error('Broken')", outputField = "twice" } },
                new { type = "removeNode", nodeId = "mail" },
            },
        });
        await builder.Ask(HttpMethod.Post, $"/api/workflows/{id}/publish", new { });
        var started = await builder.Ask(
            HttpMethod.Post, $"/api/workflows/{id}/run", new { input = new { quarter = "Q7" } }, HttpStatusCode.Accepted);
        var run = started.GetProperty("runId").GetString();

        await using var opened = await host.OpenAs(DemoUser.Builder);
        await opened.Page.GotoAsync($"/runs/{run}");
        await Expect(opened.Page.GetByText("Broken").First).ToBeVisibleAsync();
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "Open in the editor" }).ClickAsync();
        var editor = new EditorPage(opened);
        await Expect(editor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Double it" })).ToBeVisibleAsync();
        await Expect(editor.Step("Double it").GetByText("Failed")).ToBeVisibleAsync();
        await editor.Page.GetByRole(AriaRole.Tab, new() { Name = "Data" }).ClickAsync();
        await Expect(editor.Page.GetByLabel("Input", new() { Exact = true }).GetByText("21")).ToBeVisibleAsync();
        await opened.Screenshot("editor-failed-run");

        // What a step gave in a run of the past becomes its test data.
        await editor.Choose("Add up");
        await editor.Page.GetByRole(AriaRole.Tab, new() { Name = "Data" }).ClickAsync();
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "From a run…" }).ClickAsync();
        await editor.Page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = "Failed" }).ClickAsync();
        await Expect(editor.Page.GetByText("from the run of", new() { Exact = false })).ToBeVisibleAsync();
        await editor.Choose("Double it");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Redrive…" }).ClickAsync();
        await Expect(editor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await editor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close" }).First.ClickAsync();

        // What lies in the drawing is mended in the drawing: the same input once more, by what is published then.
        await builder.Ask(HttpMethod.Post, $"/api/workflows/{id}/edits", new
        {
            edits = new object[]
            {
                new { type = "configureNode", nodeId = "twice", config = new { formula = "42", outputField = "twice" } },
            },
        });
        await builder.Ask(HttpMethod.Post, $"/api/workflows/{id}/publish", new { });
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Run again…" }).ClickAsync();
        await Expect(editor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Input" })).ToHaveValueAsync("{\n  \"quarter\": \"Q7\"\n}");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();
        await Expect(editor.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Fails" })).ToBeVisibleAsync();
        await Expect(editor.Page.GetByText("Finished").First).ToBeVisibleAsync();
    }
}
