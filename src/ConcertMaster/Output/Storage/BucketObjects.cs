using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output.Files;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Storage;

/// <summary>What a step does with the objects of one bucket.</summary>
/// <param name="config">In the clear; what is told of it comes from the context instead.</param>
internal sealed class BucketObjects(
    IAmazonS3 client, string bucket, NodeContext context, JsonElement config, StoredFiles files)
{
    private const int ListCountDefault = 1_000;
    private const int PageCountMax = 1_000;
    private const string HashName = "x-amz-meta-sha256";

    private TenantId Tenant => new(context.Organisation);

    private string? ToldKey => context.Config.FindText("key");

    public async Task<NodeResult> Put(CancellationToken ct)
    {
        var key = Key();
        var (content, contentType) = await Content(ct);
        if (content.Length > OutputLimits.ObjectBytesMax) throw TooLarge(OutputLimits.ObjectBytesMax);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        using var stream = new MemoryStream(content, writable: false);
        var request = new PutObjectRequest
        {
            BucketName = bucket, Key = key, InputStream = stream, ContentType = contentType, UseChunkEncoding = false,
        };
        request.Metadata[HashName] = sha256;
        var stored = await client.PutObjectAsync(request, ct);
        return NodeResult.Complete(new
        {
            bucket, key = ToldKey, size = content.Length, etag = Bare(stored.ETag), sha256, contentType,
        });
    }

    public async Task<NodeResult> Get(CancellationToken ct)
    {
        var key = Key();
        var shape = config.FindText("as") ?? "file";
        var bytesMax = shape == "file" ? OutputLimits.ObjectBytesMax : OutputLimits.ObjectTextBytesMax;
        using var found = await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, ct);
        if (found.ContentLength > bytesMax) throw TooLarge(bytesMax);
        var content = await Read(found.ResponseStream, bytesMax, ct);
        var contentType = found.Headers.ContentType is { Length: > 0 } type ? type : "application/octet-stream";
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        var output = AppJson.ToElement(new
        {
            bucket, key = ToldKey, size = content.Length, etag = Bare(found.ETag), sha256, contentType,
        });
        return NodeResult.Complete(shape switch
        {
            "file" => await WithFile(output, key, contentType, content, ct),
            "json" => output.With("content", Parsed(content)),
            _ => output.With("content", Text(content)),
        });
    }

    public async Task<NodeResult> Delete(CancellationToken ct)
    {
        await client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = Key() }, ct);
        return NodeResult.Complete(new { bucket, key = ToldKey, deleted = true });
    }

    public async Task<NodeResult> List(CancellationToken ct)
    {
        var limit = Math.Clamp((int)(config.Find("limit") is { ValueKind: JsonValueKind.Number } given
            ? given.GetDouble() : ListCountDefault), 1, OutputLimits.ObjectCountMax);
        var objects = new List<S3Object>();
        string? next = null;
        do
        {
            // One more than wanted is asked for, to know whether there are more.
            var page = await client.ListObjectsV2Async(new ListObjectsV2Request
            {
                BucketName = bucket, Prefix = config.FindText("prefix"), ContinuationToken = next,
                MaxKeys = Math.Min(PageCountMax, limit + 1 - objects.Count),
            }, ct);
            objects.AddRange(page.S3Objects ?? []);
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null && objects.Count <= limit);
        return NodeResult.Complete(new
        {
            bucket, prefix = context.Config.FindText("prefix"),
            objects = objects.Take(limit).Select(found => new
            {
                key = found.Key, size = found.Size, etag = Bare(found.ETag),
                modifiedAt = found.LastModified?.ToUniversalTime(),
            }),
            count = Math.Min(objects.Count, limit), truncated = objects.Count > limit,
        });
    }

    private string Key()
    {
        var key = config.FindText("key") ?? throw new NodeException("storage.key-missing", "The step needs a `key`.");
        return Encoding.UTF8.GetByteCount(key) <= OutputLimits.ObjectKeyBytesMax ? key
            : throw new NodeException("storage.key-too-long",
                $"A key has at most {OutputLimits.ObjectKeyBytesMax} bytes.");
    }

    private async Task<(byte[] Content, string ContentType)> Content(CancellationToken ct)
    {
        var chosen = config.FindText("contentType");
        if (config.FindText("fileId") is { } file)
        {
            var found = Guid.TryParse(file, out var id) ? await files.Read(Tenant, id, ct) : null;
            return found is { } kept ? (kept.Content, chosen ?? kept.File.ContentType)
                : throw new NodeException("file.not-found", $"There is no file '{file}'.");
        }
        return config.Find("content") switch
        {
            { ValueKind: JsonValueKind.String } text =>
                (Encoding.UTF8.GetBytes(text.GetString()!), chosen ?? "text/plain; charset=utf-8"),
            { } json => (JsonSerializer.SerializeToUtf8Bytes(json, AppJson.Options), chosen ?? "application/json"),
            null => throw new NodeException("storage.content-missing",
                "The step needs `content` or a `fileId` to put."),
        };
    }

    private async Task<JsonElement> WithFile(
        JsonElement output, string key, string contentType, byte[] content, CancellationToken ct)
    {
        var name = WholeText.FileName(key[(key.LastIndexOf('/') + 1)..] is { Length: > 0 } last ? last : "object");
        var file = await files.Keep(Tenant, context.IdFor("object"), name, contentType, content,
            SystemActors.Engine, ct);
        return output.With("fileId", file.Id).With("name", file.Name).With("url", $"/api/files/{file.Id}");
    }

    private static async Task<byte[]> Read(Stream stream, int bytesMax, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > bytesMax) throw TooLarge(bytesMax);
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }

    private static JsonElement Parsed(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(content);
        }
        catch (JsonException fault)
        {
            throw new NodeException("storage.not-json", $"The object is not JSON: {fault.Message}", inner: fault);
        }
    }

    // PostgreSQL's jsonb cannot hold the zero character.
    private static string Text(byte[] content) =>
        Encoding.UTF8.GetString(content).Replace("\0", "", StringComparison.Ordinal);

    private static string? Bare(string? etag) => etag?.Trim('"');

    private static NodeException TooLarge(int bytesMax) =>
        new("storage.too-large",
            $"The object has more than {bytesMax / 1024 / 1024} MB, the most that this step takes.");
}
