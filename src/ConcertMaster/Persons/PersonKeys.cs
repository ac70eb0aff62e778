using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Persons;

/// <param name="Key">Null once the person was erased.</param>
internal sealed record KnownPerson(PersonId Id, byte[]? Key, DateTimeOffset? ErasedAt);

/// <summary>
/// A key for each person, wrapped by a key of the organisation, which is derived from the master key. What is sealed
/// with it can be read as long as the row holds it, and by nobody afterwards.
/// </summary>
internal sealed class PersonKeys(IKeys keys, Database database, TimeProvider time) : IPersons
{
    private const int CachedCountMax = 100_000;
    private const int KeyBytes = 32;
    private readonly ConcurrentDictionary<(TenantId Tenant, PersonId Person), KnownPerson> _known = new();

    // Told by the log before the row says so: until then a reading still finds the key, and must not bring it back.
    private readonly ConcurrentDictionary<(TenantId Tenant, PersonId Person), DateTimeOffset> _erased = new();
    private readonly Lazy<byte[]> _naming = new(() => keys.Derive("person-names"));

    public async Task<IReadOnlyList<PersonSeal>> SealsFor(
        TenantId tenant, IReadOnlyList<PersonIdentity> identities, CancellationToken ct)
    {
        var seals = new PersonSeal[identities.Count];
        var left = Enumerable.Range(0, identities.Count).ToList();
        // Whoever was erased and is written to again is somebody new: what was sealed before stays closed.
        for (var generation = 0; left.Count > 0; generation++)
        {
            var wanted = left.ConvertAll(index => (Index: index, Id: IdOf(tenant, identities[index].Email, generation)));
            var known = await Ensure(tenant, [.. wanted.Select(one => (one.Id, identities[one.Index]))], ct);
            foreach (var (index, id) in wanted)
                if (known[id].Key is { } key) seals[index] = SealWith(tenant, id, key);
            left = [.. left.Where(index => seals[index] is null)];
        }
        return seals;
    }

    public async Task<PersonId?> Find(TenantId tenant, string email, CancellationToken ct)
    {
        for (var generation = 0; ; generation++)
        {
            var id = IdOf(tenant, email, generation);
            if (!(await Find(tenant, [id], ct)).TryGetValue(id, out var known)) return null;
            if (known.Key is not null) return id;
        }
    }

    public async Task<PersonSeal?> SealOf(TenantId tenant, PersonId person, CancellationToken ct) =>
        (await Find(tenant, [person], ct)).GetValueOrDefault(person)?.Key is { } key ? SealWith(tenant, person, key) : null;

    public async Task<DateTimeOffset?> ErasedAt(TenantId tenant, PersonId person, CancellationToken ct) =>
        (await Find(tenant, [person], ct)).GetValueOrDefault(person)?.ErasedAt;

    /// <summary>Those of the persons that are known, erased ones among them.</summary>
    public async ValueTask<IReadOnlyDictionary<PersonId, KnownPerson>> Find(
        TenantId tenant, IReadOnlyCollection<PersonId> persons, CancellationToken ct)
    {
        var found = new Dictionary<PersonId, KnownPerson>();
        foreach (var person in persons)
            if (Erased(tenant, person) is { } erased) found[person] = erased;
            else if (_known.TryGetValue((tenant, person), out var known)) found[person] = known;
        if (found.Count == persons.Count) return found;
        foreach (var known in await Read(tenant, [.. persons.Where(person => !found.ContainsKey(person))], ct))
            found[known.Id] = known;
        return found;
    }

    public async Task Destroy(TenantId tenant, PersonId person, DateTimeOffset at, CancellationToken ct)
    {
        await database.For(tenant).Execute("""
            update app.persons set wrapped_key = null, email = null, name = null, erased_at = coalesce(erased_at, $3)
             where tenant_id = $1 and person_id = $2
            """, ct, tenant.Value, person.Value, at);
        Forget(tenant, person, at);
    }

    /// <summary>Another node may have erased somebody.</summary>
    public void Forget(RecordedEvent recorded)
    {
        if (recorded.Data is PersonErased erased) Forget(recorded.Tenant, erased.PersonId, erased.At);
    }

    private void Forget(TenantId tenant, PersonId person, DateTimeOffset at)
    {
        _erased.TryAdd((tenant, person), at);
        _known.TryRemove((tenant, person), out _);
    }

    private KnownPerson? Erased(TenantId tenant, PersonId person) =>
        _erased.TryGetValue((tenant, person), out var at) ? new(person, null, at) : null;

    private async Task<Dictionary<PersonId, KnownPerson>> Ensure(
        TenantId tenant, IReadOnlyList<(PersonId Id, PersonIdentity Identity)> wanted, CancellationToken ct)
    {
        var found = new Dictionary<PersonId, KnownPerson>(await Find(tenant, [.. wanted.Select(one => one.Id).Distinct()], ct));
        var fresh = wanted.Where(one => !found.ContainsKey(one.Id)).DistinctBy(one => one.Id).ToList();
        if (fresh.Count == 0) return found;
        await database.For(tenant).Execute("""
            insert into app.persons (tenant_id, person_id, wrapped_key, email, name, created_at)
            select $1, id, key, nullif(email, ''), nullif(name, ''), $6
              from unnest($2::uuid[], $3::bytea[], $4::text[], $5::text[]) as one (id, key, email, name)
            on conflict do nothing
            """, ct, tenant.Value, fresh.Select(one => one.Id.Value).ToArray(),
            fresh.Select(one => Wrap(tenant, one.Id, RandomNumberGenerator.GetBytes(KeyBytes))).ToArray(),
            // Who is no address is somebody who stays unknown.
            fresh.Select(one => one.Identity.Email.Contains('@') ? one.Identity.Email : "").ToArray(),
                fresh.Select(one => one.Identity.Name ?? "").ToArray(),
            time.GetUtcNow());
        // Read back: somebody else may have been first.
        foreach (var known in await Read(tenant, [.. fresh.Select(one => one.Id)], ct)) found[known.Id] = known;
        return found;
    }

    private async Task<List<KnownPerson>> Read(TenantId tenant, IReadOnlyList<PersonId> persons, CancellationToken ct)
    {
        var read = await database.For(tenant).Query("""
            select person_id, wrapped_key, erased_at from app.persons where tenant_id = $1 and person_id = any($2)
            """, row => (Id: new PersonId(row.GetGuid(0)), Wrapped: row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1),
            ErasedAt: row.IsDBNull(2) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(2)),
            ct, tenant.Value, persons.Select(person => person.Value).ToArray());
        if (_known.Count > CachedCountMax) _known.Clear();
        return read.ConvertAll(one =>
        {
            var known = new KnownPerson(one.Id, one.Wrapped is null ? null : Unwrap(tenant, one.Id, one.Wrapped), one.ErasedAt);
            _known[(tenant, one.Id)] = known;
            // Asked again, because it may have been told meanwhile.
            if (Erased(tenant, one.Id) is not { } erased) return known;
            _known.TryRemove((tenant, one.Id), out _);
            return erased;
        });
    }

    private static PersonSeal SealWith(TenantId tenant, PersonId person, byte[] key) =>
        new(person, (value, protection) => SealedText.Seal(tenant, person, key, value, protection));

    // Keyed, so that nobody can find out from an id whose it is by trying addresses.
    private PersonId IdOf(TenantId tenant, string email, int generation) => new(StableId.From("person", Convert.ToHexString(
        HMACSHA256.HashData(_naming.Value, Encoding.UTF8.GetBytes($"{tenant.Value}/{email.Trim().ToLowerInvariant()}/{generation}")))));

    private byte[] Wrap(TenantId tenant, PersonId person, byte[] key) =>
        SealedBytes.Seal(keys.Derive($"persons/{tenant.Value}"), key, person.Value.ToByteArray());

    private byte[] Unwrap(TenantId tenant, PersonId person, byte[] whole) =>
        SealedBytes.Unseal(keys.Derive($"persons/{tenant.Value}"), whole, person.Value.ToByteArray());
}
