using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>axe-core on every main page, wide and narrow, light and dark; and what axe does not look at.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(BrowserHost host)
{
    /// <summary>Smallest side of an entry of the menu under a mouse, in CSS pixels.</summary>
    private const int TargetMin = 36;

    internal const string FindSerious = Find + "({ resultTypes: ['violations'] })";

    private const string FindSeriousColours =
        Find + "({ resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } })";

    private const string Find = """
        (async (options) => (await axe.run(document, options)).violations
          .filter(one => one.impact === 'serious' || one.impact === 'critical')
          .map(one => `${one.id} (${one.impact}): ${one.help}; ${one.nodes.length} times, first ${one.nodes[0].html.slice(0, 200)}`))
        """;

    // Colours on their way, and those of rows that are not drawn yet, are of neither theme.
    internal const string ChangeAtOnce = """
        () => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync('*, ::before, ::after { transition: none !important; content-visibility: visible !important }')
          document.adoptedStyleSheets.push(sheet)
        }
        """;

    internal static readonly string Axe = File.ReadAllText(
        Path.Combine(Repository.Root, "ui", "node_modules", "axe-core", "axe.min.js"));

    private static readonly object Form = new
    {
        schema = new
        {
            type = "object",
            required = new[] { "total" },
            properties = new
            {
                total = new { type = "number", title = "Total" },
                kind = new { type = "string", title = "Kind", @enum = new[] { "measured", "estimated" } },
            },
        },
        ui = new { order = new[] { "total", "kind" }, intro = "A few questions." },
    };

    [Fact]
    public async Task Axe_finds_nothing_serious_on_any_main_page()
    {
        await using var opened = await host.OpenAs(DemoUser.Owner);
        var found = new List<string>();
        foreach (var (name, address) in await Pages()) found.AddRange(await FaultsAt(opened, name, address));
        found.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_system_sets_the_colours_the_current_page_is_marked_among_the_others()
    {
        await using var opened = await host.OpenAs(DemoUser.Owner);
        await opened.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        foreach (var width in new[] { 1440, 390 })
        {
            await opened.Page.SetViewportSizeAsync(width, 844);
            await opened.Page.GotoAsync("/workflows");
            var menu = opened.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });
            Task<string> Ground(string name) => menu.GetByRole(AriaRole.Link, new() { Name = name, Exact = true })
                .EvaluateAsync<string>("link => getComputedStyle(link).backgroundColor");
            await Expect(menu.GetByRole(AriaRole.Link, new() { Name = "Workflows", Exact = true })).ToBeVisibleAsync();
            (await Ground("Workflows")).ShouldNotBe(await Ground("Runs"));
        }
    }

    private static async Task<IEnumerable<string>> FaultsAt(BrowserPage opened, string name, string address)
    {
        await opened.Page.SetViewportSizeAsync(1440, 900);
        await opened.Page.GotoAsync(address);
        await opened.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await opened.Page.EvaluateAsync(Axe); // past the content security policy, which forbids foreign scripts
        await opened.Page.EvaluateAsync(ChangeAtOnce);
        var wide = await FaultsInBothThemes(opened, $"{name}-1440");
        // The page is made narrow while it is open, as by turning a tablet.
        await opened.Page.SetViewportSizeAsync(390, 844);
        var narrow = await FaultsInBothThemes(opened, $"{name}-390");
        return await opened.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth + 1")
            ? [.. wide, .. narrow, $"{name}: the page is wider than the screen"]
            : [.. wide, .. narrow];
    }

    // The theme changes colours and nothing else, so in the dark one only the rules of colours are asked again.
    internal static async Task<IEnumerable<string>> FaultsInBothThemes(BrowserPage opened, string picture)
    {
        var light = await FaultsIn(opened, $"{picture}-light", FindSerious);
        return [.. light, .. await FaultsOfColoursInTheDark(opened, picture)];
    }

    internal static async Task<IEnumerable<string>> FaultsOfColoursInTheDark(BrowserPage opened, string picture)
    {
        await opened.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await ShouldBeIn("dark", opened.Page);
        var dark = await FaultsIn(opened, $"{picture}-dark", FindSeriousColours);
        await opened.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await ShouldBeIn("light", opened.Page);
        return dark;
    }

    private static Task ShouldBeIn(string theme, IPage page) =>
        Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", theme);

    private static async Task<IEnumerable<string>> FaultsIn(BrowserPage opened, string picture, string find)
    {
        await opened.Screenshot(picture);
        return (await opened.Page.EvaluateAsync<string[]>(find)).Select(fault => $"{picture}: {fault}");
    }

    private async Task<List<(string Name, string Address)>> Pages()
    {
        var workflow = await First("/api/workflows");
        var review = await First("/api/reviews?state=done");
        return
        [
            ("home", "/"), ("workflows", "/workflows"), ("workflow", $"/workflows/{workflow}"),
            ("runs", "/runs"), ("run", $"/runs/{await First("/api/runs?status=completed")}"),
            ("forms", "/forms"), ("form", $"/forms/{await First("/api/forms")}"),
            ("responses", "/data"), ("response", $"/data/{await First("/api/responses")}"),
            ("reviews", "/reviews"), ("review", $"/reviews/{review}?state=done"),
            ("review-overview", "/reviews/overview"), ("review-agreement", "/reviews/agreement"),
            ("review-stages", "/reviews/settings"), ("review-rules", "/reviews/settings?tab=rules"),
            ("audit", "/audit"), ("time-machine", $"/audit/streams/{review}"),
            ("system", "/system"), ("connections", "/system?tab=connections"), ("users", "/system?tab=users"),
            ("mailbox", "/dev/mailbox"), ("public-form", await host.Invite(Form)), ("not-found", "/nothing-here"),
        ];
    }

    [Fact]
    public async Task A_narrow_menu_says_where_one_is_and_is_as_easily_hit()
    {
        await using var opened = await host.OpenAs(DemoUser.Builder);
        await opened.Page.GotoAsync("/runs");
        var menu = opened.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });
        var (here, elsewhere) = (Entry("Runs"), Entry("Forms"));
        await Expect(here).ToBeVisibleAsync();
        await menu.GetByRole(AriaRole.Button, new() { Name = "Narrow the menu" }).ClickAsync();
        await Expect(menu.GetByRole(AriaRole.Button, new() { Name = "Widen the menu" })).ToBeVisibleAsync();

        await Expect(here).ToHaveAttributeAsync("aria-current", "page");
        (await Paper(here)).ShouldNotBe(await Paper(elsewhere));
        foreach (var entry in new[] { here, elsewhere })
        {
            var box = (await entry.BoundingBoxAsync())!;
            (box.Width >= TargetMin, box.Height >= TargetMin).ShouldBe((true, true), $"{box.Width} x {box.Height}");
        }
        await opened.Screenshot("narrow-menu");

        ILocator Entry(string name) => menu.GetByRole(AriaRole.Link, new() { Name = name });

        static Task<string> Paper(ILocator entry) =>
            entry.EvaluateAsync<string>("element => getComputedStyle(element).backgroundColor");
    }

    private async Task<string> First(string list)
    {
        var items = (await host.Ask(DemoUser.Owner, list)).GetProperty("items").EnumerateArray().ToList();
        items.ShouldNotBeEmpty($"{list}: the demo should have one");
        return items[^1].GetProperty("id").GetString()!;
    }
}
