using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>Several tabs of one person: what one of them could not send is its own, and not lost with it.</summary>
[Collection(BrowserTests.Name)]
public sealed class TabsTests(BrowserHost host)
{
    [Fact]
    public async Task Each_tab_keeps_what_it_did_not_send_and_what_a_closed_one_left_is_taken_up_once()
    {
        var id = await EditorPage.Draw(host, "In two tabs");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var context = editor.Page.Context;
        var closed = await Open(context, id);
        await context.SetOfflineAsync(true);
        await Rename(closed, "Add up", "From the closed tab");
        await Rename(editor.Page, "Double it", "From the open tab");
        await closed.CloseAsync();
        await context.SetOfflineAsync(false);
        await editor.Saved();
        (await EditorPage.Draft(host, id)).GetRawText().ShouldContain("From the open tab");
        (await EditorPage.Draft(host, id)).GetRawText().ShouldNotContain("From the closed tab");

        // The list says what waits, and of two tabs that are opened at once one takes it up.
        var next = await context.NewPageAsync();
        await next.GotoAsync("/workflows");
        await next.GetByRole(AriaRole.Region, new() { Name = "Changes that are not sent" })
            .GetByRole(AriaRole.Link, new() { Name = "In two tabs" }).ClickAsync();
        var beside = await Open(context, id);
        foreach (var page in new[] { next, beside, editor.Page })
            await Expect(Step(page, "From the closed tab")).ToBeVisibleAsync();
        await editor.Page.WaitForFunctionAsync("() => !Object.keys(localStorage).some((key) => key.startsWith('concert.unsent.'))");
        var history = await host.Ask(DemoUser.Builder, $"/api/workflows/{id}/history");
        history.GetProperty("items").EnumerateArray().Count(item => item.GetRawText().Contains("From the closed tab")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_done_in_one_tab_is_taken_back_in_another_and_in_turn()
    {
        var id = await EditorPage.Draw(host, "Back and forth");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var (first, second) = (editor.Page, await Open(editor.Page.Context, id));
        await Name(first, "Add up", "Named here");
        await Expect(Step(second, "Named here")).ToBeVisibleAsync();
        await Name(second, "Double it", "Named there");
        await Expect(Step(first, "Named there")).ToBeVisibleAsync();

        foreach (var name in new[] { "Double it", "Add up" })
        {
            await first.GetByRole(AriaRole.Button, new() { Name = $"Undo: Rename {name}" }).ClickAsync();
            await Expect(Step(second, name)).ToBeVisibleAsync();
        }
        await second.GetByRole(AriaRole.Button, new() { Name = "Redo: Rename Add up" }).ClickAsync();
        await Expect(Step(first, "Named here")).ToBeVisibleAsync();
        await first.ReloadAsync();
        await Expect(first.GetByRole(AriaRole.Button, new() { Name = "Undo: Rename Add up" })).ToBeEnabledAsync();
        await Expect(first.GetByRole(AriaRole.Button, new() { Name = "Redo: Rename Double it" })).ToBeEnabledAsync();
    }

    private static async Task<IPage> Open(IBrowserContext context, string id)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/workflows/{id}");
        await Expect(page.Locator(".react-flow__node").First).ToBeVisibleAsync();
        return page;
    }

    private static async Task Rename(IPage page, string step, string name)
    {
        await Name(page, step, name);
        await Expect(page.GetByText("Not saved yet: no connection")).ToBeVisibleAsync();
    }

    private static async Task Name(IPage page, string step, string name)
    {
        await page.BringToFrontAsync();
        await Step(page, step).ClickAsync();
        await page.GetByLabel("Name of the step").FillAsync(name);
    }

    private static ILocator Step(IPage page, string name) =>
        page.Locator(".react-flow__node").Filter(new() { HasText = name }).First;
}
