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
        var id = new UserId(StableId.From("user", tenant.Value, address));
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

    public static string Normalise(string email) => email.Trim().ToLowerInvariant();

    private EventSession Session(TenantId tenant) =>
        new(store, tenant, new EventMetadata { UserName = SystemActors.Seed }, time);
}
