using ConcertMaster.Sdk;
using Npgsql;

namespace ConcertMaster.Output.Databases;

/// <summary>A table of another database as its own catalogue describes it; nothing else is ever put into a statement.</summary>
internal sealed record TargetTable(string Schema, string Name, IReadOnlyCollection<string> Columns)
{
    public string Quoted => $"{Quote(Schema)}.{Quote(Name)}";

    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";

    /// <param name="name"><c>table</c> or <c>schema.table</c>.</param>
    public static async Task<TargetTable> Find(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        var (schema, table) = name.Split('.', 2) is [var left, var right] ? (left, right) : (null, name);
        await using var command = new NpgsqlCommand("""
            select n.nspname, c.relname, array_agg(a.attname::text)
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             where c.relname = $1 and c.relkind in ('r', 'p', 'f', 'v')
               and (n.nspname = $2 or ($2::text is null and pg_table_is_visible(c.oid)))
             group by n.nspname, c.relname
            """, connection);
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = (object?)schema ?? DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2))
            : throw new NodeException("database.unknown-table",
                $"The database has no table '{name}' that this connection may see. Check its name and the rights.");
    }

    /// <exception cref="NodeException">The table has no such column.</exception>
    public void Require(IEnumerable<string> columns)
    {
        var unknown = columns.Where(column => !Columns.Contains(column)).ToList();
        if (unknown.Count > 0)
            throw new NodeException("database.unknown-column",
                $"The table {Name} has no column {string.Join(", ", unknown)}. It has: {string.Join(", ", Columns)}.");
    }
}
