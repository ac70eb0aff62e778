using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ConcertMaster.Connections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Persons;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Invitations;

/// <summary>
/// Personal links. A token is computed from the installation's key and the invitation, so that a repeated sending and a
/// reminder carry the same link while the database holds nothing but its hash.
/// </summary>
internal sealed class InvitationLinks(IKeys keys, IPublicAddress address, Database database)
{
    private const int TokenLengthMax = 64;
    private readonly Lazy<byte[]> _key = new(() => keys.Derive("invitation-links"));

    public string TokenOf(TenantId tenant, InvitationId invitation) => Base64Url.EncodeToString(
        HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{tenant.Value}/{invitation.Value:N}")));

    public string UrlOf(string token) => $"{address.Root}/f/{token}";

    public async Task Remember(TenantId tenant, InvitationId invitation, PersonId person, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            """
            insert into app.invitation_tokens (tenant_id, token_hash, invitation_id, person_id) values ($1, $2, $3, $4)
            on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = tenant.Value });
        command.Parameters.Add(new() { Value = HashOf(TokenOf(tenant, invitation)) });
        command.Parameters.Add(new() { Value = invitation.Value });
        command.Parameters.Add(new() { Value = person.Value });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whose link this is; null when nobody's. The caller is not signed in, so this looks across tenants.</summary>
    public async Task<(TenantId Tenant, InvitationId Invitation)?> Find(string token, CancellationToken ct)
    {
        if (token.Length > TokenLengthMax) return null;
        await using var command = database.System.CreateCommand(
            "select tenant_id, invitation_id from app.invitation_tokens where token_hash = $1");
        command.Parameters.Add(new() { Value = HashOf(token) });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (new(reader.GetString(0)), new(reader.GetGuid(1))) : null;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
