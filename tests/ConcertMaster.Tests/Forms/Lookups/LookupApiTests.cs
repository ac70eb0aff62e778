using System.Net;
using System.Text.Json;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Forms.Lookups;

/// <summary>Choices that come from another database: found by typing, checked when they are sent, and nothing else told.</summary>
public sealed class LookupApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    // Rows without a table: what it reads is not what is tested.
    private const string Query = """
        select * from (values ('K1', 'Kenya Ltd'), ('K2', 'Kent Foods'), ('P1', 'Peru SA')) suppliers (code, name)
         where name ilike '%' || :search || '%' order by name;
        """;

    [Fact]
    public async Task Choices_are_found_by_what_is_typed_and_only_they_are_taken()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var form = await builder.MakeForm("Lookup", Definition(await Connection(builder), Query));
        var token = await builder.Invite(form, "lookup@round.test");

        var shown = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
        shown.GetProperty("definition").GetRawText().ShouldNotContain("select");
        shown.GetProperty("definition").GetRawText().ShouldNotContain("Purchasing");
        shown.GetProperty("definition").GetProperty("ui").GetProperty("fields").GetProperty("supplier").GetProperty("lookup")
            .GetRawText().ShouldBe("""{"letters":2}""");

        (await Labels(anyone, token, "ken")).ShouldBe(["Kent Foods", "Kenya Ltd"]);
        (await Labels(anyone, token, "k")).ShouldBeEmpty();
        (await Labels(anyone, token, "x' or true --")).ShouldBeEmpty();
        await anyone.AskRefused(HttpMethod.Get, $"/api/public/forms/{token}/choices/other?search=ken", null,
            HttpStatusCode.NotFound, "lookup.not-found");

        var refused = await anyone.Submit(token, new { supplier = "Z9" }, HttpStatusCode.UnprocessableEntity);
        refused.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("/supplier");
        using var plain = await anyone.PostAsync($"/f/{await builder.Invite(form, "plain@round.test")}?plain",
            new FormUrlEncodedContent([new("supplier", "kenya ltd")]));
        plain.StatusCode.ShouldBe(HttpStatusCode.OK);
        // Peru was not offered to anybody yet: the database is asked.
        await anyone.Submit(token, new { supplier = "P1" });
    }

    [Fact]
    public async Task A_column_of_a_table_is_looked_up_row_by_row()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var lookup = new { connection = await Connection(builder), query = Query, letters = 0 };
        var form = await builder.MakeForm("Orders", new
        {
            schema = new { type = "object", properties = new { orders = new { type = "array", items = new
            {
                type = "object", properties = new { supplier = new { type = "string" }, count = new { type = "integer" } },
            } } } },
            ui = new { fields = new { orders = new { widget = "rows", order = new[] { "supplier", "count" }, fields = new
            {
                supplier = new { widget = "lookup", owner = "Purchasing", lookup },
            } } } },
        });
        var token = await builder.Invite(form, "orders@round.test");
        var shown = (await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}")).GetProperty("definition").GetRawText();
        shown.ShouldNotContain("select");
        shown.ShouldNotContain("Purchasing");
        shown.ShouldContain("""{"letters":0}""");
        var found = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}/choices/orders?column=supplier&search=kenya");
        found.GetProperty("items")[0].Text("value").ShouldBe("K1");
        await anyone.AskRefused(HttpMethod.Get, $"/api/public/forms/{token}/choices/orders?search=kenya", null,
            HttpStatusCode.NotFound, "lookup.not-found");
        var rows = new object[] { new { supplier = "K1", count = 1 }, new { supplier = "Z9", count = 2 }, new { supplier = "P1" } };
        var refused = await anyone.Submit(token, new { orders = rows }, HttpStatusCode.UnprocessableEntity);
        refused.GetProperty("errors").EnumerateArray().Select(error => error.Text("path")).ShouldBe(["/orders/1/supplier"]);
        using var plain = await anyone.PostAsync($"/f/{await builder.Invite(form, "plain@orders.test")}?plain",
            new FormUrlEncodedContent([new("orders/0/supplier", "Peru SA"), new("orders/0/count", "4")]));
        plain.StatusCode.ShouldBe(HttpStatusCode.OK);
        await anyone.Submit(token, new { orders = rows.Where((_, at) => at != 1) });
    }

    [Fact]
    public async Task While_the_database_is_away_what_was_offered_is_taken_and_the_rest_waits()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        using var anyone = host.Anonymous();
        var name = $"away-{Guid.NewGuid():n}";
        var id = (await builder.Ask(HttpMethod.Post, "/api/connections", await Settings(builder, name), HttpStatusCode.Created)).Text("id");
        var form = await builder.MakeForm("Away", Definition(name, Query));
        var (one, other) = (await builder.Invite(form, "one@away.test"), await builder.Invite(form, "other@away.test"));
        (await Labels(anyone, one, "kenya")).ShouldBe(["Kenya Ltd"]);

        await builder.Ask(HttpMethod.Put, $"/api/connections/{id}", new
        {
            name, kind = "postgres", settings = new { host = "127.0.0.1", port = 9, database = "gone", username = "nobody" },
            secret = "none",
        });
        var refused = await anyone.AskRefused(HttpMethod.Get, $"/api/public/forms/{one}/choices/supplier?search=peru", null,
            HttpStatusCode.ServiceUnavailable, "lookup.unavailable");
        refused.GetRawText().ShouldNotContain("127.0.0.1");
        await anyone.Submit(one, new { supplier = "K1" });
        var later = await anyone.Submit(other, new { supplier = "P1" }, HttpStatusCode.ServiceUnavailable);
        later.Text("code").ShouldBe("lookup.unavailable");
    }

    [Fact]
    public async Task Who_builds_the_form_tries_the_query_and_reads_what_the_database_says_of_it()
    {
        using var builder = await host.SignIn(DemoUser.Builder);
        var connection = await Connection(builder);
        var found = await Try(builder, new { connection, query = Query, label = "code" }, "peru");
        found.GetProperty("items")[0].GetRawText().ShouldBe("""{"value":"P1","label":"P1"}""");
        await Refused(builder, new { connection, query = "select nothing from nowhere" }, "nowhere");
        await Refused(builder, new { connection, query = "delete from pg_class returning *" }, "syntax");
        await Refused(builder, new { connection, query = "select 1 as a; drop table x" }, "syntax");
        await Refused(builder, new { connection, query = Query, value = "missing" }, "It has: code, name");
        await builder.AskRefused(HttpMethod.Post, "/api/forms/lookups/try", new { lookup = new { connection } },
            HttpStatusCode.UnprocessableEntity, "lookup.incomplete");
        using var reviewer = await host.SignIn(DemoUser.Reviewer);
        await reviewer.AskRefused(HttpMethod.Post, "/api/forms/lookups/try", new { lookup = new { connection, query = Query } },
            HttpStatusCode.Forbidden, "access.denied");
    }

    private static object Definition(string connection, string query) => new
    {
        schema = new { type = "object", properties = new { supplier = new { type = "string", maxLength = 100 } } },
        ui = new { fields = new { supplier = new { widget = "lookup", owner = "Purchasing", lookup = new { connection, query } } } },
    };

    private static Task<JsonElement> Try(HttpClient builder, object lookup, string search) =>
        builder.Ask(HttpMethod.Post, "/api/forms/lookups/try", new { lookup, search });

    private static async Task Refused(HttpClient builder, object lookup, string because) =>
        (await builder.AskRefused(HttpMethod.Post, "/api/forms/lookups/try", new { lookup }, HttpStatusCode.UnprocessableEntity,
            "lookup.refused")).GetProperty("errors").GetRawText().ShouldContain(because);

    private static async Task<List<string?>> Labels(HttpClient anyone, string token, string search)
    {
        var found = await anyone.Ask(HttpMethod.Get, $"/api/public/forms/{token}/choices/supplier?search={Uri.EscapeDataString(search)}");
        return [.. found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("label").GetString())];
    }

    private static async Task<string> Connection(HttpClient builder) =>
        (await builder.Ask(HttpMethod.Get, "/api/connections")).GetProperty("items").EnumerateArray()
            .First(one => one.Text("kind") == "postgres").Text("name");

    private async Task<object> Settings(HttpClient builder, string name)
    {
        var known = (await builder.Ask(HttpMethod.Get, "/api/connections")).GetProperty("items").EnumerateArray()
            .First(one => one.Text("kind") == "postgres").GetProperty("settings");
        var password = new Npgsql.NpgsqlConnectionStringBuilder(host.ConnectionString);
        return new
        {
            name, kind = "postgres", secret = password.Password,
            settings = new
            {
                host = known.Text("host"), port = known.GetProperty("port").GetInt32(), database = password.Database,
                username = password.Username,
            },
        };
    }
}
