using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>Two people in one workflow, and one without a connection.</summary>
[Collection(BrowserTests.Name)]
public sealed class TogetherTests(BrowserHost host)
{
    [Fact]
    public async Task Two_people_on_two_nodes_see_each_other_and_each_others_edits()
    {
        var id = await EditorPage.Draw(host, "Together");
        await using var ben = await EditorPage.Open(host, DemoUser.Builder, id);
        await using var owner = await EditorPage.Open(host, DemoUser.Owner, id, await host.StartAnotherNode());
        await Expect(ben.Page.GetByRole(AriaRole.List, new() { Name = "Also here" })).ToBeVisibleAsync();
        await Expect(owner.Page.GetByRole(AriaRole.List, new() { Name = "Also here" }).GetByText("Ben Builder")).ToBeAttachedAsync();

        await ben.Step("Double it").ClickAsync();
        await ben.Page.Mouse.MoveAsync(700, 300, new() { Steps = 3 });
        await Expect(owner.Page.Locator("[data-presence=selection]")).ToBeVisibleAsync();
        await Expect(owner.Page.Locator("[data-presence=cursor]").GetByText("Ben Builder")).ToBeVisibleAsync();
        await owner.Opened.Screenshot("editor-together");

        await ben.Page.GetByLabel("Name of the step").FillAsync("Named by Ben");
        await Expect(owner.Step("Named by Ben")).ToBeVisibleAsync();
        await owner.Step("Add up").ClickAsync();
        await owner.Page.GetByLabel("Name of the step").FillAsync("Named by the owner");
        await Expect(ben.Step("Named by the owner")).ToBeVisibleAsync();

        await ben.DisposeAsync();
        await Expect(owner.Page.Locator("[data-presence=selection]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_workflow_kept_for_offline_opens_without_a_connection_with_all_that_was_not_sent()
    {
        var id = await EditorPage.Draw(host, "On the train");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var page = editor.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "More commands" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Keep for offline" }).ClickAsync();
        await Expect(page.GetByText("It opens here without a connection too")).ToBeVisibleAsync();
        await editor.Choose("Add up");
        await page.GetByLabel("Name of the step").FillAsync("Sent before");
        await editor.Saved();
        // What the server has by then is kept too.
        await page.WaitForFunctionAsync($$"""
            async () => {
              const kept = await (await caches.open('kept')).match('/api/workflows/{{id}}')
              return kept !== undefined && (await kept.text()).includes('Sent before')
            }
            """);

        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Name of the step").FillAsync("Made on the train");
        await Expect(page.GetByText("Not saved yet: no connection")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(editor.Step("Made on the train")).ToBeVisibleAsync();
        await editor.Choose("Double it");
        await page.GetByLabel("Name of the step").FillAsync("After the reload");
        await Expect(page.GetByText("Not saved yet: no connection")).ToBeVisibleAsync();
        await editor.Opened.Screenshot("editor-offline");

        await page.Context.SetOfflineAsync(false);
        await editor.Saved();
        await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some((key) => key.startsWith('concert.unsent.'))");
        var draft = (await EditorPage.Draft(host, id)).GetRawText();
        draft.ShouldContain("Made on the train");
        draft.ShouldContain("After the reload");

        // With the session goes what was kept.
        await page.GetByRole(AriaRole.Button, new() { Name = "Ben Builder" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync($"async () => (await caches.match('/api/workflows/{id}')) === undefined");
    }

    [Fact]
    public async Task Without_a_connection_nothing_is_lost_and_what_both_set_is_asked()
    {
        var id = await EditorPage.Draw(host, "Offline");
        await using var away = await EditorPage.Open(host, DemoUser.Builder, id);
        await using var there = await EditorPage.Open(host, DemoUser.Owner, id);
        await away.Step("Double it").ClickAsync();
        await away.Page.Context.SetOfflineAsync(true);
        await away.Page.GetByLabel("Name of the step").FillAsync("Named on the train");
        await away.Step("Add up").ClickAsync();
        await away.Press("d");
        await Expect(away.Page.GetByText("Not saved yet: no connection")).ToBeVisibleAsync();

        await there.Step("Double it").ClickAsync();
        await there.Page.GetByLabel("Name of the step").FillAsync("Named at the desk");
        await there.Saved();
        await away.Page.GotoAsync("about:blank"); // the lid is closed before the connection is back
        await away.Page.Context.SetOfflineAsync(false);
        await away.GoTo(id);

        var conflicts = away.Page.GetByRole(AriaRole.Region, new() { Name = "Conflicts" });
        await Expect(conflicts.GetByText("Named on the train")).ToBeVisibleAsync();
        await Expect(conflicts.GetByText("Named at the desk").First).ToBeVisibleAsync();
        await away.Opened.Screenshot("editor-conflict");
        await away.Saved();
        await away.GoTo(id); // what is not decided yet is asked again
        await conflicts.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await Expect(there.Step("Named on the train")).ToBeVisibleAsync();
        await Expect(there.Step("Add up").GetByText("Off")).ToBeVisibleAsync(); // what nobody else touched just arrived
    }
}
