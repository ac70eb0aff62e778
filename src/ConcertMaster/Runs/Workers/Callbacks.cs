using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Jsonata;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Runs.Workers;

/// <summary>
/// Tokens by which a waiting step is called back: the step's address with a signature, so that nobody can make one up
/// and none needs to be stored. The key is made once for a database.
/// </summary>
internal sealed class Callbacks(Database database, IConfiguration configuration) : ICallbacks
{
    private const int SignatureBytes = 16;

    private byte[] _key = [];

    /// <summary>Called at the start, before the first run.</summary>
    public async Task LoadKey(CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            with made as (
                insert into app.engine_keys (name, key) values ('callbacks', $1)
                on conflict do nothing returning key)
            select key from made union all select key from app.engine_keys where name = 'callbacks' limit 1
            """, RandomNumberGenerator.GetBytes(32));
        _key = (byte[])(await command.ExecuteScalarAsync(ct))!;
    }

    public IReadOnlyDictionary<string, HostFunction> Functions(TenantId tenant, Guid runId, string iteration) =>
        new Dictionary<string, HostFunction>
        {
            ["callbackUrl"] = new("<s:s>", arguments => JsonSerializer.SerializeToElement(
                Url(tenant, new(runId, arguments[0].GetString()!, iteration)))),
        };

    public string Url(TenantId tenant, WaitTarget target) =>
        $"{configuration["PublicUrl"]?.TrimEnd('/')}/api/callbacks/{Token(tenant, target)}";

    public string Token(TenantId tenant, WaitTarget target)
    {
        var address = Encoding.UTF8.GetBytes(
            $"{tenant.Value}\n{target.RunId:N}\n{target.NodeId}\n{target.Iteration}");
        return WebEncoders.Base64UrlEncode([.. Signature(address), .. address]);
    }

    /// <returns>Null for a token that is not ours.</returns>
    public (TenantId Tenant, WaitTarget Target)? Read(string token)
    {
        byte[] bytes;
        try
        {
            bytes = WebEncoders.Base64UrlDecode(token);
        }
        catch (FormatException)
        {
            return null;
        }
        if (bytes.Length <= SignatureBytes) return null;
        var address = bytes[SignatureBytes..];
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureBytes), Signature(address))
            && Encoding.UTF8.GetString(address).Split('\n') is [var tenant, var run, var node, var iteration]
            && Guid.TryParseExact(run, "N", out var runId)
            ? (new(tenant), new(runId, node, iteration))
            : null;
    }

    private byte[] Signature(byte[] address) => HMACSHA256.HashData(_key, address)[..SignatureBytes];
}
