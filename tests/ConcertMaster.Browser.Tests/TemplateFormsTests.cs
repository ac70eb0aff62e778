using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>What the templates make, as those see it who fill it in.</summary>
[Collection(BrowserTests.Name)]
public sealed class TemplateFormsTests(BrowserHost host)
{
    [Fact]
    public async Task Axe_finds_nothing_serious_on_any_template_with_its_faults_shown()
    {
        var templates = (await host.Ask(DemoUser.Builder, "/api/forms/templates")).GetProperty("items").EnumerateArray().ToList();
        templates.Count.ShouldBeGreaterThanOrEqualTo(8);
        var found = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(templates.Index(), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (one, _) =>
        {
            var (at, template) = one;
            var (width, dark) = at % 2 == 0 ? (1440, false) : (390, true);
            var link = await host.Invite(OnOnePage(template.GetProperty("definition").GetRawText()));
            await using var opened = await Testing.Browser.Open(host.BaseUrl, width, dark: dark);
            var page = opened.Page;
            await page.GotoAsync(link);
            var check = page.GetByRole(AriaRole.Button, new() { Name = "Check your answers" });
            await Expect(check).ToBeVisibleAsync();
            var name = template.GetProperty("id").GetString()!;
            await check.ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
            await Expect(page).ToHaveTitleAsync(new Regex("^Error: "));
            await page.EvaluateAsync(AccessibilityTests.Axe);
            foreach (var fault in await page.EvaluateAsync<string[]>(AccessibilityTests.FindSerious)) found.Add($"{name}: {fault}");
            if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth + 1"))
                found.Add($"{name}: too wide");
            await opened.Screenshot($"template-{name}-{width}", fullPage: true);
        });
        found.ShouldBeEmpty();
    }

    // All questions at once, so that each is looked at.
    private static JsonNode OnOnePage(string definition)
    {
        var form = JsonNode.Parse(definition)!;
        ((JsonObject)form["ui"]!).Remove("pages");
        return form;
    }
}
