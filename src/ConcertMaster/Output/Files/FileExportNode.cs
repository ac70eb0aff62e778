using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Files;

internal sealed class FileExportNode(StoredFiles files) : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "FileExport",
        Name = "Export file",
        Category = NodeCategory.Output,
        Description = "Writes rows to a CSV or JSON file that can be downloaded.",
        Icon = "file-down",
        Summary = "{{fileName}}",
        Tags = ["csv", "json", "download", "report", "spreadsheet", "convert to file"],
        Input = PortType.List("Rows"),
        Outputs = [PortType.Of("File", "fileId", "name", "url", "size", "sha256", "rows")],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["rows"],
              "properties": {
                "rows": { "title": "Rows", "description": "An array of objects." },
                "format": { "title": "Format", "enum": ["csv", "json"], "default": "csv" },
                "fileName": { "type": "string", "title": "File name" },
                "columns": { "type": "array", "title": "Columns", "description": "All fields in their order when left out.",
                  "items": { "anyOf": [{ "type": "string" }, { "type": "object", "required": ["name"], "properties": {
                    "name": { "type": "string", "title": "Field" }, "label": { "type": "string", "title": "Heading" } } }] } },
                "delimiter": { "title": "Delimiter", "enum": [",", ";", "\t"], "default": "," }
              }
            }
            """),
        Documentation = """
            The output is `{fileId, name, url, size, sha256, rows}`. Text that a spreadsheet would take for a formula is
            marked with an apostrophe.
            """,
        Examples =
        [
            new("Totals as CSV", NodeDescriptor.Schema("""{ "rows": "{{ $input }}", "fileName": "totals.csv" }""")),
        ],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var config = context.Config;
        var rows = Rows(config.Find("rows"));
        var asJson = config.FindText("format") == "json";
        var content = asJson
            ? JsonSerializer.SerializeToUtf8Bytes(rows, AppJson.Options)
            : CsvWriting.Write(rows, Columns(config.Find("columns"), rows), (config.FindText("delimiter") ?? ",")[0]);
        if (content.Length > OutputLimits.FileBytesMax)
            throw new NodeException("file.too-large", $"A file has at most {OutputLimits.FileBytesMax / 1024 / 1024} MB.");
        var name = WholeText.FileName(config.FindText("fileName") ?? (asJson ? "export.json" : "export.csv"));
        var file = await files.Keep(new TenantId(context.Organisation), context.IdFor("file"), name,
            asJson ? "application/json" : "text/csv; charset=utf-8", content, SystemActors.Engine, ct);
        return NodeResult.Complete(new
        {
            fileId = file.Id, file.Name, url = $"/api/files/{file.Id}", file.Size, file.Sha256, rows = rows.Count,
        });
    }

    private static List<JsonElement> Rows(JsonElement? rows)
    {
        List<JsonElement> list = rows switch
        {
            { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray()],
            { ValueKind: JsonValueKind.Object } one => [one],
            _ => [],
        };
        return list.Count <= OutputLimits.RowCountMax ? list
            : throw new NodeException("file.too-many-rows", $"A file has at most {OutputLimits.RowCountMax} rows.");
    }

    private static List<(string Path, string Label)> Columns(JsonElement? columns, List<JsonElement> rows)
    {
        if (columns is { ValueKind: JsonValueKind.Array } given && given.GetArrayLength() > 0)
            return [.. given.EnumerateArray().Select(column => column.ValueKind == JsonValueKind.String
                ? (column.GetString()!, column.GetString()!)
                : (column.FindText("name") ?? "", column.FindText("label") ?? column.FindText("name") ?? ""))];
        return [.. rows.Where(row => row.ValueKind == JsonValueKind.Object).SelectMany(row => row.EnumerateObject())
            .Select(field => field.Name).Distinct().Take(OutputLimits.ColumnCountMax).Select(name => (name, name))];
    }
}
