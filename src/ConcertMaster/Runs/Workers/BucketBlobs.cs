using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ConcertMaster.Connections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Runs.Workers;

/// <summary>
/// Blobs in an object storage that speaks S3, the same for all nodes of the cluster. What was kept in the database
/// before the storage was configured is read from there.
/// </summary>
internal sealed class BucketBlobs(IAmazonS3 storage, string bucket, string prefix, DatabaseBlobs earlier)
    : IBlobs, IDisposable
{
    /// <returns>Null when no bucket is configured.</returns>
    /// <exception cref="ArgumentException">The settings lack something: the host does not start.</exception>
    public static BucketBlobs? From(IConfiguration configuration, IConnections connections, DatabaseBlobs earlier)
    {
        var settings = configuration.GetSection("Blobs");
        if (settings["Bucket"] is not { Length: > 0 } bucket) return null;
        var storage = new OpenConnection(default, "Blobs", ConnectionKind.S3, AppJson.ToElement(new
        {
            endpoint = settings["Endpoint"], region = settings["Region"], accessKey = settings["AccessKey"],
            pathStyle = settings["PathStyle"],
        }), settings["SecretKey"]);
        return new(connections.OpenOperatorsStorage(storage), bucket, settings["Prefix"] ?? "", earlier);
    }

    public Task Put(TenantId tenant, string hash, ReadOnlyMemory<byte> content, CancellationToken ct) => Ask(async () =>
    {
        // The key follows from the content: a second put leaves the same object.
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await storage.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket, Key = KeyOf(tenant, hash), InputStream = stream, ContentType = "application/json",
            UseChunkEncoding = false,
        }, ct);
        return true;
    }, ct);

    public async Task<byte[]> Get(TenantId tenant, string hash, CancellationToken ct)
    {
        if (await Ask(() => Find(KeyOf(tenant, hash), ct), ct) is not { } content) return await earlier.Get(tenant, hash, ct);
        // Whoever can write to the storage must not be able to change what a run has seen.
        return Convert.ToHexStringLower(SHA256.HashData(content)) == hash
            ? content
            : throw new InvalidOperationException($"The blob {hash} in the object storage is not what was put there.");
    }

    public void Dispose() => storage.Dispose();

    private string KeyOf(TenantId tenant, string hash) => $"{prefix}{tenant.Value}/{hash}";

    private async Task<byte[]?> Find(string key, CancellationToken ct)
    {
        try
        {
            using var found = await storage.GetObjectAsync(bucket, key, ct);
            using var content = new MemoryStream();
            await found.ResponseStream.CopyToAsync(content, ct);
            return content.ToArray();
        }
        catch (AmazonS3Exception missing) when (
            missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    // An event whose value cannot be put away is not appended: to those around, the log cannot be reached.
    private static async Task<T> Ask<T>(Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await call();
        }
        catch (Exception away) when (!ct.IsCancellationRequested
            && away is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
                or OperationCanceledException)
        {
            throw new EventStoreUnavailableException(
                $"The object storage for large values cannot be used: {away.Message}", outcomeKnown: true, away);
        }
    }
}
