using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Identity;

namespace ConcertMaster.Access;

using OrganisationDecision = Decision<OrganisationEvent>;
using UserDecision = Decision<UserEvent>;

/// <summary>
/// Organisations and accounts. Ids are derived from the slug and the address, so that a set-up which was interrupted
/// and is repeated finds what it had made.
/// </summary>
internal sealed class Accounts(IEventStore store, Database database, TimeProvider time) : IAccounts
{
    private static readonly PasswordHasher<string> Hasher = new();

    // Verified against when the address is unknown, so that the answer takes as long as for a known one.
    private static readonly string NobodysHash = Hasher.HashPassword("", "nobody has this password");

    public async Task<TenantId> RegisterOrganisation(string slug, string name, CancellationToken ct)
    {
        var id = StableId.From("organisation", slug);
        var tenant = new TenantId(id.ToString());
        var at = time.GetUtcNow();
        await Session(tenant).Transact(OrganisationStream.For(id), state => state is Organisation.Unknown
            ? OrganisationDecision.Accept(new OrganisationRegistered(slug, name, at))
            : OrganisationDecision.Nothing, ct: ct);
        return tenant;
    }

    public async Task<UserId> RegisterUser(
        TenantId tenant, string email, string name, Role role, string password, CancellationToken ct)
    {
        var address = Normalise(email);
        var id = IdOf(tenant, address);
        var at = time.GetUtcNow();
        await Session(tenant).Transact(UserStream.For(id), state => state is User.Unknown
            ? UserDecision.Accept(new UserRegistered(id, address, name, role, at))
            : UserDecision.Nothing, ct: ct);
        await using var command = database.System.CreateCommand("""
            insert into app.credentials (email, tenant_id, user_id, password_hash, changed_at)
            values ($1, $2, $3, $4, $5) on conflict (email) do nothing
            """, address, tenant.Value, id.Value, Hasher.HashPassword(address, password), at);
        await command.ExecuteNonQueryAsync(ct);
        return id;
    }

    /// <summary>Whose account it is, and whether the password is right. Takes as long for unknown addresses.</summary>
    public async Task<(TenantId Tenant, UserId User, bool PasswordRight)?> Check(
        string email, string password, CancellationToken ct)
    {
        var address = Normalise(email);
        await using var command = database.System.CreateCommand(
            "select tenant_id, user_id, password_hash from app.credentials where email = $1", address);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            Hasher.VerifyHashedPassword(address, NobodysHash, password);
            return null;
        }
        var verdict = Hasher.VerifyHashedPassword(address, reader.GetString(2), password);
        return (new(reader.GetString(0)), new(reader.GetGuid(1)), verdict != PasswordVerificationResult.Failed);
    }

    /// <summary>When the password was set last; null when there is none. A link to set one is good for one such moment.</summary>
    public async Task<DateTimeOffset?> PasswordSetAt(string email, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "select changed_at from app.credentials where email = $1", email);
        return await command.ExecuteScalarAsync(ct) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>Whose address it is; null when nobody's. An invited person is found only after joining.</summary>
    public async Task<(TenantId Tenant, UserId User)?> Owner(string email, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "select tenant_id, user_id from app.credentials where email = $1", Normalise(email));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (new(reader.GetString(0)), new(reader.GetGuid(1))) : null;
    }

    /// <summary>Whether this installation has any account.</summary>
    public async Task<bool> Any(CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("select exists (select from app.credentials)");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <returns>False when the address belongs to somebody else.</returns>
    public async Task<bool> SetPassword(TenantId tenant, UserId user, string email, string password, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            insert into app.credentials (email, tenant_id, user_id, password_hash, changed_at) values ($1, $2, $3, $4, $5)
            on conflict (email) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at
             where app.credentials.tenant_id = excluded.tenant_id and app.credentials.user_id = excluded.user_id
            """, email, tenant.Value, user.Value, Hasher.HashPassword(email, password), time.GetUtcNow());
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    public static UserId IdOf(TenantId tenant, string email) => new(StableId.From("user", tenant.Value, Normalise(email)));

    public static string Normalise(string email) => email.Trim().ToLowerInvariant();

    private EventSession Session(TenantId tenant) =>
        new(store, tenant, new EventMetadata { UserName = SystemActors.Seed }, time);
}
