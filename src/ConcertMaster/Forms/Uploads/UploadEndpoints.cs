using System.Globalization;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Uploads;

/// <param name="Column">Of a question that is asked in each row of the field.</param>
internal sealed record BeginUploadBody(string? Field, string? Name, long? Size, string? Column = null);

/// <summary>
/// Files in pieces: begun, added to at an offset, asked how far they came. What a dropped connection lost is one piece.
/// </summary>
internal static class UploadEndpoints
{
    private const string OffsetHeader = "Upload-Offset";

    public static void MapUploads(this RouteGroupBuilder group)
    {
        group.MapPost("/{token}/uploads", Begin).WithSummary("Begin to upload a file for a question");
        group.MapMethods("/{token}/uploads/{id:guid}", [HttpMethods.Head], Offset).WithSummary("How much of the file has arrived?");
        group.MapPatch("/{token}/uploads/{id:guid}", Add).WithSummary("The next piece of the file");
        group.MapGet("/{token}/uploads/{id:guid}", Get).WithSummary("The file as it is known: type, hash, whether it is released");
        group.MapDelete("/{token}/uploads/{id:guid}", Delete).WithSummary("Forget the file");
    }

    private static async Task<IResult> Begin(
        string token, BeginUploadBody body, UploadOwners owners, UploadStore uploads, TimeProvider time, CancellationToken ct)
    {
        var (owner, refusal) = await owners.Find(token, ct);
        if (owner is null) return refusal!.ToProblem();
        if (FileField.Find(owner.Definition, new(body.Field ?? "", body.Column)) is not { } field)
            return UploadRefusals.FieldUnknown.ToProblem();
        var (others, size) = (await uploads.Of(owner, ct), body.Size ?? 0);
        if (UploadRefusals.WhyNot(field, others, size) is { } refused) return refused.ToProblem();
        var now = time.GetUtcNow();
        var upload = Upload.Begun(owner, field, body.Name, size, now);
        await uploads.Begin(owner.Tenant, upload, now, ct);
        return Results.Json(new { upload.Id, Offset = 0, upload.Size, FormLimits.ChunkBytesMax }, AppJson.Options,
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Offset(
        string token, Guid id, HttpContext http, UploadOwners owners, UploadStore uploads, CancellationToken ct)
    {
        var (_, upload, refusal) = await Find(token, id, owners, uploads, ct);
        if (upload is null) return refusal!.ToProblem();
        http.Response.Headers[OffsetHeader] = upload.Received.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Length"] = upload.Size.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Ok();
    }

    private static async Task<IResult> Add(
        string token, Guid id, HttpContext http, UploadOwners owners, UploadStore uploads, UploadScanning scanning,
        CancellationToken ct)
    {
        if (http.Request.ContentType?.StartsWith("application/offset+octet-stream", StringComparison.OrdinalIgnoreCase) != true)
            return UploadRefusals.MediaType.ToProblem();
        if (!long.TryParse(http.Request.Headers[OffsetHeader], CultureInfo.InvariantCulture, out var offset))
            return UploadRefusals.OffsetConflict.ToProblem();
        var (owner, upload, refusal) = await Find(token, id, owners, uploads, ct);
        if (upload is null) return refusal!.ToProblem();
        if (await ReadPiece(http.Request.Body, ct) is not { } piece) return UploadRefusals.ChunkTooLarge.ToProblem();
        if (upload.State != UploadState.Receiving || upload.Received != offset
            || !await uploads.Add(owner!.Tenant, id, offset, piece, ct)) return UploadRefusals.OffsetConflict.ToProblem();
        http.Response.Headers[OffsetHeader] = (offset + piece.Length).ToString(CultureInfo.InvariantCulture);
        if (offset + piece.Length < upload.Size) return Results.NoContent();
        var done = await scanning.Complete(owner.Tenant, upload, FileField.Find(owner.Definition, upload.Place), ct);
        return done.State == UploadState.Rejected
            ? UploadRefusals.TypeRefused(done).ToProblem()
            : Results.Json(done.Describe(), AppJson.Options);
    }

    private static async Task<IResult> Get(
        string token, Guid id, HttpContext http, UploadOwners owners, UploadStore uploads, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (_, upload, refusal) = await Find(token, id, owners, uploads, ct);
        return upload is null ? refusal!.ToProblem() : Results.Json(upload.Describe(), AppJson.Options);
    }

    private static async Task<IResult> Delete(
        string token, Guid id, UploadOwners owners, UploadStore uploads, CancellationToken ct)
    {
        var (owner, upload, refusal) = await Find(token, id, owners, uploads, ct);
        if (upload is null) return refusal!.ToProblem();
        if (upload.ResponseId is not null) return UploadRefusals.Submitted.ToProblem();
        await uploads.Forget(owner!.Tenant, [id], ct);
        return Results.NoContent();
    }

    private static async Task<(UploadOwner? Owner, Upload? Upload, Refusal? Refusal)> Find(
        string token, Guid id, UploadOwners owners, UploadStore uploads, CancellationToken ct)
    {
        var (owner, refusal) = await owners.Find(token, ct);
        if (owner is null) return (null, null, refusal);
        var upload = await uploads.Find(owner.Tenant, id, ct);
        return upload?.OwnerId == owner.Id ? (owner, upload, null) : (owner, null, UploadRefusals.NotFound);
    }

    private static async Task<byte[]?> ReadPiece(Stream body, CancellationToken ct)
    {
        using var piece = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (piece.Length + read > FormLimits.ChunkBytesMax) return null;
            piece.Write(buffer, 0, read);
        }
        return piece.ToArray();
    }
}
