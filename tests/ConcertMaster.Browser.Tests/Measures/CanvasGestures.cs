using System.Net;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;

namespace ConcertMaster.Browser.Tests.Measures;

/// <summary>What hands do on the canvas while somebody looks at the clock.</summary>
internal static class CanvasGestures
{
    private const string EmptySpot = """
        () => {
          const pane = document.querySelector('.react-flow').getBoundingClientRect();
          for (let y = pane.top + 100; y < pane.bottom - 150; y += 7)
            for (let x = pane.left + 200; x < pane.right - 200; x += 7)
              if (document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) return [x, y];
        }
        """;

    private const string MiddleOfAStep = """
        () => {
          const pane = document.querySelector('.react-flow').getBoundingClientRect();
          for (const step of document.querySelectorAll('.react-flow__node')) {
            const at = step.getBoundingClientRect();
            if (at.left > pane.left + 250 && at.right < pane.right - 250 && at.top > pane.top + 120 && at.bottom < pane.bottom - 150)
              return [at.left + at.width / 2, at.top + at.height / 2];
          }
        }
        """;

    public static IReadOnlyList<(string Name, Func<Task> Act)> On(IPage page) =>
    [
        ("pan", async () => await Drag(page, await page.EvaluateAsync<float[]>(EmptySpot), 150, MouseButton.Middle)),
        ("zoom", async () => await Zoom(page, await page.EvaluateAsync<float[]>(EmptySpot))),
        ("drag", async () => await Drag(page, await page.EvaluateAsync<float[]>(MiddleOfAStep), 100, MouseButton.Left)),
    ];

    /// <summary>One of a few edits in turn; returns how many there were.</summary>
    public static async Task<int> Edit(IPage page, int turn)
    {
        var step = page.Locator(".react-flow__node-step").Nth(turn % 12);
        await step.ClickAsync(new() { Position = new() { X = 60, Y = 28 } });
        await page.Keyboard.PressAsync(turn % 3 == 0 ? "d" : "Control+d");
        await page.Keyboard.PressAsync(turn % 3 == 0 ? "d" : "Delete");
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Control+Shift+z");
        return 4;
    }

    private static async Task Drag(IPage page, float[] from, int reach, MouseButton button)
    {
        await page.Mouse.MoveAsync(from[0], from[1]);
        await page.Mouse.DownAsync(new() { Button = button });
        for (var i = 0; i < 150; i++)
        {
            var (x, y) = (reach * MathF.Sin(i / 12f), reach * 0.6f * MathF.Sin(i / 9f));
            // By whole pixels, as a mouse does.
            await page.Mouse.MoveAsync(MathF.Round(from[0] + x), MathF.Round(from[1] + y));
        }
        await page.Mouse.MoveAsync(from[0], from[1]);
        await page.Mouse.UpAsync(new() { Button = button });
    }

    private static async Task Zoom(IPage page, float[] at)
    {
        await page.Mouse.MoveAsync(at[0], at[1]);
        await page.Keyboard.DownAsync("Control");
        for (var i = 0; i < 80; i++) await page.Mouse.WheelAsync(0, i % 20 < 10 ? 20 : -20);
        await page.Keyboard.UpAsync("Control");
    }
}

/// <summary>A large workflow as people draw them: rows of steps, each following the one before or the one above.</summary>
internal static class DrawnWorkflow
{
    public static async Task<string> Create(HttpClient builder, int count)
    {
        var nodes = Enumerable.Range(0, count).Select(i => new
        {
            id = $"s{i}",
            type = i == 0 ? "ManualTrigger" : i % 7 == 0 ? "Conditional" : "DataMapper",
            name = $"Step {i}",
            config = i == 0 ? (object)new { } : i % 7 == 0 ? new { condition = $"{{{{ value > {i} }}}}" }
                : new { mapping = new { value = $"{{{{ value + {i} }}}}" }, keepInput = true },
            position = new { x = i % 25 * 272, y = i / 25 * 120 },
        });
        var edges = Enumerable.Range(1, count - 1).Select(i => (From: i % 5 == 0 && i > 30 ? i - 25 : i - 1, To: i))
            .Select(edge => new
            {
                id = $"e{edge.To}", from = $"s{edge.From}", to = $"s{edge.To}",
                fromPort = edge.From > 0 && edge.From % 7 == 0 ? "true" : "out",
            });
        var created = await builder.Ask(HttpMethod.Post, "/api/workflows",
            new { name = $"Drawn with {count} steps", definition = new { nodes, edges, settings = new { } } }, HttpStatusCode.Created);
        return created.GetProperty("id").GetString()!;
    }
}
