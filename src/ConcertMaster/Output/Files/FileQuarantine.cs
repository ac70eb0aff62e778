using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Files;

/// <summary>Files that are kept for other slices and wait for the scanner.</summary>
internal sealed class FileQuarantine(Database database) : IQuarantine
{
    public async Task<IReadOnlyList<QuarantinedFile>> Waiting(int countMax, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select tenant_id, id, name, sha256 from app.files where state = 'quarantined' order by created_at limit $1
            """, countMax);
        return await QuarantinedFile.ReadAll(command, ct);
    }

    public async Task<byte[]?> Content(QuarantinedFile file, CancellationToken ct) => await database.For(file.Tenant).QuerySingle(
        "select content from app.file_contents where tenant_id = $1 and sha256 = $2",
        row => row.GetFieldValue<byte[]>(0), ct, file.Tenant.Value, Convert.FromHexString(file.Sha256));

    public async Task Release(QuarantinedFile file, string? refusedBecause, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            update app.files set state = $3, because = $4 where tenant_id = $1 and id = $2 and state = 'quarantined'
            """, file.Tenant.Value, file.Id, refusedBecause is null ? FileStates.Ready : FileStates.Rejected, refusedBecause);
        await command.ExecuteNonQueryAsync(ct);
    }
}
