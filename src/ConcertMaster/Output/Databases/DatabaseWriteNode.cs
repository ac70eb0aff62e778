using System.Text.Json;
using ConcertMaster.Connections;
using ConcertMaster.Persons;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.Output.Databases;

internal sealed class DatabaseWriteNode(IConnections connections, IProtectedValues values) : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "DatabaseWrite",
        Name = "Write to database",
        Category = NodeCategory.Output,
        Description = "Inserts, updates or upserts rows in a table of another PostgreSQL database.",
        Icon = "database",
        Summary = "{{operation}} {{table}}",
        Tags = ["postgres", "sql", "upsert", "export", "insert", "update"],
        Input = PortType.List("Rows"),
        Outputs = [PortType.Of("Number of rows", "affected")],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["connection", "table", "rows"],
              "properties": {
                "connection": { "type": "string", "title": "Connection", "x-widget": "connection", "x-kind": "postgres", "minLength": 1 },
                "table": { "type": "string", "title": "Table", "description": "table or schema.table", "minLength": 1 },
                "operation": { "title": "Operation", "enum": ["insert", "update", "upsert"], "default": "upsert" },
                "key": { "title": "Key columns", "description": "Needed to update and to upsert.",
                  "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "string" }] },
                "rows": { "title": "Rows", "description": "Objects whose fields are columns." }
              }
            }
            """),
        Documentation = """
            All rows are written in one transaction, or none. The output is `{affected}`. Prefer *upsert*: after a crash a
            step may run a second time, and an upsert then changes nothing. A column that some rows lack is null in them.
            """,
        Examples =
        [
            new("Upsert totals", NodeDescriptor.Schema("""
                { "connection": "erp", "table": "emissions", "operation": "upsert", "key": ["region", "year"],
                  "rows": "{{ $input }}" }
                """)),
        ],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var config = context.Config;
        // What leaves the product leaves in the clear: the workflow's author has decided so.
        var rows = Rows(config.Find("rows") is { } written
            ? await values.Open(new(context.Organisation), written, IProtectedValues.All, ct) : null);
        if (rows.Count == 0) return NodeResult.Complete(new { affected = 0 });
        var columns = rows.SelectMany(row => row.EnumerateObject()).Select(field => field.Name).Distinct().ToList();
        var key = Texts(config.Find("key"));
        return await DatabaseSteps.Run(connections, context, async (connection, stop) =>
        {
            var table = await TargetTable.Find(connection, config.FindText("table") ?? "", stop);
            table.Require(columns.Concat(key));
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await using var command = new NpgsqlCommand(
                WriteStatement.For(config.FindText("operation") ?? "upsert", table, columns, key), connection, transaction)
            {
                CommandTimeout = (int)OutputLimits.StatementTimeMax.TotalSeconds,
            };
            command.Parameters.Add(new() { Value = JsonSerializer.Serialize(rows), NpgsqlDbType = NpgsqlDbType.Jsonb });
            var affected = await command.ExecuteNonQueryAsync(stop);
            await transaction.CommitAsync(stop);
            return NodeResult.Complete(new { affected });
        }, ct);
    }

    private static List<JsonElement> Rows(JsonElement? rows)
    {
        List<JsonElement> list = rows switch
        {
            { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray()],
            { ValueKind: JsonValueKind.Object } one => [one],
            null => [],
            _ => throw new NodeException("database.rows-invalid", "`rows` must be an array of objects."),
        };
        if (list.Count > OutputLimits.RowCountMax)
            throw new NodeException("database.too-many-rows", $"One step writes at most {OutputLimits.RowCountMax} rows.");
        return list.TrueForAll(row => row.ValueKind == JsonValueKind.Object) ? list
            : throw new NodeException("database.rows-invalid", "Each row must be an object whose fields are columns.");
    }

    private static List<string> Texts(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } many =>
            [.. many.EnumerateArray().Select(item => item.ToString()).Where(text => text.Length > 0)],
        { ValueKind: JsonValueKind.String } one when one.GetString() is { Length: > 0 } text => [text],
        _ => [],
    };
}
