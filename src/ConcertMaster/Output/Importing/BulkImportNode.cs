using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output.Files;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Importing;

internal sealed class BulkImportNode(StoredFiles files) : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "BulkImport",
        Name = "Import table",
        Category = NodeCategory.Collection,
        Description = "Reads a CSV or Excel table into typed rows.",
        Icon = "table",
        Summary = "{{format}}",
        Tags = ["csv", "xlsx", "excel", "upload", "file", "spreadsheet", "extract from file"],
        Input = PortType.Of("File", "fileId"),
        Outputs =
        [
            PortType.Of("Rows of a table", "rows[]", "count", "columns[]", "skipped", "faults[]") with
            {
                When = NodeDescriptor.Schema("""{"groupBy": [null, ""]}"""),
            },
            PortType.Of("Rows of a table by group", "groups", "count", "columns[]", "skipped", "faults[]"),
        ],
        UnevaluatedKeys = [],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "properties": {
                "format": { "title": "Format", "enum": ["csv", "xlsx"], "default": "csv" },
                "text": { "type": "string", "title": "Table", "x-widget": "longText",
                  "description": "The CSV itself, with a header row; or choose a file." },
                "fileId": { "type": "string", "title": "File", "x-widget": "file",
                  "description": "Id of an uploaded or exported file." },
                "delimiter": { "type": "string", "title": "Delimiter", "maxLength": 1, "description": "Found out when left out." },
                "columns": { "type": "array", "title": "Columns", "description": "All columns as text when left out.",
                  "items": { "type": "object", "required": ["name"], "properties": {
                    "name": { "type": "string", "title": "Name" },
                    "from": { "type": "string", "title": "In the file", "description": "The name when left out." },
                    "type": { "title": "Type", "enum": ["text", "number", "integer", "boolean", "date"], "default": "text" },
                    "required": { "type": "boolean", "title": "Required", "default": false } } } },
                "groupBy": { "type": "string", "title": "Group by",
                  "description": "A column: rows then come as one array for each of its values, under `groups`." },
                "onInvalid": { "title": "Faulty rows", "enum": ["fail", "skip"], "default": "fail" }
              }
            }
            """),
        Documentation = """
            The output is `{rows, count, columns, skipped, faults}`; with *Group by* `{groups, count, …}`. A row with a cell
            that does not fit its type fails the step, or is skipped and named under `faults`.
            """,
        Examples =
        [
            new("Typed columns", NodeDescriptor.Schema("""
                { "text": "Country,Year,Total\nNORWAY,2020,11500", "columns": [
                  { "name": "supplier", "from": "Country" }, { "name": "year", "from": "Year", "type": "integer" },
                  { "name": "total", "from": "Total", "type": "number" } ] }
                """)),
        ],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var config = context.Config;
        var content = await Content(context, ct);
        var table = config.FindText("format") == "xlsx"
            ? TableReading.Xlsx(content)
            : TableReading.Csv(content, config.FindText("delimiter"));
        var imported = TableImport.Read(table, Columns(config.Find("columns")));
        if (imported.Faults.Count > 0 && config.FindText("onInvalid") != "skip")
        {
            var first = imported.Faults[0];
            throw new NodeException("import.invalid",
                $"{imported.SkippedCount} rows do not fit; the first: row {first.Row}, {first.Column} {first.Message}.");
        }
        return NodeResult.Complete(Output(imported, config.FindText("groupBy")));
    }

    private async Task<byte[]> Content(NodeContext context, CancellationToken ct)
    {
        if (context.Config.FindText("text") is { } text) return Encoding.UTF8.GetBytes(text);
        if (!Guid.TryParse(context.Config.FindText("fileId"), out var id))
            throw new NodeException("import.no-source", "Give the table as `text`, or an uploaded file as `fileId`.");
        return await files.Read(new TenantId(context.Organisation), id, ct) is { } file
            ? file.Content
            : throw new NodeException("import.file-not-found", $"There is no file {id}.");
    }

    private static List<ImportColumn> Columns(JsonElement? columns) =>
        columns is not { ValueKind: JsonValueKind.Array } list ? [] :
        [
            .. list.EnumerateArray().Select(column => new ImportColumn(
                column.FindText("name") ?? "", column.FindText("from") ?? column.FindText("name") ?? "",
                Enum.TryParse<ColumnType>(column.FindText("type"), ignoreCase: true, out var type) ? type : ColumnType.Text,
                column.Find("required") is { ValueKind: JsonValueKind.True })),
        ];

    private static JsonObject Output(ImportedTable table, string? groupBy)
    {
        var output = new JsonObject();
        if (groupBy is null)
            output["rows"] = new JsonArray([.. table.Rows]);
        else
        {
            if (!table.Columns.Contains(groupBy))
                throw new NodeException("import.column-missing", $"There is no column '{groupBy}' to group by.");
            output["groups"] = new JsonObject(table.Rows.GroupBy(row => row[groupBy]?.ToString() ?? "")
                .Select(group => KeyValuePair.Create(group.Key, (JsonNode?)new JsonArray([.. group]))));
        }
        output["count"] = table.Rows.Count;
        output["columns"] = new JsonArray([.. table.Columns.Select(name => (JsonNode)name)]);
        output["skipped"] = table.SkippedCount;
        output["faults"] = JsonSerializer.SerializeToNode(table.Faults, AppJson.Options);
        return output;
    }
}
