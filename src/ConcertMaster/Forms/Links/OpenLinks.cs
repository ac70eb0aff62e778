using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Links;

/// <summary>Tokens of open links, signatures of what a link's address prefills, and proofs of work.</summary>
internal sealed class OpenLinks(IKeys keys, IPublicAddress address, Database database, TimeProvider time)
{
    /// <summary>Zero bits that a proof begins with: some 65,000 tries, a tenth of a second of a browser's time.</summary>
    public const int ProofBits = 16;

    private const int TokenLengthMax = 64;
    private const int ProofLengthMax = 100;
    private static readonly TimeSpan WaitMin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ProofKept = TimeSpan.FromMinutes(30);
    private readonly Lazy<byte[]> _key = new(() => keys.Derive("open-links"));

    public string TokenOf(TenantId tenant, Guid link) => Sign($"link/{tenant.Value}/{link:N}");

    public string UrlOf(TenantId tenant, Guid link) => $"{address.Root}/f/{TokenOf(tenant, link)}";

    public string SignatureOf(Guid link, string prefill) => Sign($"prefill/{link:N}/{prefill}");

    public bool IsSigned(Guid link, string prefill, string? signature) => AreSame(SignatureOf(link, prefill), signature ?? "");

    public async Task Remember(TenantId tenant, Guid link, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "insert into app.link_tokens (tenant_id, token_hash, link_id) values ($1, $2, $3) on conflict do nothing",
            tenant.Value, HashOf(TokenOf(tenant, link)), link);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<(TenantId Tenant, Guid Link)?> Find(string token, CancellationToken ct)
    {
        if (token.Length > TokenLengthMax) return null;
        await using var command = database.System.CreateCommand(
            "select tenant_id, link_id from app.link_tokens where token_hash = $1", HashOf(token));
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (new(row.GetString(0)), row.GetGuid(1)) : null;
    }

    /// <summary>Names the link and when it lapses, and is signed: nothing has to be kept.</summary>
    public string Challenge(Guid link)
    {
        var chance = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var name = $"{link:N}.{(time.GetUtcNow() + ProofKept).ToUnixTimeSeconds()}.{chance}";
        return $"{name}.{Sign($"proof/{name}")}";
    }

    public bool IsProven(Guid link, string? challenge, string? proof)
    {
        if (GivenAt(link, challenge) is null || proof is null or { Length: > ProofLengthMax }) return false;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{challenge}:{proof}"));
        return hash[0] == 0 && hash[1] == 0;
    }

    /// <summary>Without script nothing can be calculated; there somebody takes his time instead.</summary>
    public bool HasWaited(Guid link, string? challenge) => GivenAt(link, challenge) is { } given && given + WaitMin <= time.GetUtcNow();

    /// <returns>Null where it was not given by us, not for this link, or too long ago.</returns>
    public DateTimeOffset? GivenAt(Guid link, string? challenge) =>
        challenge?.Split('.') is [var of, var until, var chance, var signature]
            && of == link.ToString("N") && AreSame(signature, Sign($"proof/{of}.{until}.{chance}"))
            && long.TryParse(until, out var lapses) && lapses >= time.GetUtcNow().ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(lapses) - ProofKept : null;

    // Takes as long whatever is wrong with it, so that nobody finds a signature letter by letter.
    private static bool AreSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(text)));

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>Answers that a link with a quota has taken. One is claimed before it is accepted, so that none is too many.</summary>
internal sealed class LinkQuotas(Database database)
{
    public async Task<long> Taken(TenantId tenant, Guid link, CancellationToken ct) => (await database.For(tenant).Query(
        "select taken from app.link_quotas where tenant_id = $1 and link_id = $2", row => (long)row.GetInt32(0), ct,
        tenant.Value, link)).FirstOrDefault();

    public async Task<bool> Claim(TenantId tenant, Guid link, int quota, CancellationToken ct) => await database.For(tenant).Execute("""
        insert into app.link_quotas as q (tenant_id, link_id, taken) values ($1, $2, 1)
        on conflict (tenant_id, link_id) do update set taken = q.taken + 1 where q.taken < $3
        """, ct, tenant.Value, link, quota) == 1;

    public Task GiveBack(TenantId tenant, Guid link) => database.For(tenant).Execute(
        "update app.link_quotas set taken = taken - 1 where tenant_id = $1 and link_id = $2", CancellationToken.None, tenant.Value, link);
}
