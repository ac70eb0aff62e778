using System.Security.Cryptography;
using System.Text;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Connections;

/// <summary>Secrets, encrypted with AES-256-GCM and bound to their connection, so that a row moved elsewhere is of no use.</summary>
internal sealed class ConnectionSecrets(IKeys keys, Database database, TimeProvider time)
{
    private readonly Lazy<byte[]> _key = new(() => keys.Derive("connection-secrets"));

    public async Task Store(TenantId tenant, ConnectionId id, string secret, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            insert into app.connection_secrets (tenant_id, connection_id, sealed, changed_at) values ($1, $2, $3, $4)
            on conflict (tenant_id, connection_id) do update set sealed = excluded.sealed, changed_at = excluded.changed_at
            """);
        foreach (var value in new object[] { tenant.Value, id.Value, Seal(tenant, id, secret), time.GetUtcNow() })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<string?> Read(TenantId tenant, ConnectionId id, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "select sealed from app.connection_secrets where tenant_id = $1 and connection_id = $2");
        command.Parameters.Add(new() { Value = tenant.Value });
        command.Parameters.Add(new() { Value = id.Value });
        return await command.ExecuteScalarAsync(ct) is byte[] sealedBytes ? Unseal(tenant, id, sealedBytes) : null;
    }

    public async Task Forget(TenantId tenant, ConnectionId id, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "delete from app.connection_secrets where tenant_id = $1 and connection_id = $2");
        command.Parameters.Add(new() { Value = tenant.Value });
        command.Parameters.Add(new() { Value = id.Value });
        await command.ExecuteNonQueryAsync(ct);
    }

    private byte[] Seal(TenantId tenant, ConnectionId id, string secret) =>
        SealedBytes.Seal(_key.Value, Encoding.UTF8.GetBytes(secret), Binding(tenant, id));

    private string Unseal(TenantId tenant, ConnectionId id, byte[] whole)
    {
        try
        {
            return Encoding.UTF8.GetString(SealedBytes.Unseal(_key.Value, whole, Binding(tenant, id)));
        }
        catch (CryptographicException fault)
        {
            throw new InvalidOperationException(
                $"The secret of connection {id} cannot be read with the master key in use. " +
                $"Start with the key it was stored with ({Keys.Setting}), or set the secret again.", fault);
        }
    }

    private static byte[] Binding(TenantId tenant, ConnectionId id) => Encoding.UTF8.GetBytes($"{tenant.Value}/{id}");
}
