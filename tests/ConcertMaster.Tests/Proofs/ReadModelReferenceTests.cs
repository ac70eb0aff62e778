using System.Text;
using ConcertMaster.Testing;
using ConcertMaster.Testing.Hosting;
using Npgsql;

namespace ConcertMaster.Tests.Proofs;

/// <summary>The page about read models says what is in the database, in the words of its comments.</summary>
public sealed class ReadModelReferenceTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Page = "docs/reference/read-models.md";

    private const string Beginning = """
        # Read models

        <!-- Written by ReadModelReferenceTests from the comments in the database; run it with CONCERTMASTER_ACCEPT=1. -->

        Every table of the schema `read` is a public interface: plain typed columns that may be queried with SQL. Each is
        folded from the event log, trails it by milliseconds, and can be deleted and rebuilt (System, *Projections*, or
        `POST /api/system/projections/{name}/rebuild`). Nothing is lost by that, and nothing may be written here.

        A login for analysts is a member of `concertmaster_analyst` and listed in `app.analysts` with the organisations
        it may read; row-level security shows it no others.

        ```sql
        create role ana login password '…' in role concertmaster_analyst;
        insert into app.analysts (role_name, tenant_id) values ('ana', '<id of the organisation>');
        ```

        Every table begins with `tenant_id`, the organisation. A column that is not described says what its name says.

        """;

    [Fact]
    public async Task Every_table_has_a_comment()
    {
        var bare = await Rows("""
            select format('%s.%s', n.nspname, c.relname), '', '', '' from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('read', 'app') and c.relkind in ('r', 'p') and obj_description(c.oid) is null
                and c.relname not like 'event\_%' and c.relname <> 'schema_migrations' order by 1
            """);
        bare.Select(row => row[0]).ShouldBeEmpty("say what these are for, with: comment on table …");
    }

    [Fact]
    public async Task The_page_lists_every_table_and_column_of_the_schema_read()
    {
        var columns = await Rows("""
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then '' else ', may be null' end,
                coalesce(col_description(c.oid, a.attnum), '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where n.nspname = 'read' and c.relkind in ('r', 'p') order by c.relname, a.attnum
            """);
        var comments = (await Rows("""
            select c.relname, coalesce(obj_description(c.oid), ''), '', '' from pg_class c
            join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'read' and c.relkind in ('r', 'p')
            """)).ToDictionary(row => row[0], row => row[1]);
        var page = new StringBuilder(Beginning.ReplaceLineEndings("\n"));
        foreach (var table in columns.GroupBy(row => row[0]))
        {
            page.Append($"\n## read.{table.Key}\n\n{comments[table.Key]}\n\n| column | type | meaning |\n| --- | --- | --- |\n");
            foreach (var column in table) page.Append($"| `{column[1]}` | {column[2]} | {column[3].Replace("|", "\\|")} |\n");
        }
        ShouldBeCommitted(page.ToString());
    }

    private static void ShouldBeCommitted(string actual)
    {
        var path = Path.Combine(Repository.Root, Page);
        var committed = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (committed != actual && Environment.GetEnvironmentVariable("CONCERTMASTER_ACCEPT") == "1")
            File.WriteAllText(path, committed = actual);
        committed.ShouldBe(actual, $"{Page} is out of date: run this test once with CONCERTMASTER_ACCEPT=1 and commit it.");
    }

    private async Task<List<string[]>> Rows(string sql)
    {
        await using var data = NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = data.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, 4).Select(reader.GetString)]);
        return rows;
    }
}
