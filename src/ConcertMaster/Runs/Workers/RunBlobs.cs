using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Runs.Workers;

/// <summary>Where values too large for an event are kept, by the hash of their content.</summary>
internal interface IBlobs
{
    Task Put(TenantId tenant, string hash, ReadOnlyMemory<byte> content, CancellationToken ct);

    Task<byte[]> Get(TenantId tenant, string hash, CancellationToken ct);
}

/// <summary>Blobs in PostgreSQL.</summary>
internal sealed class DatabaseBlobs(Database database) : IBlobs
{
    public async Task Put(TenantId tenant, string hash, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            insert into app.blobs (tenant_id, hash, content) values ($1, $2, $3) on conflict do nothing
            """, tenant.Value, hash, content.ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<byte[]> Get(TenantId tenant, string hash, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "select content from app.blobs where tenant_id = $1 and hash = $2", tenant.Value, hash);
        return (byte[]?)await command.ExecuteScalarAsync(ct)
            ?? throw new InvalidOperationException($"The blob {hash} is gone.");
    }
}

/// <summary>Moves large values out of events before they are stored, and back in when they are read.</summary>
internal sealed class RunBlobs(IBlobs blobs)
{
    /// <summary>Largest value kept in an event, in bytes.</summary>
    public const int InlineBytesMax = 256 * 1024;

    public async Task<RunEvent> Offload(TenantId tenant, RunEvent @event, CancellationToken ct) => @event switch
    {
        StepCompleted e when IsLarge(e.Output) =>
            e with { Output = JsonValues.Null, OutputBlob = await Put(tenant, e.Output, ct) },
        StepOpened e when IsLarge(e.Items) =>
            e with { Items = JsonValues.Null, ItemsBlob = await Put(tenant, e.Items, ct) },
        RunStarted e when IsLarge(e.Input) =>
            e with { Input = JsonValues.Null, InputBlob = await Put(tenant, e.Input, ct) },
        _ => @event,
    };

    public async Task<RunEvent> Restore(TenantId tenant, RunEvent @event, CancellationToken ct) => @event switch
    {
        StepCompleted { OutputBlob: { } blob } e => e with { Output = await Get(tenant, blob, ct) },
        StepOpened { ItemsBlob: { } blob } e => e with { Items = await Get(tenant, blob, ct) },
        RunStarted { InputBlob: { } blob } e => e with { Input = await Get(tenant, blob, ct) },
        _ => @event,
    };

    private static bool IsLarge(JsonElement value) => Raw(value).Length > InlineBytesMax;

    private static ReadOnlySpan<byte> Raw(JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? [] : JsonMarshal.GetRawUtf8Value(value);

    private async Task<BlobReference> Put(TenantId tenant, JsonElement value, CancellationToken ct)
    {
        var content = Raw(value).ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        await blobs.Put(tenant, hash, content, ct);
        return new(hash, content.Length);
    }

    private async Task<JsonElement> Get(TenantId tenant, BlobReference blob, CancellationToken ct)
    {
        using var document = JsonDocument.Parse(await blobs.Get(tenant, blob.Hash, ct));
        return document.RootElement.Clone();
    }
}
