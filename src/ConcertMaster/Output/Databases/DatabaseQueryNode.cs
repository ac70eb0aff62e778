using System.Text.Json;
using ConcertMaster.Connections;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.Output.Databases;

internal sealed class DatabaseQueryNode(IConnections connections) : INode
{
    private const int RowCountDefault = 1_000;

    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "DatabaseQuery",
        Name = "Query database",
        Category = NodeCategory.Output,
        Description = "Reads rows from another PostgreSQL database.",
        Icon = "database-search",
        Tags = ["postgres", "sql", "select", "lookup"],
        UnevaluatedKeys = ["sql"],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["connection", "sql"],
              "properties": {
                "connection": { "type": "string", "title": "Connection", "x-widget": "connection", "minLength": 1 },
                "sql": { "type": "string", "title": "Query", "x-widget": "code", "minLength": 1,
                  "description": "A select. Values go in as $1, $2, … and never as expressions in the text." },
                "parameters": { "title": "Values for $1, $2, …", "default": [],
                  "anyOf": [{ "type": "array" }, { "type": "string" }] },
                "limit": { "type": "integer", "title": "Rows at most", "minimum": 1, "maximum": 100000, "default": 1000 }
              }
            }
            """),
        Documentation = "Runs in a read-only transaction. The output is `{rows, count, truncated}`.",
        Examples =
        [
            new("Suppliers of a region", NodeDescriptor.Schema("""
                { "connection": "erp", "sql": "select name, email from suppliers where region = $1",
                  "parameters": ["{{ $input.region }}"] }
                """)),
        ],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var sql = (context.Config.FindText("sql") ?? "").Trim().TrimEnd(';');
        var limit = Math.Clamp((int)(context.Config.Find("limit") is { ValueKind: JsonValueKind.Number } given
            ? given.GetDouble() : RowCountDefault), 1, OutputLimits.RowCountMax);
        return await DatabaseSteps.Run(connections, context, async (connection, stop) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await using (var readOnly = new NpgsqlCommand("set transaction read only", connection, transaction))
                await readOnly.ExecuteNonQueryAsync(stop);
            await using var command = new NpgsqlCommand(
                $"select row_to_json(result)::text from (\n{sql}\n) result limit {limit + 1}", connection, transaction)
            {
                CommandTimeout = (int)OutputLimits.StatementTimeMax.TotalSeconds,
            };
            foreach (var value in Parameters(context.Config.Find("parameters"))) command.Parameters.Add(value);
            var rows = new List<JsonElement>();
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) rows.Add(JsonSerializer.Deserialize<JsonElement>(reader.GetString(0)));
            var truncated = rows.Count > limit;
            if (truncated) rows.RemoveAt(limit);
            return NodeResult.Complete(new { rows, count = rows.Count, truncated });
        }, ct);
    }

    private static IEnumerable<NpgsqlParameter> Parameters(JsonElement? values) =>
        values is not { ValueKind: JsonValueKind.Array } list ? [] : list.EnumerateArray().Select(value => value.ValueKind switch
        {
            JsonValueKind.Null => new NpgsqlParameter { Value = DBNull.Value },
            JsonValueKind.True or JsonValueKind.False => new NpgsqlParameter { Value = value.GetBoolean() },
            JsonValueKind.Number => value.TryGetInt64(out var whole)
                ? new NpgsqlParameter { Value = whole } : new NpgsqlParameter { Value = value.GetDecimal() },
            JsonValueKind.String => new NpgsqlParameter { Value = value.GetString()!, NpgsqlDbType = NpgsqlDbType.Unknown },
            _ => new NpgsqlParameter { Value = value.GetRawText(), NpgsqlDbType = NpgsqlDbType.Jsonb },
        });
}
