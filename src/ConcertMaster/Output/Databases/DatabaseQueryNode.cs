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
        Outputs = [PortType.Of("Rows of a query", "rows[]", "count", "truncated")],
        UnevaluatedKeys = ["sql"],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["connection", "sql"],
              "properties": {
                "connection": { "type": "string", "title": "Connection", "x-widget": "connection", "x-kind": "postgres", "minLength": 1 },
                "sql": { "type": "string", "title": "Query", "x-widget": "code", "x-language": "sql", "x-literal": true,
                  "minLength": 1, "description": "A select. Values go in as $1, $2, … and never as expressions in the text." },
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
        var limit = Math.Clamp((int)(context.Config.Find("limit") is { ValueKind: JsonValueKind.Number } given
            ? given.GetDouble() : RowCountDefault), 1, OutputLimits.RowCountMax);
        return await DatabaseSteps.Run(connections, context, async (connection, stop) =>
        {
            var rows = await DatabaseRows.Read(
                connection, context.Config.FindText("sql") ?? "", limit + 1, Parameters(context.Config.Find("parameters")), stop);
            var truncated = rows.Count > limit;
            if (truncated) rows.RemoveAt(limit);
            return NodeResult.Complete(new { rows, count = rows.Count, truncated });
        }, ct);
    }

    private static IReadOnlyList<NpgsqlParameter> Parameters(JsonElement? values) =>
        values is not { ValueKind: JsonValueKind.Array } list ? [] : [.. list.EnumerateArray().Select(value => value.ValueKind switch
        {
            JsonValueKind.Null => new NpgsqlParameter { Value = DBNull.Value },
            JsonValueKind.True or JsonValueKind.False => new NpgsqlParameter { Value = value.GetBoolean() },
            JsonValueKind.Number => value.TryGetInt64(out var whole)
                ? new NpgsqlParameter { Value = whole } : new NpgsqlParameter { Value = value.GetDecimal() },
            JsonValueKind.String => new NpgsqlParameter { Value = value.GetString()!, NpgsqlDbType = NpgsqlDbType.Unknown },
            _ => new NpgsqlParameter { Value = value.GetRawText(), NpgsqlDbType = NpgsqlDbType.Jsonb },
        })];
}
