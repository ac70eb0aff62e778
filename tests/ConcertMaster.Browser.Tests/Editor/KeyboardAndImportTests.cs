using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>Connecting without a mouse, going on from a port, and what comes from elsewhere.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardAndImportTests(BrowserHost host)
{
    [Fact]
    public async Task Steps_are_connected_by_keys_and_followed_by_the_plus_behind_a_port()
    {
        var id = await EditorPage.Draw(host, "Connect");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.Step("Begin").ClickAsync();
        await editor.Press("c");
        await Expect(editor.Page.GetByText("Connect “Begin”: arrows to the other step").First).ToBeVisibleAsync();
        await editor.Press("ArrowRight", "ArrowRight", "Enter");
        await Expect(editor.Page.GetByRole(AriaRole.Button, new() { Name = "Undo: Connect" })).ToBeEnabledAsync();

        await editor.ClickPaper(); // the last step lies where the settings were
        await Expect(editor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Begin" })).ToHaveCountAsync(0);
        await editor.Step("Tell Ana").HoverAsync();
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "What follows Tell Ana?" }).ClickAsync();
        await editor.Page.GetByRole(AriaRole.Combobox, new() { Name = "What comes next?" }).FillAsync("filter");
        await editor.Press("Enter");
        await Expect(editor.Step("Filter")).ToBeVisibleAsync();
        await editor.Saved();
        var edges = (await EditorPage.Draft(host, id)).GetProperty("edges").EnumerateArray()
            .Select(edge => $"{edge.GetProperty("from")} {edge.GetProperty("to")}").ToList();
        edges.ShouldContain("start twice");
        edges.ShouldContain("mail filter");
    }

    [Fact]
    public async Task A_key_that_can_do_nothing_says_why_and_letters_typed_at_once_choose_what_they_find()
    {
        var id = await EditorPage.Draw(host, "Keys");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.ClickPaper();
        await editor.Press("Control+d");
        var notices = editor.Page.GetByRole(AriaRole.Region, new() { Name = "Notices" });
        await Expect(notices.GetByRole(AriaRole.Status).Filter(new() { HasText = "Duplicate: Select a step first." })).ToBeVisibleAsync();
        await editor.Press("Control+z"); // of what is said so, only the last stays
        await Expect(notices.GetByRole(AriaRole.Status)).ToHaveTextAsync("Undo: Nothing to undo.");
        await editor.Opened.Screenshot("editor-why-not");

        await editor.Choose("Add up");
        await editor.Press("Control+d");
        await Expect(editor.Page.GetByRole(AriaRole.Button, new() { Name = "Undo: Duplicate Add up" })).ToBeEnabledAsync();

        // No pause anywhere, as those type who know what they want.
        await editor.ClickPaper();
        await editor.Press("Tab", "m", "a", "p", "p", "e", "r", "Enter");
        await Expect(editor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Map data" })).ToBeVisibleAsync();
        await editor.Press("Tab", "m", "e", "r", "g", "i", "n", "g", "Enter");
        await Expect(editor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Merge" })).ToBeVisibleAsync();
        await editor.Press("Tab", "x", "y", "x", "Enter"); // where nothing is found, that is said, and nothing is chosen
        await Expect(editor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Status)).ToContainTextAsync("No step goes by that name");
        await editor.Press("Escape");
        await editor.Saved();
        (await EditorPage.Draft(host, id)).GetProperty("nodes").GetArrayLength().ShouldBe(7);
    }

    [Fact]
    public async Task A_viewer_is_led_on_by_Tab_and_told_why_nothing_changes()
    {
        var id = await EditorPage.Draw(host, "Looked at");
        await using var editor = await EditorPage.Open(host, DemoUser.Auditor, id);
        await editor.Step("Begin").ClickAsync();
        await editor.Press("Delete");
        await Expect(editor.Page.GetByText("Delete: Your role may look but not change.")).ToBeVisibleAsync();
        await Expect(editor.Step("Begin")).ToBeFocusedAsync();
        await editor.Press("Tab");
        await Expect(editor.Step("Begin")).Not.ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_outline_is_walked_by_arrows_and_cuts_and_makes_connections()
    {
        var id = await EditorPage.Draw(host, "Outline");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.ClickPaper();
        await editor.Press("o");
        await editor.Page.GetByRole(AriaRole.Treeitem, new() { Name = "Begin" }).FocusAsync();
        await editor.Press("ArrowDown");
        await Expect(editor.Page.GetByRole(AriaRole.Treeitem, new() { Name = "Add up" })).ToBeFocusedAsync();
        var ways = editor.Page.GetByRole(AriaRole.Region, new() { Name = "Ways of Add up" });
        await ways.GetByRole(AriaRole.Button, new() { Name = "Disconnect Add up from Double it" }).ClickAsync();
        await ways.GetByLabel("Connect Add up, out, to").SelectOptionAsync("Tell Ana");
        await Expect(ways.GetByRole(AriaRole.Button, new() { Name = "Disconnect Add up from Tell Ana" })).ToBeVisibleAsync();

        // A problem leads into the field that it is about.
        await editor.Page.GetByRole(AriaRole.Treeitem, new() { Name = "Tell Ana" }).ClickAsync();
        await editor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Close the outline" }).ClickAsync();
        await editor.ClickPaper();
        var problems = editor.Page.GetByRole(AriaRole.Region, new() { Name = "Problems" });
        await problems.GetByRole(AriaRole.Button).First.ClickAsync();
        await problems.GetByRole(AriaRole.Button, new() { Name = "Tell Ana, Subject" }).ClickAsync();
        await Expect(editor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Subject" })).ToBeFocusedAsync();
        // It becomes an expression under the hand, and the writing goes on.
        await editor.Page.Keyboard.TypeAsync("Sum {{ sum }} of today");
        await editor.Saved();
        var mail = (await EditorPage.Draft(host, id)).GetProperty("nodes").EnumerateArray()
            .Single(node => node.GetProperty("id").GetString() == "mail");
        mail.GetProperty("config").GetProperty("subject").GetString().ShouldBe("Sum {{ sum }} of today");
        editor.Opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_workflow_of_n8n_is_pasted_with_a_report_and_saved()
    {
        const string foreign = """
            {"name": "From n8n", "nodes": [
              {"name": "Hook", "type": "n8n-nodes-base.webhook", "typeVersion": 2, "position": [0, 300],
               "parameters": {"path": "orders", "httpMethod": "POST"}},
              {"name": "Large?", "type": "n8n-nodes-base.if", "typeVersion": 2, "position": [260, 300], "parameters": {
                "conditions": {"combinator": "and", "conditions": [
                  {"leftValue": "={{ $json.body.total }}", "rightValue": 100, "operator": {"type": "number", "operation": "gt"}}]}}},
              {"name": "Tell the team", "type": "n8n-nodes-base.slack", "typeVersion": 2, "position": [520, 200], "parameters": {}}],
             "connections": {"Hook": {"main": [[{"node": "Large?", "type": "main", "index": 0}]]},
              "Large?": {"main": [[{"node": "Tell the team", "type": "main", "index": 0}]]}}}
            """;
        var id = await EditorPage.Draw(host, "Taken over");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await editor.Page.EvaluateAsync("text => navigator.clipboard.writeText(text)", foreign);
        await editor.ClickPaper();
        await editor.Press("Control+v");
        var report = editor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Taken over from n8n" });
        await Expect(report.GetByText("3 steps of n8n: 2 translated, 1 kept as placeholders.")).ToBeVisibleAsync();
        await editor.Opened.Screenshot("editor-import-report");
        await report.GetByRole(AriaRole.Button, new() { Name = "Go on drawing" }).ClickAsync();
        await Expect(editor.Step("Tell the team")).ToBeVisibleAsync();
        await editor.Saved();
        var nodes = (await EditorPage.Draft(host, id)).GetProperty("nodes").EnumerateArray().ToList();
        nodes.Single(node => node.GetProperty("id").GetString() == "large").GetProperty("config").GetProperty("condition").GetString()
            .ShouldBe("{{ $input.body.total > 100 }}");
        editor.Opened.Complaints.ShouldBeEmpty();
    }
}
