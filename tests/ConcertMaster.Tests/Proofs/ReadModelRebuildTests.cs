using System.Net;
using System.Text.Json;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Npgsql;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Proofs;

/// <summary>Read models hold nothing that the log does not: thrown away and made again, they are the same rows.</summary>
public sealed class ReadModelRebuildTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_read_model_deleted_and_rebuilt_from_the_log_has_the_same_rows()
    {
        using var owner = await host.SignIn(DemoUser.Owner);
        await WorkOnWorkflows(owner);
        await WorkOnForms(owner);
        await Waiting.Until(Patience, () => Projections(owner), all => all.All(one => one.Lag == 0));
        await using var data = NpgsqlDataSource.Create((await PostgresServer.Get()).AsSuperuser(host.ConnectionString));
        var tables = await Tables(data);
        var before = await Dump(data, tables);
        before.Values.Count(rows => rows.Count > 0).ShouldBeGreaterThan(6, "the acts should have left rows in most tables");

        foreach (var table in tables) await Execute(data, $"delete from {table}");
        foreach (var projection in await Projections(owner))
        {
            if (!projection.IsProjection) continue;
            await owner.Ask(HttpMethod.Post, $"/api/system/projections/{projection.Name}/rebuild", null, HttpStatusCode.Accepted);
        }

        var after = await Waiting.Until(Patience, () => Dump(data, tables),
            found => tables.All(table => found[table].SequenceEqual(before[table])));
        foreach (var table in tables) after[table].ShouldBe(before[table], table);
        var done = await Waiting.Until(Patience, () => Projections(owner), all => all.All(one => one.State == "running"));
        done.ShouldAllBe(one => one.State == "running");
    }

    private static async Task WorkOnWorkflows(HttpClient owner)
    {
        object[] nodes =
        [
            Node("start", "ManualTrigger"), Node("check", "Conditional", new { condition = "{{ wait }}" }),
            Node("callback", "Wait", new { callback = true }), Node("number", "DataMapper", new
            {
                mapping = new { n = "{{ $number(text) }}" },
            }),
        ];
        object[] edges = [Edge("start", "check"), Edge("check", "callback", "true"), Edge("check", "number", "false")];
        var created = await owner.Ask(HttpMethod.Post, "/api/workflows",
            new { name = "Rebuilt", definition = new { nodes, edges, settings = new { } } }, HttpStatusCode.Created);
        var address = $"/api/workflows/{created.GetProperty("id").GetGuid()}";
        await owner.Ask(HttpMethod.Post, $"{address}/publish", new { });
        await owner.Ask(HttpMethod.Post, $"{address}/edits", new { edits = new object[] { new { type = "rename", name = "Renamed" } } });
        await Run(owner, address, new { wait = false, text = "12" });
        await Run(owner, address, new { wait = false, text = "no number" });
        await Run(owner, address, new { wait = true });
        var cancelled = await Run(owner, address, new { wait = true });
        await owner.Ask(HttpMethod.Post, $"/api/runs/{cancelled}/cancel", new { reason = "enough" }, HttpStatusCode.Accepted);
        await owner.Ask(HttpMethod.Post, "/api/workflows", new { name = "A draft" }, HttpStatusCode.Created);
    }

    private static async Task<Guid> Run(HttpClient owner, string workflow, object input)
    {
        var started = await owner.Ask(HttpMethod.Post, $"{workflow}/run", new { input }, HttpStatusCode.Accepted);
        var run = started.GetProperty("runId").GetGuid();
        await Waiting.Until(Patience, async () => (await owner.Ask(HttpMethod.Get, $"/api/runs/{run}"))
            .GetProperty("status").GetString(), status => status != "running");
        return run;
    }

    private static async Task WorkOnForms(HttpClient owner)
    {
        var schema = new { type = "object", required = new[] { "total" }, properties = new { total = new { type = "number" } } };
        var created = await owner.Ask(HttpMethod.Post, "/api/forms",
            new { name = "Rebuilt form", definition = new { schema, ui = new { order = new[] { "total" } } } }, HttpStatusCode.Created);
        var address = $"/api/forms/{created.GetProperty("id").GetGuid()}";
        await owner.Ask(HttpMethod.Post, $"{address}/publish", new { });
        var sent = await owner.Ask(HttpMethod.Post, $"{address}/send", new
        {
            recipients = new[] { new { email = "ana@rebuild.test" }, new { email = "ben@rebuild.test" } },
        }, HttpStatusCode.Accepted);
        var token = sent.GetProperty("invitations")[0].GetProperty("token").GetString();
        await owner.Ask(HttpMethod.Get, $"/api/public/forms/{token}");
        var submitted = await owner.Ask(HttpMethod.Post, $"/api/public/forms/{token}/submissions",
            new { answers = new { total = 5 } }, HttpStatusCode.Created);
        await owner.Ask(HttpMethod.Put, $"/api/responses/{submitted.GetProperty("responseId").GetGuid()}",
            new { answers = new { total = 6 }, reason = "Typo" });
    }

    private static async Task<List<(string Name, bool IsProjection, string State, long Lag)>> Projections(HttpClient owner)
    {
        var list = await owner.Ask(HttpMethod.Get, "/api/system/projections");
        return
        [
            .. list.GetProperty("items").EnumerateArray().Select(item => (
                item.GetProperty("name").GetString()!, item.GetProperty("kind").GetString() == "projection",
                item.GetProperty("state").GetString()!, item.GetProperty("lag").GetInt64())),
        ];
    }

    private static Task<List<string>> Tables(NpgsqlDataSource data) => Lines(data, """
        select format('read.%I', tablename) from pg_tables where schemaname = 'read' order by 1
        """);

    private static async Task<Dictionary<string, List<string>>> Dump(NpgsqlDataSource data, List<string> tables)
    {
        var rows = new Dictionary<string, List<string>>();
        foreach (var table in tables)
        {
            try
            {
                rows[table] = await Lines(data, $"select to_jsonb(t)::text from {table} t order by 1");
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
            {
                rows[table] = []; // this moment the rebuilt table takes its place
            }
        }
        return rows;
    }

    private static async Task<List<string>> Lines(NpgsqlDataSource data, string sql)
    {
        await using var command = data.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return lines;
    }

    private static async Task Execute(NpgsqlDataSource data, string sql)
    {
        await using var command = data.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
