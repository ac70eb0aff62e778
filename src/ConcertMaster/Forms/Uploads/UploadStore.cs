using System.Security.Cryptography;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Forms.Uploads;

internal static class UploadState
{
    public const string Receiving = "receiving";
    public const string Quarantined = FileStates.Quarantined;
    public const string Ready = FileStates.Ready;
    public const string Rejected = FileStates.Rejected;
}

/// <param name="OwnerId">The invitation or the test that it was sent along with.</param>
internal sealed record Upload(
    Guid Id, Guid OwnerId, AnswerPlace Place, string Name, long Size, long Received, string State, string? Type,
    string? Sha256, bool Scanned, string? Because, Guid? ResponseId)
{
    public const string Columns =
        """
        upload_id, invitation_id, field, name, size, received, state, content_type, sha256, scanned, because, response_id, in_column
        """;

    public static Upload Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), new(row.GetString(2), row.IsDBNull(12) ? null : row.GetString(12)), row.GetString(3),
        row.GetInt64(4), row.GetInt64(5),
        row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7),
        row.IsDBNull(8) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(8)), row.GetBoolean(9),
        row.IsDBNull(10) ? null : row.GetString(10), row.IsDBNull(11) ? null : row.GetGuid(11));

    public static Upload Begun(UploadOwner owner, FileField field, string? name, long size, DateTimeOffset at) => new(
        Guid.CreateVersion7(at), owner.Id, field.Place, WholeText.FileName(name), size, 0, UploadState.Receiving, null, null, false,
        null, null);

    public object Describe() => new { Id, Name, Size, Type, Sha256, Status = State, Because, Scanned };
}

/// <summary>Files as they come in, piece by piece, and their contents by hash.</summary>
internal sealed class UploadStore(Database database) : IQuarantine
{
    public Task Begin(TenantId tenant, Upload upload, DateTimeOffset at, CancellationToken ct) => database.For(tenant).Execute("""
        insert into app.form_uploads
            (tenant_id, upload_id, invitation_id, field, in_column, name, size, received, state, scanned, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, 0, 'receiving', false, $8)
        """, ct, tenant.Value, upload.Id, upload.OwnerId, upload.Place.Field, upload.Place.Column, upload.Name, upload.Size, at);

    public Task<List<Upload>> Of(UploadOwner owner, CancellationToken ct) => database.For(owner.Tenant).Query(
        $"select {Upload.Columns} from app.form_uploads where tenant_id = $1 and invitation_id = $2 order by upload_id",
        Upload.Read, ct, owner.Tenant.Value, owner.Id);

    public Task<Upload?> Find(TenantId tenant, Guid id, CancellationToken ct) => database.For(tenant).QuerySingle(
        $"select {Upload.Columns} from app.form_uploads where tenant_id = $1 and upload_id = $2", Upload.Read, ct, tenant.Value, id);

    /// <returns>False when the piece does not begin where the last one ended.</returns>
    public async Task<bool> Add(TenantId tenant, Guid id, long offset, byte[] piece, CancellationToken ct) =>
        await database.For(tenant).Execute("""
            with grown as (
                update app.form_uploads set received = received + $4
                 where tenant_id = $1 and upload_id = $2 and received = $3 and received + $4 <= size and state = 'receiving'
                returning upload_id)
            insert into app.form_upload_chunks (tenant_id, upload_id, at_offset, content)
            select $1, upload_id, $3, $5 from grown
            """, ct, tenant.Value, id, offset, (long)piece.Length, piece) == 1;

    public async Task<byte[]> Pieces(TenantId tenant, Guid id, CancellationToken ct)
    {
        var pieces = await database.For(tenant).Query("""
            select content from app.form_upload_chunks where tenant_id = $1 and upload_id = $2 order by at_offset
            """, row => row.GetFieldValue<byte[]>(0), ct, tenant.Value, id);
        var whole = new byte[pieces.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.CopyTo(whole, at);
            at += piece.Length;
        }
        return whole;
    }

    /// <summary>Keeps the whole file under its hash; its pieces go.</summary>
    public async Task Complete(
        TenantId tenant, Guid id, byte[] content, string type, string state, string? because, CancellationToken ct)
    {
        var db = database.For(tenant);
        var hash = SHA256.HashData(content);
        if (state != UploadState.Rejected)
            await db.Execute("""
                insert into app.form_file_contents (tenant_id, sha256, content) values ($1, $2, $3) on conflict do nothing
                """, ct, tenant.Value, hash, content);
        await db.Execute("""
            with gone as (delete from app.form_upload_chunks where tenant_id = $1 and upload_id = $2)
            update app.form_uploads set state = $3, content_type = $4, sha256 = $5, because = $6
             where tenant_id = $1 and upload_id = $2
            """, ct, tenant.Value, id, state, type, hash, because);
    }

    public async Task<IReadOnlyList<QuarantinedFile>> Waiting(int countMax, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select tenant_id, upload_id, name, sha256 from app.form_uploads
             where state = 'quarantined' order by created_at limit $1
            """, countMax);
        return await QuarantinedFile.ReadAll(command, ct);
    }

    public Task<byte[]?> Content(QuarantinedFile file, CancellationToken ct) => Content(file.Tenant, file.Sha256, ct);

    public Task Release(QuarantinedFile file, string? refusedBecause, CancellationToken ct) =>
        database.For(file.Tenant).Execute("""
            update app.form_uploads set state = $3, because = $4, scanned = true
             where tenant_id = $1 and upload_id = $2 and state = 'quarantined'
            """, ct, file.Tenant.Value, file.Id, refusedBecause is null ? UploadState.Ready : UploadState.Rejected, refusedBecause);

    public async Task<byte[]?> Content(TenantId tenant, string sha256, CancellationToken ct) => await database.For(tenant).QuerySingle(
        "select content from app.form_file_contents where tenant_id = $1 and sha256 = $2",
        row => row.GetFieldValue<byte[]>(0), ct, tenant.Value, Convert.FromHexString(sha256));

    public Task Attach(TenantId tenant, ResponseId response, IReadOnlyList<Guid> uploads, CancellationToken ct) =>
        database.For(tenant).Execute("""
            update app.form_uploads set response_id = $2 where tenant_id = $1 and upload_id = any($3)
            """, ct, tenant.Value, response.Value, uploads.ToArray());

    /// <summary>Forgets uploads, and contents that nobody else has sent, at once: a content without an upload is found by nobody.</summary>
    public Task Forget(TenantId tenant, IReadOnlyList<Guid> uploads, CancellationToken ct) => database.For(tenant).Execute("""
        with pieces as (delete from app.form_upload_chunks where tenant_id = $1 and upload_id = any($2)),
        files as (delete from app.form_uploads where tenant_id = $1 and upload_id = any($2) returning sha256)
        delete from app.form_file_contents c using files where c.tenant_id = $1 and c.sha256 = files.sha256 and not exists (
            select from app.form_uploads u where u.tenant_id = $1 and u.sha256 = c.sha256 and u.upload_id <> all($2))
        """, ct, tenant.Value, uploads.ToArray());
}
