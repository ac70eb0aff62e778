using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;

namespace ConcertMaster.Browser.Tests;

/// <summary>A page that no longer answers fails its test; it holds neither that one nor the next.</summary>
[Collection(BrowserTests.Name)]
public sealed class StuckPageTests(BrowserHost host)
{
    [Fact]
    public async Task A_page_that_never_answers_is_ended_and_the_next_one_opens()
    {
        var stuck = await Testing.Browser.Open(host.BaseUrl, patience: TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<PlaywrightException>(() => stuck.Page.EvaluateAsync("() => { for (;;); }"));
        (await Should.ThrowAsync<TimeoutException>(async () => await stuck.DisposeAsync())).Message.ShouldContain("about:blank");

        await using var next = await host.OpenAs(DemoUser.Builder);
        await next.Page.GotoAsync("/");
        (await next.Page.TitleAsync()).ShouldNotBeEmpty();
    }
}
