using System.Net;
using System.Text.Json;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using ConcertMaster.Tests.Proofs;

namespace ConcertMaster.Tests.Connections;

public sealed class ConnectionListApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Connections_are_read_page_by_page_and_each_once()
    {
        using var owner = await (await TestOrganisation.Register(host)).SignIn(Role.Owner);
        foreach (var name in new[] { "c", "a|b", "a" })
            await owner.Ask(HttpMethod.Post, "/api/connections",
                new { name, kind = "http", settings = new { baseUrl = "https://erp.test" } }, HttpStatusCode.Created);
        await Waiting.Until(Patience, () => owner.Ask(HttpMethod.Get, "/api/connections"), list => Names(list).Count == 3);

        var pages = new List<IReadOnlyList<string>>();
        string? cursor = null;
        do
        {
            var page = await owner.Ask(HttpMethod.Get, $"/api/connections?limit=1&cursor={cursor}");
            pages.Add(Names(page));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        pages.Count.ShouldBe(3);
        pages.SelectMany(page => page).Order(StringComparer.Ordinal).ShouldBe(["a", "a|b", "c"]);
    }

    [Fact]
    public async Task A_secret_is_asked_for_again_where_the_address_changes()
    {
        using var owner = await (await TestOrganisation.Register(host)).SignIn(Role.Owner);
        var id = (await owner.Ask(HttpMethod.Post, "/api/connections",
            new { name = "erp", kind = "http", settings = new { baseUrl = "https://erp.test" }, secret = "s3cret" },
            HttpStatusCode.Created)).GetProperty("id").GetString();
        var moved = new { settings = new { baseUrl = "https://elsewhere.test" } };

        await owner.AskRefused(HttpMethod.Put, $"/api/connections/{id}", moved, HttpStatusCode.UnprocessableEntity,
            "connection.secret-needed");
        await owner.Ask(HttpMethod.Put, $"/api/connections/{id}", new { moved.settings, secret = "another" });
    }

    private static IReadOnlyList<string> Names(JsonElement list) =>
        [.. list.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];
}
