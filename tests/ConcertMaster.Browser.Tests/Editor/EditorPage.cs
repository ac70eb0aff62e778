using System.Net;
using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Editor;

/// <summary>The editor as somebody at the keyboard meets it: steps by name, commands by key.</summary>
internal sealed class EditorPage(BrowserPage opened) : IAsyncDisposable
{
    public IPage Page => opened.Page;

    public BrowserPage Opened => opened;

    public ILocator Step(string name) => Page.Locator(".react-flow__node").Filter(new() { HasText = name }).First;

    /// <summary>A workflow of four steps in a row, made over the API.</summary>
    public static async Task<string> Draw(BrowserHost host, string name)
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        object Node(string id, string label, string type, int x, object config) =>
            new { id, name = label, type, config, position = new { x, y = 0 } };
        object Edge(string from, string to) => new { id = $"{from}-{to}", from, fromPort = "out", to };
        var definition = new
        {
            nodes = new[]
            {
                Node("start", "Begin", "ManualTrigger", 0, new { }),
                Node("sum", "Add up", "Calculator", 272, new { formula = "20 + 1", outputField = "sum" }),
                Node("twice", "Double it", "Calculator", 544, new { formula = "sum * 2", outputField = "twice" }),
                Node("mail", "Tell Ana", "SendEmail", 816, new { to = "ana@editor.test", subject = "Sum", text = "{{ twice }}" }),
            },
            edges = new[] { Edge("start", "sum"), Edge("sum", "twice"), Edge("twice", "mail") },
        };
        var created = await builder.Ask(HttpMethod.Post, "/api/workflows", new { name, definition }, HttpStatusCode.Created);
        return created.GetProperty("id").GetString()!;
    }

    public static async Task<EditorPage> Open(BrowserHost host, DemoUser user, string workflowId, string? node = null)
    {
        var page = new EditorPage(await host.OpenAs(user, node: node));
        await page.GoTo(workflowId);
        return page;
    }

    /// <summary>Opens the editor and waits until the drawing lies where it will stay: some tests point at places.</summary>
    public async Task GoTo(string workflowId)
    {
        const string LiesStill = """
            () => {
              const place = document.querySelector('.react-flow__viewport')?.style.transform
              const still = place && place === window.placeBefore
              window.placeBefore = place
              return still
            }
            """;
        await Page.GotoAsync($"/workflows/{workflowId}");
        await Expect(Step("Begin")).ToBeVisibleAsync();
        await Page.WaitForFunctionAsync(LiesStill, null, new() { PollingInterval = 250 });
    }

    /// <summary>Clicks a step until its settings show: a click while the canvas settles after a dialog may not reach it.</summary>
    public async Task Choose(string step)
    {
        var settings = Page.GetByRole(AriaRole.Complementary, new() { Name = $"Settings of {step}" });
        for (var left = 2; ; left--)
        {
            await Step(step).ClickAsync();
            try
            {
                await Expect(settings).ToBeVisibleAsync(new() { Timeout = 5_000 });
                return;
            }
            catch (PlaywrightException) when (left > 0)
            {
                // Once more, as a person would.
            }
        }
    }

    public async Task Press(params string[] keys)
    {
        foreach (var key in keys) await Page.Keyboard.PressAsync(key);
    }

    public Task ClickPaper() => Page.Locator(".react-flow__pane").ClickAsync(new() { Position = new() { X = 500, Y = 60 } });

    public Task Saved() => Expect(Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Saved" })).ToBeVisibleAsync();

    /// <summary>The draft as the server has it.</summary>
    public static async Task<JsonElement> Draft(BrowserHost host, string workflowId) =>
        (await host.Ask(DemoUser.Builder, $"/api/workflows/{workflowId}")).GetProperty("definition");

    public ValueTask DisposeAsync() => opened.DisposeAsync();
}
