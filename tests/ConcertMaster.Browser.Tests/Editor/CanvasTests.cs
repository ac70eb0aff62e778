using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>Drawing: steps, lines, notes, groups, by mouse and by keyboard.</summary>
[Collection(BrowserTests.Name)]
public sealed class CanvasTests(BrowserHost host)
{
    [Fact]
    public async Task Steps_are_added_renamed_copied_deleted_and_brought_back_by_keyboard()
    {
        var id = await EditorPage.Draw(host, "By keyboard");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.Step("Tell Ana").ClickAsync();
        await editor.Press("Tab");
        await editor.Page.GetByRole(AriaRole.Combobox, new() { Name = "What comes next?" }).FillAsync("filter");
        await editor.Press("Enter");
        await Expect(editor.Step("Filter")).ToBeVisibleAsync();
        await editor.Press("F2");
        await editor.Page.GetByLabel("Name of the step").FillAsync("Only large ones");
        await Expect(editor.Step("Only large ones")).ToBeVisibleAsync();
        await editor.Step("Only large ones").FocusAsync();
        await editor.Press("Control+d");
        await Expect(editor.Step("Only large ones 2")).ToBeVisibleAsync();
        await editor.Press("Delete");
        await Expect(editor.Step("Only large ones 2")).ToHaveCountAsync(0);
        await editor.Press("Control+z");
        await Expect(editor.Step("Only large ones 2")).ToBeVisibleAsync();
        await editor.Saved();
        (await EditorPage.Draft(host, id)).GetProperty("nodes").GetArrayLength().ShouldBe(6);
        editor.Opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_note_is_written_and_steps_are_grouped_folded_and_kept_so()
    {
        var id = await EditorPage.Draw(host, "Notes and groups");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.ClickPaper();
        await editor.Press("Shift+S");
        await editor.Page.GetByRole(AriaRole.Group, new() { Name = "Note:" }).DblClickAsync(new() { Position = new() { X = 20, Y = 20 } });
        await editor.Page.GetByLabel("Text of the note").FillAsync("Ask **Ana** before you change this.");
        await editor.Press("Escape");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "green" }).ClickAsync();
        await Expect(editor.Page.Locator("strong").Filter(new() { HasText = "Ana" })).ToBeVisibleAsync();

        await editor.Step("Add up").ClickAsync();
        await editor.Step("Double it").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await editor.Press("Control+g");
        await editor.Page.GetByLabel("Name of the group").FillAsync("Sums");
        await editor.Press("Enter");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Fold Sums" }).ClickAsync();
        await Expect(editor.Step("Add up")).ToHaveCountAsync(0);
        await editor.Saved();
        await editor.Page.ReloadAsync();
        await Expect(editor.Page.GetByRole(AriaRole.Button, new() { Name = "Unfold Sums" })).ToBeVisibleAsync();
        await editor.Opened.Screenshot("editor-notes-and-groups");

        var layout = (await EditorPage.Draft(host, id)).GetProperty("layout");
        layout.GetProperty("notes")[0].GetProperty("colour").GetString().ShouldBe("green");
        layout.GetProperty("groups")[0].GetProperty("collapsed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_trembling_hand_and_a_chosen_line_do_not_keep_a_click_from_its_step()
    {
        var id = await EditorPage.Draw(host, "Clicks");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.Page.Locator(".react-flow__edge").First.ClickAsync(new() { Force = true });
        await Expect(editor.Page.Locator(".react-flow__edge.selected")).ToHaveCountAsync(1);
        await Tremble(editor, "Add up");
        await Expect(editor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Add up" })).ToBeVisibleAsync();
        await editor.Page.Keyboard.DownAsync("Shift");
        await Tremble(editor, "Double it");
        await editor.Page.Keyboard.UpAsync("Shift");
        await Expect(editor.Page.Locator(".react-flow__node.selected")).ToHaveCountAsync(2);
        var nodes = (await EditorPage.Draft(host, id)).GetProperty("nodes").EnumerateArray()
            .ToDictionary(node => node.GetProperty("id").GetString()!);
        nodes["sum"].GetProperty("position").GetProperty("x").GetInt32().ShouldBe(272);
    }

    [Fact]
    public async Task A_frame_drawn_by_the_mouse_chooses_steps_and_the_right_button_says_what_can_be_done_with_them()
    {
        var id = await EditorPage.Draw(host, "Frame");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var (first, last) = ((await editor.Step("Add up").BoundingBoxAsync())!, (await editor.Step("Double it").BoundingBoxAsync())!);
        await editor.Page.Mouse.MoveAsync(first.X - 10, first.Y - 60);
        await editor.Page.Mouse.DownAsync();
        await editor.Page.Mouse.MoveAsync(last.X + last.Width / 2, last.Y + 100, new() { Steps = 8 });
        await editor.Page.Mouse.UpAsync();
        await Expect(editor.Page.Locator(".react-flow__node.selected")).ToHaveCountAsync(2);
        await editor.Page.GetByRole(AriaRole.Toolbar, new() { Name = "What is selected" })
            .GetByRole(AriaRole.Button, new() { Name = "Group", Exact = true }).ClickAsync();
        await Expect(editor.Page.GetByLabel("Name of the group")).ToBeVisibleAsync();

        // In the group a step comes in between, in a room that is made for it, and is of the group.
        var line = editor.Page.GetByRole(AriaRole.Group, new() { Name = "Line from Add up, out, to Double it" });
        await line.HoverAsync(new() { Force = true });
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Insert a step here" }).ClickAsync();
        await editor.Page.GetByRole(AriaRole.Combobox, new() { Name = "What comes next?" }).FillAsync("filter");
        await editor.Press("Enter");
        await editor.Step("Tell Ana").ClickAsync(new() { Button = MouseButton.Right });
        await editor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete and join the ends" }).ClickAsync();
        await Expect(editor.Step("Tell Ana")).ToHaveCountAsync(0);
        await Expect(editor.Page.GetByRole(AriaRole.Button, new() { Name = "Undo: Delete Tell Ana" })).ToBeEnabledAsync();
        await editor.Saved();
        var draft = await EditorPage.Draft(host, id);
        draft.GetProperty("layout").GetProperty("groups")[0].GetProperty("nodeIds").GetArrayLength().ShouldBe(3);
        draft.GetProperty("nodes").EnumerateArray().Single(node => node.GetProperty("id").GetString() == "twice")
            .GetProperty("position").GetProperty("x").GetInt32().ShouldBe(816);
        editor.Opened.Complaints.ShouldBeEmpty();
    }

    private static async Task Tremble(EditorPage editor, string step)
    {
        var box = (await editor.Step(step).BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        await editor.Page.Mouse.MoveAsync(x, y);
        await editor.Page.Mouse.DownAsync();
        await editor.Page.Mouse.MoveAsync(x + 1, y + 2);
        await editor.Page.Mouse.UpAsync();
    }

    [Fact]
    public async Task A_stroke_with_Alt_cuts_the_lines_it_crosses()
    {
        var id = await EditorPage.Draw(host, "Cut");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var box = (await editor.Step("Add up").BoundingBoxAsync())!;
        var x = box.X + box.Width + 26;
        await editor.Page.Keyboard.DownAsync("Alt");
        await editor.Page.Mouse.MoveAsync(x, box.Y - 60);
        await editor.Page.Mouse.DownAsync();
        await editor.Page.Mouse.MoveAsync(x + 4, box.Y + 120, new() { Steps = 4 });
        await editor.Page.Mouse.UpAsync();
        await editor.Page.Keyboard.UpAsync("Alt");
        await Expect(editor.Page.GetByRole(AriaRole.Button, new() { Name = "Undo: Cut a line" })).ToBeEnabledAsync();
        await editor.Saved();
        (await EditorPage.Draft(host, id)).GetProperty("edges").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task What_was_not_meant_is_listed_and_mended_by_one_click()
    {
        var id = await EditorPage.Draw(host, "Mend");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.Step("Add up").ClickAsync();
        await editor.Press("Delete");
        var problems = editor.Page.GetByRole(AriaRole.Region, new() { Name = "Problems" });
        await problems.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(problems.GetByText("No path from a trigger leads to “Double it”")).ToBeVisibleAsync();
        await problems.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "leads to “Double it”" })
            .GetByRole(AriaRole.Button, new() { Name = "Let it follow “Begin”" }).ClickAsync();
        await Expect(problems.GetByText("No path from a trigger leads to “Double it”")).ToHaveCountAsync(0);
    }

    // As the owner: the other tests press the builder's usual keys.
    [Fact]
    public async Task Favourites_keys_and_the_way_back_are_there_on_another_device()
    {
        var id = await EditorPage.Draw(host, "Mine");
        await using (var editor = await EditorPage.Open(host, DemoUser.Owner, id))
        {
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Webhook", Exact = true }).HoverAsync();
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Make Webhook a favourite" }).ClickAsync();
            await editor.ClickPaper();
            await editor.Press("?");
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Keys for Duplicate" }).ClickAsync();
            await editor.Press("Control+Shift+U", "Escape");
            await editor.Step("Tell Ana").ClickAsync();
            await editor.Page.RunAndWaitForRequestFinishedAsync(() => editor.Press("Delete"),
                new() { Predicate = request => request.Url.Contains("/api/me/preferences/undo") });
        }
        await using var elsewhere = await EditorPage.Open(host, DemoUser.Owner, id);
        await Expect(elsewhere.Page.GetByRole(AriaRole.Region, new() { Name = "Favourites" }).GetByText("Webhook")).ToBeVisibleAsync();
        await elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "Undo: Delete Tell Ana" }).ClickAsync();
        await Expect(elsewhere.Step("Tell Ana")).ToBeVisibleAsync();
        await elsewhere.Step("Tell Ana").ClickAsync();
        await elsewhere.Press("Control+Shift+U");
        await Expect(elsewhere.Step("Tell Ana 2")).ToBeVisibleAsync();
    }
}
