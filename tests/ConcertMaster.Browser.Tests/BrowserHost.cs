using System.Net;
using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;

namespace ConcertMaster.Browser.Tests;

/// <summary>One host for all browser tests: the built application, the demo organisation, letters in the development mailbox.</summary>
public sealed class BrowserHost : HostFixture
{
    protected override bool KeepsMailInTheMailbox => true;

    /// <summary>An empty page of somebody who has a session already; the test says where to go.</summary>
    /// <param name="node">The address of another node of the cluster; the fixture's own when left out.</param>
    public async Task<BrowserPage> OpenAs(
        DemoUser user, int width = 1440, int height = 900, bool dark = false, string? node = null)
    {
        var opened = await Testing.Browser.Open(node ?? BaseUrl, width, height, dark);
        await using var answer = await opened.Page.Context.APIRequest.PostAsync(
            "/api/session", new() { DataObject = new { email = user.Email, password = user.Password } });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        return opened;
    }

    /// <summary>Types e-mail and password, as a person does who comes without a session.</summary>
    public static async Task SignIn(IPage page, DemoUser user)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(user.Email);
        await page.GetByLabel("Password").FillAsync(user.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in"));
    }

    /// <summary>A published form and the link of one recipient, made over the API.</summary>
    public async Task<string> Invite(object definition, object? prefill = null, string email = "somebody@browser.test")
    {
        using var builder = await SignIn(DemoUser.Builder);
        var form = await builder.Ask(HttpMethod.Post, "/api/forms", new { name = "A form", definition }, HttpStatusCode.Created);
        var address = $"/api/forms/{form.GetProperty("id").GetGuid()}";
        await builder.Ask(HttpMethod.Post, $"{address}/publish", new { });
        var sent = await builder.Ask(HttpMethod.Post, $"{address}/send",
            new { recipients = new[] { new { email, prefill } } }, HttpStatusCode.Accepted);
        return $"/f/{sent.GetProperty("invitations")[0].GetProperty("token").GetString()}";
    }

    public async Task<JsonElement> Ask(DemoUser user, string address)
    {
        using var client = await SignIn(user);
        return await client.Ask(HttpMethod.Get, address);
    }

    /// <summary>Waits for an item of a list: lists follow the log by a moment.</summary>
    public async Task<JsonElement> Item(DemoUser user, string list, string name)
    {
        using var client = await SignIn(user);
        bool IsIt(JsonElement item) => item.GetProperty("name").GetString() == name;
        return (await client.AskUntil(list, found => found.GetProperty("items").EnumerateArray().Any(IsIt)))
            .GetProperty("items").EnumerateArray().Single(IsIt);
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserHost>
{
    public const string Name = "browser";
}
