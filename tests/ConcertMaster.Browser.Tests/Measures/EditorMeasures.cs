using System.Diagnostics;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using Xunit.Abstractions;

namespace ConcertMaster.Browser.Tests.Measures;

/// <summary>
/// How fast the editor is, in headless Chromium. No part of a normal test run:
/// <c>CONCERTMASTER_MEASURE=1 dotnet test tests/ConcertMaster.Browser.Tests --filter EditorMeasures
/// --logger "console;verbosity=detailed"</c>; <c>CONCERTMASTER_MEASURE_MINUTES</c> says how long to edit (1).
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class EditorMeasures(BrowserHost host, ITestOutputHelper output)
{
    [SkippableFact]
    public async Task Sizes_opening_frames_validation_and_memory()
    {
        Skip.If(Environment.GetEnvironmentVariable("CONCERTMASTER_MEASURE") is null, "Measures are taken on request.");
        await using var opened = await host.OpenAs(DemoUser.Builder);
        using var builder = await host.SignIn(DemoUser.Builder);
        var small = await DrawnWorkflow.Create(builder, 200);
        var huge = await DrawnWorkflow.Create(builder, 1_000);
        var another = await DrawnWorkflow.Create(builder, 1_000);
        var large = await DrawnWorkflow.Create(builder, 500);

        await Sizes(small);
        await Opening(small);
        await Frames(opened.Page, large);
        await Validation(opened.Page, huge, another);
        await Memory(opened.Page, small);
    }

    [SkippableFact]
    public async Task How_soon_another_person_sees_an_edit()
    {
        Skip.If(Environment.GetEnvironmentVariable("CONCERTMASTER_MEASURE") is null, "Measures are taken on request.");
        using var builder = await host.SignIn(DemoUser.Builder);
        var workflow = await DrawnWorkflow.Create(builder, 50);
        await using var acting = await host.OpenAs(DemoUser.Builder);
        await using var seeing = await host.OpenAs(DemoUser.Owner);
        foreach (var page in new[] { seeing.Page, acting.Page }) await page.GotoAsync($"/workflows/{workflow}");
        foreach (var page in new[] { seeing.Page, acting.Page })
            await page.GetByRole(AriaRole.List, new() { Name = "Also here" }).WaitForAsync();
        await acting.Page.Locator(".react-flow__node-step").First.ClickAsync();
        var times = new List<double>();
        for (var turn = 0; turn <= seenEdits; turn++)
        {
            // Both pages have the clock of this machine: from the key in the one to the frame that shows it in the other.
            await seeing.Page.EvaluateAsync(PageMeter.NoteWhenDrawn, turn % 2 == 0);
            await acting.Page.EvaluateAsync(
                "() => addEventListener('keydown', () => { window.actedAt = Date.now() }, { capture: true, once: true })");
            await acting.Page.Keyboard.PressAsync("d");
            await seeing.Page.WaitForFunctionAsync("() => window.drawnAt", null, new() { PollingInterval = 50 });
            var drawn = await seeing.Page.EvaluateAsync<double>("() => window.drawnAt");
            times.Add(drawn - await acting.Page.EvaluateAsync<double>("() => window.actedAt"));
            await Expect(acting.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Saved" })).ToBeVisibleAsync();
        }
        times.RemoveAt(0); // the first opens what the others use
        times.Sort();
        var (median, high) = (times[times.Count / 2], times[(int)Math.Ceiling(times.Count * 0.95) - 1]);
        Say($"an edit until another person sees it, median and 95th of {times.Count}", $"{median:N0} and {high:N0} ms");
        Say("the same, fastest and slowest", $"{times[0]:N0} and {times[^1]:N0} ms");
    }

    private const int seenEdits = 20;

    private async Task Sizes(string workflow)
    {
        await using var fresh = await Testing.Browser.Open(host.BaseUrl);
        var sizes = await PageMeter.Attach(fresh.Page);
        // The live connection is the last thing that the first page loads.
        await fresh.Page.RunAndWaitForResponseAsync(
            () => BrowserHost.SignIn(fresh.Page, DemoUser.Builder), answer => answer.Url.Contains("/live/negotiate"));
        await fresh.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var first = await sizes.CompressedScriptBytes();
        await fresh.Page.GotoAsync($"/workflows/{workflow}");
        await fresh.Page.Locator(".react-flow__node").First.WaitForAsync();
        await fresh.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Say("JavaScript of the first page, compressed", $"{first / 1024.0:N0} kB");
        var all = await sizes.CompressedScriptBytes();
        Say("JavaScript of the editor, in addition", $"{(all - first) / 1024.0:N0} kB");
    }

    private async Task Opening(string workflow)
    {
        var profile = Directory.CreateTempSubdirectory("concertmaster-profile-");
        await using (var kept = await Testing.Browser.OpenKept(host.BaseUrl, profile.FullName))
        {
            await BrowserHost.SignIn(kept.Page, DemoUser.Builder);
            await Opening(kept.Page, workflow, "from the list of workflows", OpenFromList);
            await Opening(kept.Page, workflow, "by its address, in a new tab", OpenByAddress);
        }
        profile.Delete(recursive: true);
    }

    private async Task Opening(IPage page, string workflow, string way, Func<IPage, string, Task> open)
    {
        var times = new List<double>();
        for (var round = 0; round < 7; round++)
        {
            var another = await page.Context.NewPageAsync();
            await open(another, workflow);
            await another.WaitForFunctionAsync("() => window.interactiveAt");
            times.Add(await another.EvaluateAsync<double>("() => window.interactiveAt - (window.clickedAt ?? 0)"));
            await another.CloseAsync();
        }
        times.RemoveAt(0); // the first fills the cache
        times.Sort();
        Say($"open 200 nodes {way} until interactive, median of 6", $"{times[times.Count / 2]:N0} ms");
        Say("the same, fastest and slowest", $"{times[0]:N0} and {times[^1]:N0} ms");
    }

    private static async Task OpenByAddress(IPage page, string workflow)
    {
        await page.AddInitScriptAsync(PageMeter.NoteWhenInteractive);
        await page.GotoAsync($"/workflows/{workflow}");
    }

    private static async Task OpenFromList(IPage page, string workflow)
    {
        await page.GotoAsync("/workflows");
        var link = page.Locator($"a[href='/workflows/{workflow}']").First;
        await link.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.EvaluateAsync($"() => {{ {PageMeter.NoteWhenInteractive} }}");
        await page.EvaluateAsync(
            "() => addEventListener('click', () => { window.clickedAt = performance.now() }, { capture: true, once: true })");
        await link.ClickAsync();
    }

    private async Task Frames(IPage page, string workflow)
    {
        await page.GotoAsync($"/workflows/{workflow}");
        await page.Locator(".react-flow__node").First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var meter = await PageMeter.Attach(page);
        foreach (var view in new[] { "legible", "all in sight" })
        {
            foreach (var (name, act) in CanvasGestures.On(page))
            {
                var frames = await meter.Frames(act);
                Say($"500 nodes, {view}: {name}", $"{frames.GoodShare:P1} of {frames.Count} frames in time, " +
                    $"{frames.CpuMsPerFrame:N1} ms of main thread CPU per frame");
            }
            await page.Keyboard.PressAsync("Escape"); // the settings of the dragged step close, and make room
            await page.Keyboard.PressAsync("1");
            await page.WaitForFunctionAsync("() => document.querySelectorAll('.react-flow__node').length >= 500");
        }
    }

    private async Task Validation(IPage page, string workflow, string another)
    {
        await page.GotoAsync($"/workflows/{workflow}");
        var first = await Checked(page);
        await page.Locator(".react-flow__node").First.ClickAsync();
        await page.Keyboard.PressAsync("d");
        var next = await Checked(page);
        await page.GotoAsync("/workflows");
        await page.Locator($"a[href='/workflows/{workflow}']").First.ClickAsync();
        await Checked(page);
        // All steps of another workflow are new to the page; only its program is the same.
        var whole = new List<double>();
        foreach (var one in new[] { another, workflow, another, workflow, another })
        {
            await page.GoBackAsync();
            await page.Locator($"a[href='/workflows/{one}']").First.ClickAsync();
            whole.Add(await Checked(page));
        }
        Say("validate 1,000 nodes on the client: the first time in a page, after an edit", $"{first:N1} ms, {next:N1} ms");
        Say("validate 1,000 nodes on the client: another workflow, median of 5", $"{whole.Order().ElementAt(2):N1} ms");
    }

    /// <returns>How long the next check took, in milliseconds.</returns>
    private static async Task<double> Checked(IPage page)
    {
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('validate').length > 0");
        return await page.EvaluateAsync<double>("""
            () => {
              const [check] = performance.getEntriesByName('validate');
              performance.clearMeasures('validate');
              return check.duration;
            }
            """);
    }

    private async Task Memory(IPage page, string workflow)
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable("CONCERTMASTER_MEASURE_MINUTES") ?? "1");
        await page.GotoAsync($"/workflows/{workflow}");
        await page.Locator(".react-flow__node").First.WaitForAsync();
        var meter = await PageMeter.Attach(page);
        var began = Stopwatch.GetTimestamp();
        var heaps = new List<double> { await meter.HeapMegabytes() };
        var acts = 0;
        for (var third = 1; third <= 3; third++)
        {
            while (Stopwatch.GetElapsedTime(began).TotalMinutes < minutes * third / 3)
                acts += await CanvasGestures.Edit(page, acts);
            heaps.Add(await meter.HeapMegabytes());
        }
        Say($"heap before, and after each third of {minutes:N0} minutes with {acts} edits",
            string.Join(", ", heaps.Select(heap => $"{heap:N0}")) + " MB");
    }

    private void Say(string what, string measured) => output.WriteLine($"{what,-64} {measured}");
}
