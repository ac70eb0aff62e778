using System.Security.Cryptography;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Output.Files;

/// <summary>Files by id, their contents by hash.</summary>
internal sealed class StoredFiles(Database database, IFileScanner scanner, TimeProvider time) : IFileKeeper
{
    private const string Columns = "f.id, f.name, f.content_type, f.size, f.sha256, f.state, f.because";

    Task<KeptFile> IFileKeeper.Keep(
        TenantId tenant, Guid id, string name, string contentType, byte[] content, string by, CancellationToken ct) =>
        Keep(tenant, id, WholeText.FileName(name), contentType, content, by, ct);

    async Task<KeptFile> IFileKeeper.KeepInQuarantine(
        TenantId tenant, Guid id, string name, string contentType, byte[] content, string by, CancellationToken ct)
    {
        var state = scanner.IsConfigured ? FileStates.Quarantined : FileStates.Ready;
        var file = await Keep(tenant, id, WholeText.FileName(name), contentType, content, by, ct, state);
        if (scanner.IsConfigured) scanner.Look();
        return file;
    }

    Task<List<KeptFile>> IFileKeeper.KeptBy(TenantId tenant, string by, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        database.For(tenant).Query(
            $"select {Columns} from app.files f where f.tenant_id = $1 and f.created_by = $2 and f.id = any($3) order by f.id",
            FileOf, ct, tenant.Value, by, ids.ToArray());

    Task<List<KeptFile>> IFileKeeper.Describe(TenantId tenant, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        database.For(tenant).Query(
            $"select {Columns} from app.files f where f.tenant_id = $1 and f.id = any($2)", FileOf, ct, tenant.Value, ids.ToArray());

    Task IFileKeeper.Forget(TenantId tenant, IReadOnlyList<Guid> ids, CancellationToken ct) => database.For(tenant).Execute("""
        with gone as (delete from app.files where tenant_id = $1 and id = any($2) returning sha256)
        delete from app.file_contents c using gone where c.tenant_id = $1 and c.sha256 = gone.sha256 and not exists (
            select from app.files f where f.tenant_id = $1 and f.sha256 = c.sha256 and f.id <> all($2))
        """, ct, tenant.Value, ids.ToArray());

    /// <param name="id">The same for a repeated attempt: the file is then there already.</param>
    public async Task<KeptFile> Keep(
        TenantId tenant, Guid id, string name, string contentType, byte[] content, string by, CancellationToken ct,
        string state = FileStates.Ready)
    {
        var hash = SHA256.HashData(content);
        var db = database.For(tenant);
        await db.Execute("""
            insert into app.file_contents (tenant_id, sha256, content) values ($1, $2, $3) on conflict do nothing
            """, ct, tenant.Value, hash, content);
        await db.Execute("""
            insert into app.files (tenant_id, id, name, content_type, size, sha256, created_at, created_by, state)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
            """, ct, tenant.Value, id, name, contentType, (long)content.Length, hash, time.GetUtcNow(), by, state);
        return new(id, name, contentType, content.Length, Convert.ToHexStringLower(hash), state);
    }

    /// <summary>Null when the organisation has no such file, or nobody may read it yet.</summary>
    public async Task<(KeptFile File, byte[] Content)?> Read(TenantId tenant, Guid id, CancellationToken ct)
    {
        var found = await database.For(tenant).Query($"""
            select {Columns}, c.content
              from app.files f join app.file_contents c on c.tenant_id = f.tenant_id and c.sha256 = f.sha256
             where f.tenant_id = $1 and f.id = $2 and f.state = 'ready'
            """, row => (FileOf(row), row.GetFieldValue<byte[]>(7)), ct, tenant.Value, id);
        return found.Count == 0 ? null : found[0];
    }

    private static KeptFile FileOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt64(3),
        Convert.ToHexStringLower(row.GetFieldValue<byte[]>(4)), row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6));
}
