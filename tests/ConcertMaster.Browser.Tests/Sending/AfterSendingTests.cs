using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests.Sending;

/// <summary>Answers that were sent, looked at again by who has sent them: changed, a consent taken back, all of it taken back.</summary>
[Collection(BrowserTests.Name)]
public sealed class AfterSendingTests(BrowserHost host)
{
    private static readonly object Definition = new
    {
        schema = new
        {
            type = "object",
            properties = new
            {
                seats = new { type = "integer", title = "Seats" }, news = new { type = "boolean", title = "News by mail" },
            },
        },
        ui = new
        {
            order = new[] { "seats", "news" }, amendable = true, withdrawable = true,
            fields = new { news = new { widget = "consent", consent = new { id = "news", version = "1", text = "We write to you." } } },
        },
    };

    [Fact]
    public async Task Whoever_has_sent_answers_changes_them_takes_a_consent_back_and_at_last_the_answers()
    {
        var link = await host.Invite(Definition, email: "after@browser.test");
        await using var opened = await Testing.Browser.Open(host.BaseUrl, 390);
        var page = opened.Page;
        await page.GotoAsync(link);
        await page.GetByLabel("Seats").FillAsync("2");
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await Press(page, "Check your answers");
        var taken = await page.RunAndWaitForResponseAsync(
            () => Press(page, "Send answers"), answer => answer.Url.EndsWith("/submissions", StringComparison.Ordinal));
        var id = (await taken.JsonAsync())!.Value.GetProperty("responseId").GetString();
        await Expect(page.GetByText("Receipt number")).ToBeVisibleAsync();

        await page.GotoAsync(link);
        await Press(page, "Change your answers");
        await page.GetByLabel("Seats").FillAsync("3");
        await Press(page, "Check your answers");
        await page.GetByLabel("Why are you changing your answers?").FillAsync("One more comes along");
        await Press(page, "Send changes");
        await Expect(page.GetByText("Receipt number")).ToBeVisibleAsync();

        // What was agreed to becomes a fact about the person a moment later.
        var consents = page.GetByRole(AriaRole.Region, new() { Name = "What you agreed to" });
        await OpenUntil(page, link, consents);
        await consents.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(consents.GetByRole(AriaRole.Status)).ToHaveTextAsync("Withdrawn");

        await Press(page, "Withdraw your answers");
        var reason = page.GetByLabel("Why are you withdrawing your answers?");
        await Expect(reason).ToBeFocusedAsync();
        await opened.Screenshot("after-withdrawing", fullPage: true);
        await page.EvaluateAsync(AccessibilityTests.Axe);
        (await page.EvaluateAsync<string[]>(AccessibilityTests.FindSerious)).ShouldBeEmpty();
        await reason.FillAsync("Nobody can come");
        await Press(page, "Withdraw your answers");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers were withdrawn" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers were withdrawn" })).ToBeVisibleAsync();
        opened.Complaints.ShouldBeEmpty();

        await using var owner = await host.OpenAs(DemoUser.Owner);
        await owner.Page.GotoAsync($"/data/{id}");
        await Expect(owner.Page.GetByText("“One more comes along”")).ToBeVisibleAsync();
        await Expect(owner.Page.GetByText("“Nobody can come”")).ToBeVisibleAsync();
        await Expect(owner.Page.GetByText("withdrew the response")).ToBeVisibleAsync();
    }

    private static async Task OpenUntil(IPage page, string link, ILocator there)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        do
        {
            await page.GotoAsync(link);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You have answered this form already" })).ToBeVisibleAsync();
        }
        while (!await there.IsVisibleAsync() && await pause.WaitForNextTickAsync(limit.Token));
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
