using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Triggers;

internal sealed class WebhookTrigger : ICheckedNode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "WebhookTrigger",
        Name = "Webhook",
        Category = NodeCategory.Trigger,
        Description = "Starts a run for each HTTP request to an address of its own.",
        Icon = "webhook",
        Tags = ["http", "api", "start", "request"],
        Summary = "{{method}} {{path}}",
        IsTrigger = true,
        IsPure = true,
        Outputs = [PortType.Of("Request", "body", "headers", "query", "method")],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["path"],
              "properties": {
                "path": {
                  "type": "string", "title": "Path", "minLength": 1, "maxLength": 200,
                  "pattern": "^[A-Za-z0-9_][A-Za-z0-9_./-]*$", "x-order": 1,
                  "description": "The address is /hooks/{organisation}/{path}."
                },
                "method": {
                  "type": "string", "title": "Method", "enum": ["GET", "POST", "PUT", "PATCH", "DELETE"],
                  "default": "POST", "x-order": 2
                },
                "respond": {
                  "type": "string", "title": "Answer", "enum": ["immediately", "whenFinished", "respondNode"],
                  "default": "immediately", "x-order": 3,
                  "description": "At once with the id of the run, with the run's output, or by a Respond node."
                },
                "bodySchema": {
                  "type": "object", "title": "Schema of the body", "x-widget": "code", "x-order": 4,
                  "description": "A JSON Schema; a request that does not fit is refused with 422."
                },
                "signedBy": {
                  "type": "string", "title": "Signed by", "x-widget": "connection", "x-kind": "webhook", "x-order": 5,
                  "description": "A connection whose secret the caller signs with (Standard Webhooks). Without one anybody may call."
                },
                "toleranceSeconds": {
                  "type": "integer", "title": "Age of a signature, in seconds", "minimum": 1, "maximum": 86400,
                  "default": 300, "x-order": 6
                },
                "ratePerMinute": {
                  "type": "integer", "title": "Requests in a minute, at most", "minimum": 1, "maximum": 1000000,
                  "x-order": 7, "description": "More are refused with 429. Each node of a cluster counts for itself."
                }
              }
            }
            """),
        Documentation = """
            Output: `{body, headers, query, method}`. A JSON body is parsed, any other is text. Headers are in lower case.

            `immediately` answers 202 `{runId}`. `whenFinished` answers 200 with the output of the last step, or 202
            `{runId}` when the run waits or takes longer than 30 seconds. `respondNode` answers what a *Respond* node says.
            A request that carries `Idempotency-Key` starts one run, however often it is sent.

            *Signed by* takes requests only that are signed by the scheme of Standard Webhooks: `webhook-id`,
            `webhook-timestamp` and `webhook-signature: v1,` with the HMAC-SHA256 of `id.timestamp.body`. The secret is that
            of a connection of the kind *Webhook secret*, written `whsec_` and base64. The same `webhook-id` starts one run,
            so that a delivery that is repeated, by the sender or by somebody who overheard it, does nothing more.
            """,
        Examples =
        [
            new("Take orders", NodeDescriptor.Schema("""{"path": "orders", "method": "POST"}""")),
            new("Answer with the result",
                NodeDescriptor.Schema("""{"path": "quote", "method": "POST", "respond": "whenFinished"}""")),
            new("Take signed events, at most 600 a minute", NodeDescriptor.Schema("""
                {"path": "events", "method": "POST", "signedBy": "Payments webhook", "ratePerMinute": 600}
                """)),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        new(NodeResult.Complete(context.Input));

    public IEnumerable<ConfigFault> Check(JsonElement config, DateTimeOffset now)
    {
        var path = config.Text("path") ?? "";
        if (path.StartsWith("mail/", StringComparison.Ordinal) || path.StartsWith("files/", StringComparison.Ordinal))
            yield return new("/path", "webhook.path-taken",
                "Addresses that begin with mail/ and files/ are those of the Mail and the File trigger. Choose another.");
    }
}
