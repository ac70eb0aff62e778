using System.Text.Json;
using ConcertMaster.Connections;
using ConcertMaster.Output.Files;
using ConcertMaster.Persons;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Storage;

internal sealed class ObjectStorageNode(IConnections connections, IProtectedValues values, StoredFiles files) : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "ObjectStorage",
        Name = "Object storage",
        Category = NodeCategory.Output,
        Description = "Puts, gets, deletes or lists objects in a bucket of S3 or of anything that speaks its protocol.",
        Icon = "hard-drive",
        Summary = "{{operation}} {{key}}",
        Tags = ["s3", "minio", "bucket", "blob", "upload", "archive"],
        Input = PortType.Of("File", "fileId"),
        Outputs =
        [
            PortType.Of("Stored object", "bucket", "key", "size", "etag", "sha256", "contentType") with
            {
                When = NodeDescriptor.Schema("""{"operation": "put"}"""),
            },
            PortType.Of("File", "bucket", "key", "size", "etag", "sha256", "contentType", "fileId", "name", "url") with
            {
                When = NodeDescriptor.Schema("""{"operation": "get", "as": "file"}"""),
            },
            PortType.Of("Content of an object", "bucket", "key", "size", "etag", "sha256", "contentType", "content") with
            {
                When = NodeDescriptor.Schema("""{"operation": "get", "as": ["text", "json"]}"""),
            },
            PortType.Of("Deleted object", "bucket", "key", "deleted") with
            {
                When = NodeDescriptor.Schema("""{"operation": "delete"}"""),
            },
            PortType.Of("List of objects", "bucket", "prefix", "objects[]", "count", "truncated") with
            {
                When = NodeDescriptor.Schema("""{"operation": "list"}"""),
            },
        ],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["connection", "operation"],
              "properties": {
                "connection": { "type": "string", "title": "Connection", "x-widget": "connection", "x-kind": "s3",
                  "minLength": 1, "x-order": 1 },
                "operation": { "title": "Operation", "enum": ["put", "get", "delete", "list"], "default": "put",
                  "x-order": 2 },
                "bucket": { "type": "string", "title": "Bucket", "x-order": 3,
                  "description": "The bucket of the connection when left out." },
                "key": { "type": "string", "title": "Key", "x-order": 4,
                  "description": "Where the object lies, such as reports/2026/totals.csv.",
                  "x-when": { "operation": ["put", "get", "delete"] } },
                "content": { "title": "Content", "x-widget": "code", "x-order": 5,
                  "description": "Text as it is; an object or list is stored as JSON.",
                  "x-when": { "operation": "put" } },
                "fileId": { "type": "string", "title": "File", "x-order": 6,
                  "description": "The fileId of an exported file, instead of the content.",
                  "x-when": { "operation": "put" } },
                "contentType": { "type": "string", "title": "Content type", "x-order": 7,
                  "x-when": { "operation": "put" } },
                "as": { "title": "Give on as", "enum": ["file", "text", "json"], "default": "file", "x-order": 8,
                  "x-when": { "operation": "get" } },
                "prefix": { "type": "string", "title": "Keys that begin with", "x-order": 9,
                  "x-when": { "operation": "list" } },
                "limit": { "type": "integer", "title": "Objects at most", "minimum": 1, "maximum": 10000,
                  "default": 1000, "x-order": 10, "x-when": { "operation": "list" } }
              }
            }
            """),
        Documentation = """
            *put* and *get* give `{bucket, key, size, etag, sha256, contentType}`; *get* adds `fileId`, `name` and `url` of
            the file it kept, or the object's `content`. *delete* gives `{bucket, key, deleted}`; deleting what is not there
            is no failure. *list* gives `{bucket, prefix, objects: [{key, size, etag, modifiedAt}], count, truncated}`.

            A put replaces what lies under its key, so a step that runs again after a crash leaves the same object. The
            hash of the content is stored with it as `x-amz-meta-sha256`. Objects have at most 20 MB; as text or JSON at most
            1 MB is given on. The connection says where the storage is: an endpoint (with the bucket in the path, unless
            `pathStyle` is false), or without one the region of Amazon's own.
            """,
        Examples =
        [
            new("Archive an exported file", NodeDescriptor.Schema("""
                { "connection": "archive", "operation": "put", "key": "reports/{{ $run.id }}.csv",
                  "fileId": "{{ $input.fileId }}" }
                """)),
            new("Read rates", NodeDescriptor.Schema("""
                { "connection": "archive", "operation": "get", "key": "rates/latest.json", "as": "json" }
                """)),
        ],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        // What leaves the product leaves in the clear; what the step tells of it stays sealed.
        var config = await values.Open(new(context.Organisation), context.Config, IProtectedValues.All, ct);
        return await StorageSteps.Run(connections, context, (connection, client) =>
        {
            var bucket = config.FindText("bucket") ?? connection.Settings.FindText("bucket")
                ?? throw new NodeException("storage.bucket-missing", "Name a bucket here or in the connection.");
            var objects = new BucketObjects(client, bucket, context, config, files);
            return config.FindText("operation") switch
            {
                null or "put" => objects.Put(ct),
                "get" => objects.Get(ct),
                "delete" => objects.Delete(ct),
                "list" => objects.List(ct),
                var other => throw new NodeException("storage.operation-unknown", $"There is no operation '{other}'."),
            };
        }, ct);
    }
}
