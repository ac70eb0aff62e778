using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ConcertMaster.Testing;

/// <summary>A headless Chromium, started once for all browser tests of the process.</summary>
public static class Browser
{
    private static readonly Lazy<Task<IBrowser>> Shared = new(Launch);

    /// <summary>
    /// A page in a profile of its own: nobody is signed in. What the page complains of in the console is collected.
    /// </summary>
    public static async Task<BrowserPage> Open(
        string baseUrl, int width = 1440, int height = 900, bool dark = false, bool javaScript = true)
    {
        var browser = await Shared.Value;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = baseUrl,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "UTC",
            AcceptDownloads = true,
            JavaScriptEnabled = javaScript,
        });
        return new BrowserPage(context, await context.NewPageAsync());
    }

    private static async Task<IBrowser> Launch()
    {
        // The usual five seconds are short where builds run beside the tests; what is there at once costs none of it.
        Assertions.SetDefaultExpectTimeout(20_000);
        var program = await Chromium.FindOrInstall();
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = Chromium.LaunchFlags,
        });
    }
}

public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    internal BrowserPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"uncaught: {error}");
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and exceptions nobody caught.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Keeps a picture under <c>artifacts/screenshots</c>, as output of the test run.</summary>
    public async Task<string> Screenshot(string name, bool fullPage = false)
    {
        var path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}.png");
        await Page.ScreenshotAsync(new() { Path = path, FullPage = fullPage });
        return path;
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
