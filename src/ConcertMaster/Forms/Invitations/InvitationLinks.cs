using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
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
    // What a link leads to never changes; whether it may still be used is asked each time.
    private readonly ConcurrentDictionary<string, (TenantId Tenant, InvitationId Invitation)> _found = new(StringComparer.Ordinal);
    private readonly Lazy<byte[]> _key = new(() => keys.Derive("invitation-links"));

    public string TokenOf(TenantId tenant, InvitationId invitation) => Base64Url.EncodeToString(
        HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{tenant.Value}/{invitation.Value:N}")));

    public string UrlOf(string token) => $"{address.Root}/f/{token}";

    public async Task Remember(TenantId tenant, IReadOnlyList<(InvitationId Id, PersonId Person)> invitations, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            insert into app.invitation_tokens (tenant_id, token_hash, invitation_id, person_id)
            select $1, hash, id, person from unnest($2::bytea[], $3::uuid[], $4::uuid[]) as one (hash, id, person)
            on conflict do nothing
            """, tenant.Value, invitations.Select(one => HashOf(TokenOf(tenant, one.Id))).ToArray(),
            invitations.Select(one => one.Id.Value).ToArray(), invitations.Select(one => one.Person.Value).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Notes who has said, in the form that it leads to, that the link is theirs.</summary>
    public async Task Reassign(TenantId tenant, InvitationId invitation, PersonId person, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "update app.invitation_tokens set person_id = $3 where tenant_id = $1 and invitation_id = $2",
            tenant.Value, invitation.Value, person.Value);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whose link this is; null when nobody's. The caller is not signed in, so this looks across tenants.</summary>
    public async Task<(TenantId Tenant, InvitationId Invitation)?> Find(string token, CancellationToken ct)
    {
        if (token.Length > TokenLengthMax) return null;
        if (_found.TryGetValue(token, out var known)) return known;
        await using var command = database.System.CreateCommand(
            "select tenant_id, invitation_id from app.invitation_tokens where token_hash = $1", HashOf(token));
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        if (_found.Count >= FormLimits.KnownLinksMax) _found.Clear();
        return _found[token] = (new(reader.GetString(0)), new(reader.GetGuid(1)));
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
