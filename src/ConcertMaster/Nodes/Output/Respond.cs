using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Output;

internal sealed class Respond : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Respond",
        Name = "Respond",
        Category = NodeCategory.Output,
        Description = "Answers the webhook request that started the run.",
        Icon = "reply",
        Tags = ["http", "webhook", "answer", "reply", "respond to webhook"],
        Summary = "{{status}}",
        IsPure = true,
        Outputs = [PortType.Of("Answer", "status", "headers", "body")],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "properties": {
                "status": {
                  "title": "Status", "default": 200, "x-order": 1,
                  "anyOf": [{"type": "integer", "minimum": 200, "maximum": 599}, {"type": "string"}]
                },
                "headers": {
                  "type": "object", "title": "Headers", "x-widget": "keyValue", "x-order": 2,
                  "additionalProperties": {"type": "string"}
                },
                "body": {"title": "Body", "default": "{{ $input }}", "x-order": 3}
              }
            }
            """),
        Documentation = """
            For a *Webhook* that answers by `respondNode`. The first Respond that a run reaches answers; the run goes on
            afterwards. An object or array is sent as JSON, text as text. The output is `{status, headers, body}`.

            A page that is answered is shown apart from the application: scripts do not run in it, and `Set-Cookie` is left
            out.
            """,
        Examples =
        [
            new("Created", NodeDescriptor.Schema("""{"status": 201, "body": {"id": "{{ $run.id }}"}}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var status = context.Config.Whole("status", 200);
        return new(NodeResult.Complete(JsonShape.ObjectOf(new Dictionary<string, JsonElement>
        {
            ["status"] = JsonSerializer.SerializeToElement(Math.Clamp(status, 200, 599)),
            ["headers"] = context.Config.Property("headers") ?? JsonValues.EmptyObject,
            ["body"] = context.Config.Property("body") ?? context.Input,
        })));
    }
}
