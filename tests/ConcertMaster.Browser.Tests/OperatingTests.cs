using System.Net;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace ConcertMaster.Browser.Tests;

/// <summary>An operator at System, Projections: one stands still at an event and is brought on its way again.</summary>
[Collection(BrowserTests.Name)]
public sealed class OperatingTests(BrowserHost host) : IAsyncLifetime
{
    private const string Reason = "this team cannot be listed";

    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync()
    {
        _database = NpgsqlDataSource.Create(host.ConnectionString);
        await Execute($"""
            create function read.refuse_team() returns trigger language plpgsql as
            $$ begin if new.name like 'Poison%' then raise exception '{Reason}'; end if; return new; end $$
            """);
    }

    [Fact]
    public async Task A_projection_that_an_event_has_stopped_is_retried_skipped_paused_resumed_and_rebuilt()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        await using var opened = await host.OpenAs(DemoUser.Owner);
        var page = opened.Page;
        var teams = page.GetByRole(AriaRole.List, new() { Name = "Projections" }).GetByRole(AriaRole.Listitem)
            .Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Operate teams", Exact = true }) });
        await RefuseTeams();
        await Create(owner, "Poison for a moment");
        await page.GotoAsync("/system");
        await Expect(teams).ToContainTextAsync(Reason);
        await Expect(teams).ToContainTextAsync("Stopped by event");
        await opened.Screenshot("system-projection-stopped");

        await AllowTeams();
        await Choose(page, teams, "Try the event again");
        await Expect(teams).ToContainTextAsync("Running");
        await RefuseTeams();
        await Create(owner, "Poison for good");
        await Expect(teams).ToContainTextAsync(Reason);
        await Choose(page, teams, "Skip the event…");
        await Confirm(page, "Skip the event");
        await Expect(teams).ToContainTextAsync("Running");
        await AllowTeams();
        await Choose(page, teams, "Pause");
        await Expect(teams).ToContainTextAsync("Paused");
        await Choose(page, teams, "Resume");
        await Expect(teams).ToContainTextAsync("Running");
        await Choose(page, teams, "Rebuild…");
        await Confirm(page, "Rebuild");
        await Expect(teams).ToContainTextAsync("Running");

        (await Texts("select name from read.teams where name like 'Poison%'")).ShouldBe(["Poison for a moment"]);
        (await Texts("select type from events.mt_events where data ->> 'name' = 'teams' order by seq_id")).ShouldBe(
        [
            "projection.event-retried.v1", "projection.event-skipped.v1", "projection.paused.v1",
            "projection.resumed.v1", "projection.rebuild-requested.v1",
        ]);
    }

    public async Task DisposeAsync()
    {
        await Execute("drop function read.refuse_team() cascade");
        await _database.DisposeAsync();
    }

    private static Task Create(HttpClient owner, string name) =>
        owner.Ask(HttpMethod.Post, "/api/teams", new { name }, HttpStatusCode.Created);

    private static async Task Choose(IPage page, ILocator row, string act)
    {
        await row.GetByRole(AriaRole.Button, new() { Name = "Operate teams", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = act }).ClickAsync();
    }

    private static async Task Confirm(IPage page, string act)
    {
        var dialog = page.GetByRole(AriaRole.Alertdialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = act }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    private Task RefuseTeams() =>
        Execute("create trigger refuse before insert on read.teams for each row execute function read.refuse_team()");

    private Task AllowTeams() => Execute("drop trigger refuse on read.teams");

    private async Task Execute(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> Texts(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0));
        return texts;
    }
}
