using System.Collections.Concurrent;
using System.Reflection;
using ConcertMaster.EventStore.Streams;
using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Projections;

/// <summary>The SQL that loads, writes and deletes many rows of one table at once, from arrays.</summary>
internal sealed class RowTable<TKey, TRow>
    where TKey : notnull
    where TRow : class
{
    private static readonly RowColumn[] Keys = Columns(typeof(TKey), []);

    // A row may repeat its key for the convenience of its readers; the key columns are written from the key.
    private static readonly RowColumn[] Values = Columns(typeof(TRow), ["tenant_id", .. Keys.Select(key => key.Name)]);
    private static readonly ConcurrentDictionary<string, RowTable<TKey, TRow>> Known = new();

    private readonly string _load;
    private readonly string _write;
    private readonly string _delete;

    public static RowTable<TKey, TRow> Of(string table) => Known.GetOrAdd(table, static name => new(name));

    private RowTable(string table)
    {
        var keyNames = Keys.Select(key => key.Name).ToArray();
        var columns = string.Join(", ", keyNames.Concat(Values.Select(column => column.Name)));
        var match = "t.tenant_id = k.tenant_id" + string.Concat(Keys.Select(key => $" and t.{key.Name} = {Cast(key)}"));
        var keySet = $"unnest($1::text[]{Parameters(Keys, 2)}) {{0}} as k (tenant_id, {string.Join(", ", keyNames)}{{1}})";
        _load = $"""
            select k.ord, {string.Join(", ", keyNames.Concat(Values.Select(column => column.Name)).Select(name => "t." + name))}
            from {string.Format(null, keySet, "with ordinality", ", ord")}
            join {table} t on {match}
            """;
        _delete = $"delete from {table} t using {string.Format(null, keySet, "", "")} where {match}";
        var update = Values.Length == 0
            ? "nothing"
            : "update set " + string.Join(", ", Values.Select(column => $"{column.Name} = excluded.{column.Name}"));
        _write = $"""
            insert into {table} (tenant_id, {columns})
            select k.tenant_id{string.Concat(Keys.Concat(Values).Select(column => ", " + Cast(column)))}
            from unnest($1::text[]{Parameters([.. Keys, .. Values], 2)}) as k (tenant_id, {columns})
            on conflict (tenant_id, {string.Join(", ", keyNames)}) do {update}
            """;
    }

    private static RowColumn[] Columns(Type type, IReadOnlyCollection<string> except) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
        .Select(RowColumn.Of)
        .Where(column => !except.Contains(column.Name))
        .ToArray();

    private static string Cast(RowColumn column) =>
        column.CastTo is { } type ? $"k.{column.Name}::{type}" : $"k.{column.Name}";

    private static string Parameters(IEnumerable<RowColumn> columns, int first) =>
        string.Concat(columns.Select((column, i) => $", ${first + i}::{column.ElementType}[]"));

    public async Task<Dictionary<(string, TKey), TRow?>> Load(
        NpgsqlConnection connection, IReadOnlyList<(string Tenant, TKey Key)> keys, CancellationToken ct)
    {
        var rows = new Dictionary<(string, TKey), TRow?>(keys.Count);
        foreach (var key in keys) rows[key] = null;
        if (keys.Count == 0) return rows;
        var command = new NpgsqlBatchCommand(_load);
        AddKeys(command.Parameters, keys);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { StablePlans.Command(), command } };
        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var read = RowReader.For<TRow>(reader);
        while (await reader.ReadAsync(ct)) rows[keys[(int)reader.GetInt64(0) - 1]] = read(reader);
        return rows;
    }

    public NpgsqlBatchCommand Write(IReadOnlyList<(string Tenant, TKey Key)> keys, IReadOnlyList<TRow> rows)
    {
        var command = new NpgsqlBatchCommand(_write);
        AddKeys(command.Parameters, keys);
        foreach (var column in Values)
            command.Parameters.Add(new() { NpgsqlDbType = column.ArrayType, Value = column.Pack(rows) });
        return command;
    }

    public NpgsqlBatchCommand Delete(IReadOnlyList<(string Tenant, TKey Key)> keys)
    {
        var command = new NpgsqlBatchCommand(_delete);
        AddKeys(command.Parameters, keys);
        return command;
    }

    private static void AddKeys(NpgsqlParameterCollection parameters, IReadOnlyList<(string Tenant, TKey Key)> keys)
    {
        var tenants = new string[keys.Count];
        var boxed = new object[keys.Count];
        for (var i = 0; i < tenants.Length; i++) (tenants[i], boxed[i]) = (keys[i].Tenant, keys[i].Key);
        parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = tenants });
        foreach (var key in Keys) parameters.Add(new() { NpgsqlDbType = key.ArrayType, Value = key.Pack(boxed) });
    }
}
