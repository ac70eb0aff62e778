using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Connections;
using ConcertMaster.Forms;
using ConcertMaster.Shared;
using ConcertMaster.Workflows;

namespace ConcertMaster.Demo;

/// <summary>The supplier quarterly collection as a definition.</summary>
internal static class DemoWorkflow
{
    public const string Name = "Supplier quarterly emissions";

    public static WorkflowDefinition Definition(FormId form, ConnectionId erp) => new()
    {
        Nodes = [.. Outside(form, erp), .. Body(form)],
        Edges = Edges,
        Settings = new() { Vars = AppJson.ToElement(new { suppliers = DemoData.Recipients }) },
    };

    private static IEnumerable<NodeDefinition> Outside(FormId form, ConnectionId erp) =>
    [
        Node("manual", "ManualTrigger", "Start by hand", 0, 0, "{}"),
        Node("webhook", "WebhookTrigger", "From the ERP", 0, 140, """
            { "path": "supplier-emissions", "method": "POST", "respond": "immediately" }
            """),
        Node("quarterly", "ScheduleTrigger", "Each quarter", 0, 280, """
            { "cron": "0 9 1 1,4,7,10 *", "timezone": "Europe/Oslo" }
            """),
        Node("history", "BulkImport", "Figures of earlier years", 280, 140, new JsonObject
        {
            ["format"] = "csv",
            ["text"] = DemoData.History,
            ["columns"] = JsonNode.Parse("""
                [{ "name": "supplier", "from": "Supplier" }, { "name": "year", "from": "Year", "type": "integer" },
                 { "name": "total", "from": "Total", "type": "number" }]
                """),
            ["groupBy"] = "supplier",
        }.ToJsonString()),
        Node("ask", "SendForm", "Ask the suppliers", 560, 140, new JsonObject
        {
            ["formId"] = form.ToString(),
            ["recipients"] = "{{ $trigger.suppliers ? $trigger.suppliers : $trigger.body.suppliers ? $trigger.body.suppliers : $vars.suppliers }}",
            ["message"] = "Please send us your figures for the reporting year.",
            ["waitFor"] = "all",
            ["deadline"] = "P14D",
            ["reminders"] = new JsonArray("P7D", "P12D"),
        }.ToJsonString()),
        Node("each", "Loop", "Each answer", 840, 140, """{ "items": "{{ $input.responses }}", "concurrency": 10 }"""),
        Node("accepted", "Filter", "Accepted figures", 1120, 140, """{ "items": "{{ $input }}", "condition": "accepted" }"""),
        Node("totals", "Aggregator", "Totals by region", 1400, 140, """
            { "items": "{{ $input }}", "groupBy": ["region", "year"], "measures": [
              { "field": "total", "function": "sum", "as": "total" },
              { "field": "total", "function": "count", "as": "suppliers" } ] }
            """),
        Node("write", "DatabaseWrite", "Into the ERP", 1680, 60, new JsonObject
        {
            ["connection"] = erp.ToString(),
            ["table"] = DemoErp.Table,
            ["operation"] = "upsert",
            ["key"] = new JsonArray("region", "year"),
            ["rows"] = "{{ $steps.totals }}",
        }.ToJsonString()),
        Node("export", "FileExport", "As a file", 1680, 220, """
            { "rows": "{{ $steps.totals }}", "format": "csv", "fileName": "emissions-by-region.csv" }
            """),
        Node("thanks", "SendEmail", "Thank the suppliers", 1960, 140, """
            { "to": "{{ $steps.ask.responses.recipient.email }}", "subject": "Thank you for your figures",
              "text": "Your figures have been taken over. Thank you for your help." }
            """),
    ];

    private static IEnumerable<NodeDefinition> Body(FormId form) =>
    [
        Inside("check", "DataValidator", "Compare with earlier years", 0, 60, """
            { "outliers": [{ "field": "total", "k": 3,
              "history": "{{ $lookup($steps.history.groups, $item.recipient.reference).total }}" }] }
            """),
        Inside("unusual", "Conditional", "Unusual?", 220, 60, """
            { "condition": "{{ $count($input.validation.outliers) > 0 }}" }
            """),
        Inside("review", "Review", "Review", 440, 0, ReviewConfig),
        Inside("again", "SendForm", "Ask again", 660, 120, new JsonObject
        {
            ["formId"] = form.ToString(),
            ["recipients"] = """{{ [{ "email": $item.recipient.email, "name": $item.recipient.name, "reference": $item.recipient.reference, "prefill": $item.answers, "message": $input.review.comment }] }}""",
            ["waitFor"] = "all",
            ["deadline"] = "P7D",
        }.ToJsonString()),
        Inside("answered", "Conditional", "Answered?", 880, 120, """
            { "condition": "{{ $count($input.responses) > 0 }}" }
            """),
        Inside("second", "DataMapper", "The new answer", 1100, 60, """
            { "mapping": { "responseId": "{{ $input.responses[0].responseId }}",
              "recipient": "{{ $input.responses[0].recipient }}", "answers": "{{ $input.responses[0].answers }}" } }
            """),
        Inside("secondReview", "Review", "Second review", 1320, 120, ReviewConfig),
        Inside("figure", "DataMapper", "Accepted", 1540, 0, """
            { "mapping": { "accepted": true, "supplier": "{{ $item.recipient.reference }}",
              "region": "{{ $input.answers.region }}", "year": "{{ $input.answers.year }}", "total": "{{ $input.answers.total }}" } }
            """),
        Inside("dropped", "DataMapper", "Left out", 1540, 240, """
            { "mapping": { "accepted": false, "supplier": "{{ $item.recipient.reference }}" } }
            """),
    ];

    private const string ReviewConfig = """
        { "queue": "emissions", "title": "{{ $item.recipient.name & ' ' & $string($input.answers.year) }}", "dueIn": "P3D",
          "history": "{{ { 'total': [$lookup($steps.history.groups, $item.recipient.reference).{ 'label': $string(year), 'value': total }] } }}",
          "fields": [{ "name": "region", "label": "Region" }, { "name": "year", "label": "Reporting year" },
            { "name": "total", "label": "Total emissions", "unit": "kt C" }, { "name": "method", "label": "Method" },
            { "name": "confirmed", "label": "Confirmed" }] }
        """;

    private static readonly IReadOnlyList<EdgeDefinition> Edges =
    [
        Edge("manual", "history"), Edge("webhook", "history"), Edge("quarterly", "history"),
        Edge("history", "ask"), Edge("ask", "each"), Edge("each", "accepted"), Edge("accepted", "totals"),
        Edge("totals", "write"), Edge("totals", "export"), Edge("write", "thanks"), Edge("export", "thanks"),
        Edge("check", "unusual"), Edge("unusual", "review", "true"), Edge("unusual", "figure", "false"),
        Edge("review", "figure", "approved"), Edge("review", "dropped", "rejected"),
        Edge("review", "again", "changesRequested"), Edge("again", "answered"), Edge("answered", "second", "true"),
        Edge("answered", "dropped", "false"), Edge("second", "secondReview"), Edge("secondReview", "figure", "approved"),
        Edge("secondReview", "dropped", "rejected"), Edge("secondReview", "dropped", "changesRequested"),
    ];

    private static EdgeDefinition Edge(string from, string to, string port = "out") => new($"{from}-{port}-{to}", from, to, port);

    private static NodeDefinition Node(string id, string type, string name, double x, double y, string config) => new(id, type)
    {
        Name = name,
        Config = JsonDocument.Parse(config).RootElement.Clone(),
        Position = new(x, y),
    };

    // The body stands below its loop, with room between the columns for the names of the ways.
    private static NodeDefinition Inside(string id, string type, string name, double x, double y, string config) =>
        Node(id, type, name, 840 + x * 1.25, 340 + y, config) with { Parent = "each" };
}
