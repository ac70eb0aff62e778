using System.Net;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>axe-core on what the editor opens over and beside its canvas, wide and narrow, light and dark.</summary>
[Collection(BrowserTests.Name)]
public sealed class OpenedThingsTests(BrowserHost host)
{
    /// <summary>What is opened by which keys, or by a click that they cannot do, and what shows that it is there.</summary>
    private sealed record Thing(string Name, string Keys, AriaRole Role, string? Heading, Func<EditorPage, Task>? Click = null);

    private static readonly Thing[] Things =
    [
        new("insert", "Tab", AriaRole.Dialog, "Add a step"),
        new("commands", "Control+k", AriaRole.Dialog, "Search or command"),
        new("keys", "?", AriaRole.Dialog, "Keys"),
        new("settings", "w", AriaRole.Dialog, "Settings of the workflow"),
        new("run", "Control+Enter", AriaRole.Dialog, "Run Opened"),
        new("unpublish", "Control+u", AriaRole.Alertdialog, null),
        new("menu", "", AriaRole.Menu, null,
            editor => editor.Page.GetByRole(AriaRole.Button, new() { Name = "More commands" }).ClickAsync()),
        new("wide", "Enter", AriaRole.Dialog, "Tell Ana", editor => editor.Choose("Tell Ana")),
        new("outline", "o", AriaRole.Complementary, "Outline"),
        new("history", "h", AriaRole.Complementary, "History"),
    ];

    [Fact]
    public async Task Axe_finds_nothing_serious_in_what_the_editor_opens()
    {
        var id = await EditorPage.Draw(host, "Opened");
        using (var builder = await host.SignIn(DemoUser.Builder))
            await builder.Ask(HttpMethod.Post, $"/api/workflows/{id}/publish", new { });
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var page = editor.Page;
        await page.EvaluateAsync(AccessibilityTests.Axe);
        await page.EvaluateAsync(AccessibilityTests.ChangeAtOnce);
        var found = new List<string>();
        foreach (var thing in Things)
        {
            await editor.ClickPaper();
            if (thing.Click is not null) await thing.Click(editor);
            if (thing.Keys != "") await editor.Press(thing.Keys);
            var opened = page.GetByRole(thing.Role, thing.Heading is null ? null : new() { Name = thing.Heading });
            await Expect(opened).ToBeVisibleAsync();
            found.AddRange(await AccessibilityTests.FaultsOfColoursInTheDark(editor.Opened, $"opened-{thing.Name}-1440"));
            await page.SetViewportSizeAsync(390, 844);
            found.AddRange(await AccessibilityTests.FaultsInBothThemes(editor.Opened, $"opened-{thing.Name}-390"));
            await page.SetViewportSizeAsync(1440, 900);
            if (thing.Role == AriaRole.Complementary) await editor.Press(thing.Keys);
            else await editor.Press("Escape");
            await Expect(opened).ToHaveCountAsync(0);
        }
        found.ShouldBeEmpty();
    }
}
