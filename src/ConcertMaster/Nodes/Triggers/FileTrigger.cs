using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes.Triggers;

internal sealed class FileTrigger : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "FileTrigger",
        Name = "File",
        Category = NodeCategory.Trigger,
        Description = "Starts a run for each file that is uploaded to an address of its own.",
        Icon = "file-up",
        Tags = ["upload", "csv", "start", "import"],
        Summary = "{{path}}",
        IsTrigger = true,
        IsPure = true,
        Outputs = [PortType.Of("File", "fileId", "name", "contentType", "size", "sha256", "ref")],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["path"],
              "properties": {
                "path": {
                  "type": "string", "title": "Path", "minLength": 1, "maxLength": 200,
                  "pattern": "^[A-Za-z0-9_][A-Za-z0-9_./-]*$", "x-order": 1,
                  "description": "The address is /hooks/{organisation}/files/{path}."
                },
                "contentTypes": {
                  "type": "array", "title": "Kinds of file", "items": {"type": "string"}, "x-order": 2,
                  "description": "Such as text/csv; any when left out."
                },
                "bytesMax": {
                  "type": "integer", "title": "Largest file, in bytes", "minimum": 1, "maximum": 20971520,
                  "default": 20971520, "x-order": 3
                },
                "signedBy": {
                  "type": "string", "title": "Secret", "x-widget": "connection", "x-kind": "webhook", "x-order": 4,
                  "description": "A connection whose secret the sender gives as a bearer token, or signs with (Standard Webhooks)."
                },
                "ratePerMinute": {
                  "type": "integer", "title": "Files in a minute, at most", "minimum": 1, "maximum": 1000000, "x-order": 5
                }
              }
            }
            """),
        Documentation = """
            Output: `{fileId, name, contentType, size, sha256, ref}`; `ref` is where the file is downloaded, and `fileId` is
            what *Import table* takes.

            `curl --data-binary @totals.csv -H 'Content-Type: text/csv' '…/hooks/{organisation}/files/{path}?name=totals.csv'`
            sends one. The name is that of `?name=`, else of `Content-Disposition`. A request that carries `Idempotency-Key`
            starts one run, however often it is sent.
            """,
        Examples =
        [
            new("Tables of suppliers", NodeDescriptor.Schema("""
                {"path": "suppliers/totals", "contentTypes": ["text/csv"], "signedBy": "Upload secret"}
                """)),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        new(NodeResult.Complete(context.Input));
}
