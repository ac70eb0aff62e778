using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ConcertMaster.Testing;

/// <summary>
/// A headless Chromium, started once for all browser tests of the process. One that no longer answers is ended, so that
/// the test that waits for it fails and the next one gets another: keys, the mouse and scripts have no time limit of
/// their own.
/// </summary>
public static class Browser
{
    private const int PatienceMs = 60_000;
    private static readonly TimeSpan PagePatience = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan OpenPatience = TimeSpan.FromMinutes(5); // Chromium may have to be installed first
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(30);
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static (IPlaywright Playwright, IBrowser Browser)? _running;

    /// <summary>
    /// A page in a profile of its own: nobody is signed in. What the page complains of in the console is collected.
    /// </summary>
    /// <param name="patience">How long the page may stay open before it counts as one that no longer answers.</param>
    public static async Task<BrowserPage> Open(
        string baseUrl, int width = 1440, int height = 900, bool dark = false, bool javaScript = true, TimeSpan? patience = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = baseUrl,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "UTC",
            AcceptDownloads = true,
            JavaScriptEnabled = javaScript,
        };
        try
        {
            return await Open(options, patience ?? PagePatience).WaitAsync(OpenPatience);
        }
        catch (TimeoutException)
        {
            await End();
            return await Open(options, patience ?? PagePatience).WaitAsync(OpenPatience);
        }
    }

    /// <summary>
    /// A page in a profile that lies in a folder, with a browser of its own: it keeps what scripts were compiled to, as a
    /// person's browser does and that of other tests does not.
    /// </summary>
    public static async Task<BrowserPage> OpenKept(string baseUrl, string folder)
    {
        await Running();
        var context = await _running!.Value.Playwright.Chromium.LaunchPersistentContextAsync(folder, new()
        {
            ExecutablePath = await Chromium.FindOrInstall(),
            Args = Chromium.LaunchFlags,
            BaseURL = baseUrl,
            ViewportSize = new() { Width = 1440, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(PatienceMs);
        return new BrowserPage(context, await context.NewPageAsync(), PagePatience, runsScripts: true);
    }

    private static async Task<BrowserPage> Open(BrowserNewContextOptions options, TimeSpan patience)
    {
        var context = await (await Running()).NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMs);
        return new BrowserPage(context, await context.NewPageAsync(), patience, options.JavaScriptEnabled ?? true);
    }

    /// <summary>Closes a profile with its pages, or, where that takes too long, the whole browser.</summary>
    internal static async Task Close(IBrowserContext context)
    {
        try
        {
            await context.CloseAsync().WaitAsync(ClosePatience);
        }
        catch (TimeoutException)
        {
            await End();
        }
    }

    /// <summary>Ends the browser; whatever waits for it fails.</summary>
    internal static async Task End()
    {
        if (_running is not { } ended) return;
        _running = null;
        try
        {
            await ended.Browser.CloseAsync().WaitAsync(ClosePatience);
        }
        catch (TimeoutException)
        {
            ended.Playwright.Dispose(); // and with the driver its browser
        }
    }

    private static async Task<IBrowser> Running()
    {
        await Starting.WaitAsync();
        try
        {
            if (_running is not { Browser.IsConnected: true }) _running = await Launch();
            return _running.Value.Browser;
        }
        finally
        {
            Starting.Release();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> Launch()
    {
        // The usual five seconds are short where builds run beside the tests; what is there at once costs none of it.
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        var program = await Chromium.FindOrInstall();
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = Chromium.LaunchFlags,
        }));
    }
}

public sealed class BrowserPage : IAsyncDisposable
{
    private const string Drawn = """
        () => document.fonts.ready.then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
        """;

    private static readonly bool PicturesAreWanted =
        Environment.GetEnvironmentVariable("CONCERTMASTER_PICTURES") is { Length: > 0 };

    private readonly IBrowserContext _context;
    private readonly bool _runsScripts;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly Timer _patience;
    private string? _gaveUpAt;

    internal BrowserPage(IBrowserContext context, IPage page, TimeSpan patience, bool runsScripts)
    {
        (_context, _runsScripts) = (context, runsScripts);
        Page = page;
        _patience = new Timer(_ => _ = GiveUp(), null, patience, Timeout.InfiniteTimeSpan);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"uncaught: {error}");
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and exceptions nobody caught.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>
    /// Waits until what was asked for is drawn, and keeps a picture of it under <c>artifacts/screenshots</c> where
    /// <c>CONCERTMASTER_PICTURES</c> is set: drawing them all takes minutes.
    /// </summary>
    public async Task Screenshot(string name, bool fullPage = false)
    {
        if (!PicturesAreWanted)
        {
            if (_runsScripts) await Page.EvaluateAsync(Drawn);
            return;
        }
        var path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}.png");
        await Page.ScreenshotAsync(new() { Path = path, FullPage = fullPage });
    }

    public async ValueTask DisposeAsync()
    {
        await _patience.DisposeAsync();
        if (_gaveUpAt is { } address) throw new TimeoutException(
            $"The page at {address} was still open after minutes and was ended. It said: {string.Join('\n', _complaints)}");
        await Browser.Close(_context);
    }

    private async Task GiveUp()
    {
        _gaveUpAt = Page.Url;
        await Browser.End();
    }
}
