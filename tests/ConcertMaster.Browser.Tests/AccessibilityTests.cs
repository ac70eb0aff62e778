using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;

namespace ConcertMaster.Browser.Tests;

/// <summary>axe-core on every main page, wide and narrow, light and dark; a picture of each is kept.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(BrowserHost host)
{
    internal const string FindSerious = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .filter(one => one.impact === 'serious' || one.impact === 'critical')
          .map(one => `${one.id} (${one.impact}): ${one.help}; ${one.nodes.length} times, first ${one.nodes[0].html.slice(0, 200)}`)
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Axe_finds_nothing_serious_on_any_main_page(bool dark)
    {
        await using var opened = await host.OpenAs(DemoUser.Owner, dark: dark);
        var found = new List<string>();
        foreach (var (name, address) in await Pages())
        {
            await opened.Page.SetViewportSizeAsync(1440, 900);
            await opened.Page.GotoAsync(address);
            await opened.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await opened.Page.EvaluateAsync(Axe); // past the content security policy, which forbids foreign scripts
            var theme = dark ? "dark" : "light";
            found.AddRange(await FaultsIn(opened, $"{name}-1440-{theme}"));
            // The page is made narrow while it is open, as by turning a tablet.
            await opened.Page.SetViewportSizeAsync(390, 844);
            found.AddRange(await FaultsIn(opened, $"{name}-390-{theme}"));
            if (await opened.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth + 1"))
                found.Add($"{name}: the page is wider than the screen");
        }
        found.ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> FaultsIn(BrowserPage opened, string picture)
    {
        await opened.Screenshot(picture);
        return (await opened.Page.EvaluateAsync<string[]>(FindSerious)).Select(fault => $"{picture}: {fault}");
    }

    private async Task<List<(string Name, string Address)>> Pages()
    {
        var workflow = await First("/api/workflows");
        return
        [
            ("home", "/"), ("workflows", "/workflows"), ("workflow", $"/workflows/{workflow}"),
            ("runs", "/runs"), ("run", $"/runs/{await First("/api/runs?status=completed")}"),
            ("forms", "/forms"), ("form", $"/forms/{await First("/api/forms")}"),
            ("responses", "/data"), ("response", $"/data/{await First("/api/responses")}"),
            ("reviews", "/reviews"), ("review", $"/reviews/{await First("/api/reviews?state=done")}?state=done"),
            ("review-overview", "/reviews/overview"), ("review-agreement", "/reviews/agreement"),
            ("review-stages", "/reviews/settings"), ("review-rules", "/reviews/settings?tab=rules"),
            ("audit", "/audit"), ("time-machine", $"/audit/streams/{workflow}"),
            ("system", "/system"), ("connections", "/system?tab=connections"), ("users", "/system?tab=users"),
            ("mailbox", "/dev/mailbox"), ("public-form", await host.Invite(Form)), ("not-found", "/nothing-here"),
        ];
    }

    private async Task<string> First(string list)
    {
        var items = (await host.Ask(DemoUser.Owner, list)).GetProperty("items").EnumerateArray().ToList();
        items.ShouldNotBeEmpty($"{list}: the demo should have one");
        return items[^1].GetProperty("id").GetString()!;
    }
}
