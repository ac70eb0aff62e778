using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

[Collection(BrowserTests.Name)]
public sealed class SignInTests(BrowserHost host)
{
    [Fact]
    public async Task Who_comes_for_a_page_signs_in_and_gets_that_page()
    {
        await using var opened = await Testing.Browser.Open(host.BaseUrl);
        var page = opened.Page;
        await page.GotoAsync("/workflows");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await opened.Screenshot("sign-in");

        await page.GetByLabel("E-mail").FillAsync(DemoUser.Builder.Email);
        await page.GetByLabel("Password").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.GetByLabel("Password").FillAsync(DemoUser.Builder.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Workflows" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Supplier quarterly emissions" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Home_shows_something_alive_without_a_complaint_in_the_console()
    {
        await using var opened = await host.OpenAs(DemoUser.Builder);
        await opened.Page.GotoAsync("/");
        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await opened.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await opened.Screenshot("home");
        opened.Complaints.ShouldBeEmpty();
    }
}
