using System.Net;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>What flows between steps: told at the ports, missed where it never arrives, and what comes next by it.</summary>
[Collection(BrowserTests.Name)]
public sealed class PortsTests(BrowserHost host)
{
    [Fact]
    public async Task What_a_step_gives_is_told_proposes_the_next_step_and_mends_what_never_arrives()
    {
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, await Draw("Ports"));
        var page = editor.Page;
        var begin = editor.Step("Begin");
        await Expect(begin.Locator("[data-kind='record']")).ToHaveAttributeAsync("title", "Gives: Request: body, headers, query, method");
        await Expect(editor.Step("Each line").Locator(".react-flow__handle-left")).ToHaveAttributeAsync("title", "Takes: List");

        // A setting that reads past the body is told of, and mended by one click.
        var problems = page.GetByRole(AriaRole.Region, new() { Name = "Problems" });
        await problems.GetByRole(AriaRole.Button).Filter(new() { HasText = "1 warning" }).ClickAsync();
        await Expect(problems.GetByText("“total” does not arrive here. What arrives has body, headers, query, method."))
            .ToBeVisibleAsync();
        await editor.Opened.Screenshot("editor-ports");
        await problems.GetByRole(AriaRole.Button, new() { Name = "Read $input.body.total" }).ClickAsync();
        await Expect(page.GetByText("Nothing to mend")).ToBeVisibleAsync();
        await editor.Saved();
        (await host.Ask(DemoUser.Builder, page.Url[page.Url.IndexOf("/workflows/", StringComparison.Ordinal)..].Insert(0, "/api")))
            .GetRawText().ShouldContain("{{ $input.body.total }}");

        // Before anything was run, the settings show what will arrive.
        await editor.Step("Take over").DblClickAsync();
        var input = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Region, new() { Name = "Input" });
        await Expect(input.GetByText("This will arrive.")).ToBeVisibleAsync();
        await Expect(input.GetByText("query")).ToBeVisibleAsync();
        await editor.Opened.Screenshot("editor-expected-input");
        await editor.Press("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        // Rows of a table: what takes lists comes first.
        await editor.Choose("Read the table");
        await editor.ClickPaper();
        await editor.Step("Read the table").HoverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "What follows Read the table?" }).ClickAsync();
        var first = page.GetByRole(AriaRole.Option).First;
        await Expect(first).ToContainTextAsync("suits what arrives");
        await editor.Opened.Screenshot("editor-what-suits");
        await editor.Press("Escape");

        // The outline tells the same without a mouse.
        await editor.Choose("Read the table");
        await editor.Press("o");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ways of Read the table" })
            .GetByText("Gives Rows of a table: rows, count, columns, skipped, faults")).ToBeVisibleAsync();
        editor.Opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_is_made_where_a_step_needs_it()
    {
        using (var owner = await host.SignIn(DemoUser.Owner))
            await owner.Ask(HttpMethod.Post, "/api/connections", new
            {
                name = "A database of another step", kind = "postgres", settings = new { host = "db.test", database = "d", username = "u" },
            }, HttpStatusCode.Created);
        await using var editor = await EditorPage.Open(host, DemoUser.Owner, await Draw("Connected"));
        await editor.Choose("Call the shop");
        var settings = editor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Call the shop" });
        await settings.GetByRole(AriaRole.Button, new() { Name = "New connection" }).ClickAsync();
        var dialog = editor.Page.GetByRole(AriaRole.Dialog, new() { Name = "New connection" });
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Shop, made in place");
        await Expect(dialog.GetByLabel("Kind")).ToHaveValueAsync("http"); // as the step needs it
        await dialog.GetByLabel("Secret", new() { Exact = true }).FillAsync("s3cret-of-the-shop");
        await editor.Opened.Screenshot("editor-new-connection");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save connection" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        var chosen = settings.GetByLabel("Connection", new() { Exact = true });
        await Expect(chosen.Locator("option:checked")).ToHaveTextAsync("Shop, made in place");
        await Expect(chosen.Locator("option").Filter(new() { HasText = "A database of another step" })).ToHaveCountAsync(0);
        await editor.Saved();

        var id = (await host.Item(DemoUser.Owner, "/api/connections", "Shop, made in place")).GetProperty("id").GetString()!;
        var draft = (await host.Ask(DemoUser.Builder,
            editor.Page.Url[editor.Page.Url.IndexOf("/workflows/", StringComparison.Ordinal)..].Insert(0, "/api"))).GetRawText();
        draft.ShouldContain(id);
        draft.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_dragged_step_shows_what_it_is_aligned_with_and_is_put_quite_there()
    {
        var id = await Draw("Guides");
        await using var editor = await EditorPage.Open(host, DemoUser.Builder, id);
        var (dragged, still) = (editor.Step("Each line"), editor.Step("Take over"));
        var (from, to) = ((await dragged.BoundingBoxAsync())!, (await still.BoundingBoxAsync())!);
        // Below "Take over", which lies off the grid: its sides cannot be met by the grid alone.
        await editor.Page.Mouse.MoveAsync(from.X + 60, from.Y + 20);
        await editor.Page.Mouse.DownAsync();
        await editor.Page.Mouse.MoveAsync(from.X + 90, from.Y + 60, new() { Steps = 4 });
        await editor.Page.Mouse.MoveAsync(to.X + 64, to.Y + 160, new() { Steps = 8 });
        await Expect(editor.Page.Locator("[data-guide='x']")).ToBeVisibleAsync();
        await editor.Opened.Screenshot("editor-guides");
        await editor.Page.Mouse.UpAsync();
        await Expect(editor.Page.Locator("[data-guide='x']")).ToBeHiddenAsync();
        await editor.Saved();
        var nodes = (await EditorPage.Draft(host, id)).GetProperty("nodes").EnumerateArray().ToList();
        double X(string node) => nodes.Single(one => one.GetProperty("id").GetString() == node)
            .GetProperty("position").GetProperty("x").GetDouble();
        X("each").ShouldBe(X("map"));
    }

    private async Task<string> Draw(string name)
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        object Node(string id, string label, string type, double x, double y, object config) =>
            new { id, name = label, type, config, position = new { x, y } };
        object Edge(string from, string to) => new { id = $"{from}-{to}", from, fromPort = "out", to };
        var definition = new
        {
            nodes = new[]
            {
                Node("hook", "Begin", "WebhookTrigger", 0, 0, new { path = name.ToLowerInvariant() }),
                Node("map", "Take over", "DataMapper", 276, 0, new { mapping = new { total = "{{ $input.total }}" } }),
                Node("table", "Read the table", "BulkImport", 0, 112, new { text = "a,b\n1,2" }),
                Node("each", "Each line", "Filter", 552, 224, new { items = "{{ $input.body.lines }}", condition = "true" }),
                Node("call", "Call the shop", "ApiCall", 552, 0, new { url = "/orders" }),
            },
            edges = new[] { Edge("hook", "map"), Edge("hook", "table"), Edge("map", "call"), Edge("hook", "each") },
        };
        var created = await builder.Ask(HttpMethod.Post, "/api/workflows", new { name, definition }, HttpStatusCode.Created);
        return created.GetProperty("id").GetString()!;
    }
}
