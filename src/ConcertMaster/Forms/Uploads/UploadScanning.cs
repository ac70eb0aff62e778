using System.Security.Cryptography;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;

namespace ConcertMaster.Forms.Uploads;

/// <summary>
/// Looks at files that have arrived: their type by their content, and then the scanner, where one is configured. Until it
/// has, the file stays in quarantine.
/// </summary>
internal sealed class UploadScanning(UploadStore uploads, IFileScanner scanner)
{
    // Whole files are in memory while they are hashed.
    private readonly SemaphoreSlim _atOnce = new(4);

    public bool IsConfigured => scanner.IsConfigured;

    /// <summary>What a page that sends files has to know.</summary>
    public object Terms => new
    {
        FormLimits.FileBytesMax, FormLimits.ChunkBytesMax, Scanner = IsConfigured ? "configured" : "none",
    };

    public async Task<Upload> Complete(TenantId tenant, Upload upload, FileField? field, CancellationToken ct)
    {
        await _atOnce.WaitAsync(ct);
        try
        {
            var content = await uploads.Pieces(tenant, upload.Id, ct);
            var type = FileTypes.Of(content, upload.Name);
            var isAccepted = FileTypes.IsAccepted(type, field?.Accept ?? []);
            var state = !isAccepted ? UploadState.Rejected : IsConfigured ? UploadState.Quarantined : UploadState.Ready;
            var because = isAccepted ? null : $"The file is {type}, by what is in it. Accepted here: "
                + $"{(field is { Accept.Count: > 0 } ? string.Join(", ", field.Accept) : "documents, pictures and tables")}.";
            await uploads.Complete(tenant, upload.Id, content, type, state, because, ct);
            if (state == UploadState.Quarantined) scanner.Look();
            return upload with
            {
                Received = upload.Size, State = state, Type = type, Because = because,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            };
        }
        finally
        {
            _atOnce.Release();
        }
    }
}
