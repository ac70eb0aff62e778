using ConcertMaster.Sdk;

namespace ConcertMaster.Output.Databases;

/// <summary>
/// One statement for all rows: they travel as a single JSON parameter and the target database gives each value the type
/// of its column, so no value is ever part of the text.
/// </summary>
internal static class WriteStatement
{
    public static string For(string operation, TargetTable table, IReadOnlyList<string> columns, IReadOnlyList<string> key)
    {
        if (operation != "insert" && (key.Count == 0 || !key.All(columns.Contains)))
            throw new NodeException("database.key-missing",
                $"To {operation}, name the key columns in `key`; every row must have them.");
        return operation switch
        {
            "insert" => Insert(table, columns),
            "update" => Update(table, columns, key),
            "upsert" => $"{Insert(table, columns)} on conflict ({List(key)}) {OnConflict(columns, key)}",
            _ => throw new NodeException("database.operation-unknown", "`operation` is insert, update or upsert."),
        };
    }

    private static string Insert(TargetTable table, IReadOnlyList<string> columns) =>
        $"insert into {table.Quoted} ({List(columns)}) select {List(columns)} from {Source(table)}";

    private static string Update(TargetTable table, IReadOnlyList<string> columns, IReadOnlyList<string> key)
    {
        var changed = columns.Except(key).ToList();
        if (changed.Count == 0)
            throw new NodeException("database.nothing-to-update", "The rows hold nothing but their key.");
        var sets = string.Join(", ", changed.Select(name => $"{TargetTable.Quote(name)} = s.{TargetTable.Quote(name)}"));
        var same = string.Join(" and ", key.Select(name => $"t.{TargetTable.Quote(name)} = s.{TargetTable.Quote(name)}"));
        return $"update {table.Quoted} t set {sets} from {Source(table)} s where {same}";
    }

    private static string OnConflict(IReadOnlyList<string> columns, IReadOnlyList<string> key)
    {
        var changed = columns.Except(key).ToList();
        return changed.Count == 0 ? "do nothing" : "do update set " + string.Join(", ",
            changed.Select(name => $"{TargetTable.Quote(name)} = excluded.{TargetTable.Quote(name)}"));
    }

    private static string Source(TargetTable table) => $"jsonb_populate_recordset(null::{table.Quoted}, $1)";

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(TargetTable.Quote));
}
