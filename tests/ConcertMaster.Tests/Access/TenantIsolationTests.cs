using System.Net;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using Npgsql;

namespace ConcertMaster.Tests.Access;

public sealed class TenantIsolationTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task An_organisation_finds_nothing_of_another()
    {
        using var ours = await (await TestOrganisation.Register(host)).SignIn(Role.Owner);
        using var theirs = await (await TestOrganisation.Register(host)).SignIn(Role.Owner);
        using var created = await ours.Send(HttpMethod.Post, "/api/workflows", new { name = "Ours alone" });
        var id = (await created.Content.ReadFromJson()).GetProperty("id").GetString();
        var sequence = long.Parse(created.Headers.GetValues("Concert-Sequence").Single());

        (await ours.AskAfter("/api/workflows", sequence)).GetRawText().ShouldContain("Ours alone");
        (await theirs.AskAfter("/api/workflows", sequence)).GetRawText().ShouldNotContain("Ours alone");
        (await theirs.Ask(HttpMethod.Get, "/api/audit/events")).GetRawText().ShouldNotContain("Ours alone");
        await theirs.AskRefused(HttpMethod.Get, $"/api/workflows/{id}", null, HttpStatusCode.NotFound, "workflow.not-found");
        await theirs.AskRefused(HttpMethod.Post, $"/api/workflows/{id}/publish", null, HttpStatusCode.NotFound,
            "workflow.not-found");
        await theirs.AskRefused(HttpMethod.Get, $"/api/audit/streams/{id}", null, HttpStatusCode.NotFound,
            "audit.stream-unknown");
    }

    [Fact]
    public async Task A_query_that_forgets_its_filter_still_sees_one_organisation()
    {
        var (ours, theirs) = (await TestOrganisation.Register(host), await TestOrganisation.Register(host));
        foreach (var organisation in new[] { ours, theirs })
        {
            using var client = await organisation.SignIn(Role.Owner);
            await client.Ask(HttpMethod.Post, "/api/workflows", new { name = "Somebody's" }, HttpStatusCode.Created);
        }

        foreach (var table in new[] { "events.mt_events", "events.mt_streams" })
        {
            var seen = await host.Database.For(ours.Tenant).Query(
                $"select distinct tenant_id from {table}", row => row.GetString(0), default);
            seen.ShouldBe([ours.Tenant.Value], table);
        }
    }

    [Fact]
    public async Task Without_a_tenant_the_requests_role_sees_nothing_of_any_table()
    {
        using var client = await (await TestOrganisation.Register(host)).SignIn(Role.Owner);
        await using var command = host.Database.Requests.CreateCommand("select count(*) from events.mt_events");
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task Every_table_with_a_tenant_forces_row_level_security()
    {
        await using var command = host.Database.Owner.CreateCommand("""
            select format('%s.%s', n.nspname, c.relname)
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
             where n.nspname in ('app', 'read', 'events') and c.relkind = 'r'
               and not (c.relrowsecurity and c.relforcerowsecurity)
             order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var open = new List<string>();
        while (await reader.ReadAsync()) open.Add(reader.GetString(0));
        // Read by nobody but the system role, which has to find the tenant by them.
        open.Except(["app.credentials", "app.analysts", "app.event_snapshots"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_requests_role_cannot_write_the_log()
    {
        var organisation = await TestOrganisation.Register(host);
        var refused = await Should.ThrowAsync<PostgresException>(() => host.Database.For(organisation.Tenant)
            .Execute("delete from events.mt_events", default));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }
}

internal static class JsonContentReading
{
    public static async Task<JsonElement> ReadFromJson(this HttpContent content) =>
        JsonDocument.Parse(await content.ReadAsStringAsync()).RootElement.Clone();
}
