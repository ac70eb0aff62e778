using System.Text.Json;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>Text that would do harm where it is taken for something else, in every text field of a public form.</summary>
[Collection(BrowserTests.Name)]
public sealed class HostileTextTests(BrowserHost host)
{
    private const int FieldCount = 200;

    private static readonly string[] Harmful =
    [
        "<script>window.pwned = 1</script>", "<img src=x onerror=window.pwned=1>", "<svg onload=window.pwned=1>",
        "\"><script>window.pwned=1</script>", "' onfocus=window.pwned=1 autofocus x='", "javascript:window.pwned=1",
        "</textarea><script>window.pwned=1</script>", "</title><script>window.pwned=1</script>", "<iframe srcdoc='<script>parent.pwned=1</script>'>",
        "{{constructor.constructor('window.pwned=1')()}}", "${window.pwned=1}", "{{ $eval('1') }}", "#{7*7}", "<%= 7*7 %>",
        "' or 1=1; --", "'; drop table read.responses; --", "=HYPERLINK(\"http://evil.test\")", "@SUM(1+1)", "+1+cmd|' /C calc'!A0",
        "../../../../etc/passwd", "%00%0d%0aSet-Cookie: a=b", "&lt;b&gt;twice&lt;/b&gt;", "\u202Etxt.exe", "\u200B\u200Dinvisible",
        "Z\u0351\u036B\u0343a\u0369l\u0363g\u035Fo", "👩‍👩‍👧‍👦🏳️‍🌈", "ﷺ مرحبا بالعالم", "ÅÅ İıſ ß ﬀ", "<!-- comment", "]]><x>",
        "<style>*{display:none}</style>", "<base href=//evil.test>", "<meta http-equiv=refresh content=0;url=//evil.test>",
        "<a href=javascript:window.pwned=1>x</a>", "<math><mi xlink:href=javascript:window.pwned=1>", "__proto__", "constructor",
        "null", "undefined", "NaN",
    ];

    [Fact]
    public async Task Two_hundred_hostile_texts_stay_text_in_the_form_its_receipt_and_the_response()
    {
        var texts = Enumerable.Range(0, FieldCount).Select(n => $"{n} {Harmful[n % Harmful.Length]} {n}").ToList();
        var names = texts.Select((_, n) => $"f{n}").ToList();
        var definition = new
        {
            schema = new
            {
                type = "object",
                properties = names.Zip(texts).ToDictionary(pair => pair.First,
                    pair => new { type = "string", title = pair.Second, description = pair.Second }),
            },
            ui = new
            {
                order = names, intro = texts[0], thanks = texts[1],
                fields = names.Zip(texts).ToDictionary(pair => pair.First, pair => new
                {
                    widget = pair.Second.Length % 2 == 0 ? "text" : "longText", placeholder = pair.Second,
                }),
            },
        };
        var link = await host.Invite(definition);
        await using var opened = await Testing.Browser.Open(host.BaseUrl);
        var page = opened.Page;
        page.Dialog += (_, dialog) => throw new InvalidOperationException($"A dialog opened: {dialog.Message}");
        await page.GotoAsync(link);
        var boxes = page.Locator("form input, form textarea");
        await Expect(boxes).ToHaveCountAsync(FieldCount);
        for (var n = 0; n < FieldCount; n++) await boxes.Nth(n).FillAsync(texts[n]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Check your answers" }).ClickAsync();
        (await page.Locator("dd:not(:has(button))").AllTextContentsAsync()).ShouldBe(texts);
        (await page.Locator("dt").AllTextContentsAsync()).ShouldBe(texts);
        var taken = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync(),
            answer => answer.Url.EndsWith("/submissions", StringComparison.Ordinal));
        var id = (await taken.JsonAsync())!.Value.GetProperty("responseId").GetString()!;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers have arrived" })).ToBeVisibleAsync();
        await ShouldBeUnharmed(page);
        await opened.Screenshot("hostile-receipt");

        await ShouldBeTextForTheOwner(id, texts);
        opened.Complaints.ShouldBeEmpty();
    }

    private async Task ShouldBeTextForTheOwner(string id, List<string> texts)
    {
        var stored = (await host.Ask(DemoUser.Owner, $"/api/responses/{id}")).GetProperty("answers");
        texts.Select((_, n) => stored.GetProperty($"f{n}").GetString()).ShouldBe(texts);
        await using var opened = await host.OpenAs(DemoUser.Owner);
        await opened.Page.GotoAsync($"/data/{id}");
        await Expect(opened.Page.Locator("main")).ToContainTextAsync(texts[^1]);
        var shown = await opened.Page.Locator("main").TextContentAsync() ?? "";
        texts.Where(text => !shown.Contains(text, StringComparison.Ordinal)).ShouldBeEmpty();
        await ShouldBeUnharmed(opened.Page);
        await opened.Screenshot("hostile-response");
    }

    private static async Task ShouldBeUnharmed(IPage page)
    {
        (await page.EvaluateAsync<bool>("() => 'pwned' in window")).ShouldBeFalse();
        (await page.Locator("iframe, base, [onerror], [onload], [onfocus], script:not([src]), meta[http-equiv=refresh]").CountAsync())
            .ShouldBe(0);
    }
}
