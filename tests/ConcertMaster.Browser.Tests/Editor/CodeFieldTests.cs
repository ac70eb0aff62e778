using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>Code in the settings of a step: numbered lines, text as it was typed, and no trap for the keyboard.</summary>
[Collection(BrowserTests.Name)]
public sealed class CodeFieldTests(BrowserHost host)
{
    [Fact]
    public async Task Code_is_typed_as_it_stands_and_Tab_goes_on_to_the_next_setting()
    {
        var id = await EditorPage.Draw(host, "Asks");
        using var builder = await host.SignIn(DemoUser.Builder);
        await builder.Ask(HttpMethod.Post, $"/api/workflows/{id}/edits", new
        {
            edits = new object[]
            {
                new
                {
                    type = "addNode",
                    node = new { id = "ask", name = "Ask", type = "DatabaseQuery", config = new { }, position = new { x = 272, y = 160 } },
                },
            },
        });
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        await editor.Choose("Ask");
        var query = editor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Query" });
        await query.ClickAsync();
        await Expect(editor.Page.Locator(".cm-lineNumbers")).ToBeVisibleAsync();
        await query.PressSequentiallyAsync("select name");
        await editor.Press("Enter");
        await query.PressSequentiallyAsync("from suppliers -- all");
        await Expect(query).ToContainTextAsync("from suppliers -- all");
        await Expect(editor.Page.Locator(".cm-lineNumbers")).ToContainTextAsync("2");
        await editor.Press("Tab");
        await Expect(query).Not.ToBeFocusedAsync();
        await editor.Saved();
        await editor.Press("Control+s");
        await Expect(editor.Page.GetByText("Changes save by themselves", new() { Exact = false })).ToBeVisibleAsync();
        var asked = (await EditorPage.Draft(host, id)).GetProperty("nodes").EnumerateArray()
            .Single(node => node.GetProperty("id").GetString() == "ask");
        asked.GetProperty("config").GetProperty("sql").GetString().ShouldBe("select name\nfrom suppliers -- all");
    }
}
