using System.Reflection;
using System.Text.Json.Nodes;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Schema;

/// <summary>Our catalogue against the one that Marten 9.29 itself makes with the same configuration.</summary>
public sealed class MartenCatalogueDbTests
{
    private static readonly string CataloguePath = typeof(MartenCatalogueDbTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "MartenCatalogue").Value!;

    private const string OurCatalogue = """
        select jsonb_build_object(
            'tables', (
                select jsonb_object_agg(c.relname, jsonb_build_object(
                    'columns', (
                        select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                            'default', pg_get_expr(d.adbin, d.adrelid), 'notNull', a.attnotnull) order by a.attnum)
                        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
                    'indexes', (
                        select jsonb_agg(jsonb_build_object('name', i.relname, 'definition', pg_get_indexdef(i.oid))
                            order by i.relname)
                        from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = c.oid),
                    'constraints', (
                        select jsonb_agg(jsonb_build_object('name', k.conname, 'definition', pg_get_constraintdef(k.oid))
                            order by k.conname)
                        from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'f', 'u', 'c'))))
                from pg_class c where c.relnamespace = 'events'::regnamespace and c.relkind = 'r'),
            'functions', (
                select jsonb_agg(jsonb_build_object('name', p.proname, 'returns', pg_get_function_result(p.oid),
                    'arguments', pg_get_function_arguments(p.oid)) order by p.proname)
                from pg_proc p where p.pronamespace = 'events'::regnamespace),
            'sequences', (
                select jsonb_agg(jsonb_build_object('name', s.relname,
                    'ownedBy', d.refobjid::regclass || '.' || a.attname))
                from pg_class s join pg_depend d on d.objid = s.oid and d.deptype = 'a' and d.classid = 'pg_class'::regclass
                join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                where s.relnamespace = 'events'::regnamespace and s.relkind = 'S'))::text
        """;

    [SkippableFact]
    public async Task The_schema_is_what_Marten_would_have_made()
    {
        Skip.IfNot(File.Exists(CataloguePath), $"The catalogue made by Marten is not at {CataloguePath}.");
        var theirs = JsonNode.Parse(await File.ReadAllTextAsync(CataloguePath))!;
        // Marten adds its table of dead letters itself, and its default for the timestamp is the moment of its making.
        theirs["tables"]!.AsObject().Remove("mt_doc_deadletterevent");
        TimestampOf(theirs)["default"] = "now()";
        await using var database = await StoreDatabase.Create();

        var ours = JsonNode.Parse(await database.Scalar<string>(OurCatalogue))!;

        Sorted(ours).ShouldBe(Sorted(theirs));
    }

    private static JsonObject TimestampOf(JsonNode catalogue) => catalogue["tables"]!["mt_events"]!["columns"]!
        .AsArray().Single(column => (string)column!["name"]! == "timestamp")!.AsObject();

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject members => "{" + string.Join(",\n", members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"\"{member.Key}\": {Sorted(member.Value)}")) + "}",
        JsonArray items => "[" + string.Join(",\n", items.Select(Sorted)) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };
}
