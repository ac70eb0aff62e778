using System.Security.Cryptography;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Files;

internal sealed record StoredFile(Guid Id, string Name, string ContentType, long Size, string Sha256);

/// <summary>Files by id, their contents by hash.</summary>
internal sealed class StoredFiles(Database database, TimeProvider time) : IFileKeeper
{
    async Task<KeptFile> IFileKeeper.Keep(
        TenantId tenant, Guid id, string name, string contentType, byte[] content, string by, CancellationToken ct)
    {
        var file = await Keep(tenant, id, FileEndpoints.SafeName(name), contentType, content, by, ct);
        return new(file.Id, file.Name, file.ContentType, file.Size, file.Sha256);
    }

    async Task<(KeptFile File, byte[] Content)?> IFileKeeper.Read(TenantId tenant, Guid id, CancellationToken ct) =>
        await Read(tenant, id, ct) is not { } found ? null
            : (new(id, found.File.Name, found.File.ContentType, found.File.Size, found.File.Sha256), found.Content);

    Task<List<KeptFile>> IFileKeeper.KeptBy(TenantId tenant, string by, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        database.For(tenant).Query("""
            select id, name, content_type, size, sha256 from app.files
             where tenant_id = $1 and created_by = $2 and id = any($3) order by id
            """, row => new KeptFile(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt64(3),
                Convert.ToHexStringLower(row.GetFieldValue<byte[]>(4))), ct, tenant.Value, by, ids.ToArray());

    async Task IFileKeeper.Forget(TenantId tenant, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var db = database.For(tenant);
        var hashes = await db.Query("delete from app.files where tenant_id = $1 and id = any($2) returning sha256",
            row => row.GetFieldValue<byte[]>(0), ct, tenant.Value, ids.ToArray());
        await db.Execute("""
            delete from app.file_contents c where c.tenant_id = $1 and c.sha256 = any($2) and not exists (
                select from app.files f where f.tenant_id = $1 and f.sha256 = c.sha256)
            """, ct, tenant.Value, hashes.ToArray());
    }

    /// <param name="id">The same for a repeated attempt: the file is then there already.</param>
    public async Task<StoredFile> Keep(
        TenantId tenant, Guid id, string name, string contentType, byte[] content, string by, CancellationToken ct)
    {
        var hash = SHA256.HashData(content);
        var db = database.For(tenant);
        await db.Execute("""
            insert into app.file_contents (tenant_id, sha256, content) values ($1, $2, $3) on conflict do nothing
            """, ct, tenant.Value, hash, content);
        await db.Execute("""
            insert into app.files (tenant_id, id, name, content_type, size, sha256, created_at, created_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """, ct, tenant.Value, id, name, contentType, (long)content.Length, hash, time.GetUtcNow(), by);
        return new(id, name, contentType, content.Length, Convert.ToHexStringLower(hash));
    }

    /// <summary>Null when the organisation has no such file.</summary>
    public async Task<(StoredFile File, byte[] Content)?> Read(TenantId tenant, Guid id, CancellationToken ct)
    {
        var found = await database.For(tenant).Query("""
            select f.name, f.content_type, f.size, f.sha256, c.content
              from app.files f join app.file_contents c on c.tenant_id = f.tenant_id and c.sha256 = f.sha256
             where f.tenant_id = $1 and f.id = $2
            """, row => (
                new StoredFile(id, row.GetString(0), row.GetString(1), row.GetInt64(2),
                    Convert.ToHexStringLower(row.GetFieldValue<byte[]>(3))),
                row.GetFieldValue<byte[]>(4)), ct, tenant.Value, id);
        return found.Count == 0 ? null : found[0];
    }
}
