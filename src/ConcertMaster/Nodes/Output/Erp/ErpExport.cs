using System.Globalization;
using System.Text.Json;
using ConcertMaster.Connections;
using ConcertMaster.Persons;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Output.Erp;

internal sealed class ErpExport(
    IHttpClientFactory clients, IConnections connections, IProtectedValues values, TimeProvider time) : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "ERPExport",
        Name = "Export to ERP",
        Category = NodeCategory.Output,
        Description = "Writes rows into SAP (OData) or NetSuite (SuiteTalk REST), with a result for each row.",
        Icon = "building-2",
        Summary = "{{system}} {{entitySet}}{{recordType}}",
        Tags = ["sap", "odata", "netsuite", "suitetalk", "erp", "s4hana"],
        Input = PortType.List("Rows"),
        Outputs = [PortType.Of("Result of the export", "system", "sent", "succeeded", "failed", "rows[]")],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["connection", "system", "rows"],
              "properties": {
                "system": { "title": "System", "enum": ["sap-odata", "netsuite"], "default": "sap-odata",
                  "x-order": 1 },
                "connection": { "type": "string", "title": "Connection", "x-widget": "connection", "x-kind": "http",
                  "minLength": 1, "x-order": 2, "description": "An HTTP service. For NetSuite its secret is the token as JSON." },
                "rows": { "title": "Rows", "description": "Objects whose fields are those of the entity or record.",
                  "x-order": 3 },
                "service": { "type": "string", "title": "Service", "x-order": 4, "x-when": { "system": "sap-odata" },
                  "description": "Its path, such as /sap/opu/odata/sap/API_BUSINESS_PARTNER." },
                "entitySet": { "type": "string", "title": "Entity set", "x-order": 5,
                  "x-when": { "system": "sap-odata" } },
                "mode": { "title": "Send", "enum": ["rows", "batch"], "default": "rows", "x-order": 6,
                  "description": "Each row for itself, or all in one changeset that is taken whole or not at all.",
                  "x-when": { "system": "sap-odata" } },
                "client": { "type": "string", "title": "SAP client", "x-order": 7,
                  "x-when": { "system": "sap-odata" } },
                "recordType": { "type": "string", "title": "Record type", "description": "Such as customer or invoice.",
                  "x-order": 8, "x-when": { "system": "netsuite" } },
                "operation": { "title": "Operation", "enum": ["upsert", "create", "update"], "default": "upsert",
                  "x-order": 9, "x-when": { "system": "netsuite" } },
                "externalId": { "type": "string", "title": "Field of the external id", "default": "externalId",
                  "x-order": 10, "x-when": { "system": "netsuite" } },
                "requestIdHeader": { "type": "string", "title": "Header of the request id", "x-order": 11,
                  "description": "RequestID for SAP and X-NetSuite-Idempotency-Key for NetSuite when left out." }
              }
            }
            """),
        Documentation = """
            The output is `{system, sent, succeeded, failed, rows: [{index, ok, status, id, code, error}]}`, in the order of
            the rows. A step of which no row was taken fails, and is tried again when the system did not answer or was busy.
            Once a row is in, the step completes whatever became of the others: filter `rows` for those that are not `ok`.
            When the system stops answering on the way, the rows after it are not sent (`erp.not-sent`). One step exports at
            most 1,000 rows.

            Every row carries a request id, the same on every attempt; a system that understands it takes the row once.
            *SAP*: the x-csrf-token is fetched first and sent with the cookies of its session; a token that ran out is
            fetched anew. *NetSuite*: upsert is `PUT …/eid:<external id>`, update `PATCH`, create `POST`; requests are signed
            by OAuth 1.0a (HMAC-SHA256). The connection's secret is
            `{"consumerKey", "consumerSecret", "tokenId", "tokenSecret"}`.
            """,
        Examples =
        [
            new("Business partners to SAP", NodeDescriptor.Schema("""
                { "system": "sap-odata", "connection": "s4", "service": "/sap/opu/odata/sap/API_BUSINESS_PARTNER",
                  "entitySet": "A_BusinessPartner", "rows": "{{ $input.partners }}" }
                """)),
            new("Customers to NetSuite", NodeDescriptor.Schema("""
                { "system": "netsuite", "connection": "netsuite", "recordType": "customer", "externalId": "number",
                  "rows": "{{ $input.customers }}" }
                """)),
        ],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var system = context.Config.Text("system") ?? "sap-odata";
        var connection = await ApiConnection.Find(connections, context, ct)
            ?? throw new NodeException("connection.not-found", "An export needs a connection to the system.");
        // What leaves the product leaves in the clear: the workflow's author has decided so.
        var config = await values.Open(new(context.Organisation), context.Config, IProtectedValues.All, ct);
        var rows = Rows(context, config);
        if (rows.Count == 0) return ErpRows.Outcome(system, []);
        using var http = clients.CreateClient(ErpClient.Name);
        var client = new ErpClient(http, ct);
        var results = system switch
        {
            "sap-odata" => await new SapOData(client, connection, config, context.Now).Export(rows),
            "netsuite" => await new NetSuite(client, connection, config, time).Export(rows),
            _ => throw new NodeException("erp.system-unknown",
                $"There is no system '{system}': sap-odata or netsuite."),
        };
        return ErpRows.Outcome(system, results);
    }

    private static List<ErpRow> Rows(NodeContext context, JsonElement config)
    {
        var items = JsonShape.Items(config.Property("rows") ?? JsonValues.EmptyArray);
        if (items.Count > ErpLimits.RowCountMax)
            throw new NodeException("erp.too-many-rows",
                $"One step exports at most {ErpLimits.RowCountMax} rows. Use a Loop.");
        if (items.Any(item => item.ValueKind != JsonValueKind.Object))
            throw new NodeException("erp.rows-invalid",
                "Each row must be an object whose fields are those of the record.");
        return [.. items.Select((item, index) => new ErpRow(index, item,
            context.IdFor("erp", index.ToString(CultureInfo.InvariantCulture)).ToString()))];
    }
}
