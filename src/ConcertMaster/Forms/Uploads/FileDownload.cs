using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Uploads;

internal static class FileDownload
{
    public static void MapFileDownload(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/files/{fileId:guid}", Get).RequirePermission(Permission.ViewResponses)
            .WithSummary("A file that was sent with a response, once it is released");

    private static async Task<IResult> Get(
        Guid id, Guid fileId, HttpContext http, TenantDatabase db, UploadStore uploads, CancellationToken ct)
    {
        var upload = await uploads.Find(db.Tenant, fileId, ct);
        if (upload is null || upload.ResponseId != id) return UploadRefusals.NotFound.ToProblem();
        if (upload.State != UploadState.Ready) return UploadRefusals.Quarantined.ToProblem();
        if (await uploads.Content(db.Tenant, upload.Sha256!, ct) is not { } content) return UploadRefusals.NotFound.ToProblem();
        // Never shown in place: what people upload must not run as a page of ours.
        http.Response.Headers["X-Content-Type-Options"] = "nosniff";
        http.Response.Headers["Content-Security-Policy"] = "sandbox; default-src 'none'";
        return Results.File(content, upload.Type, upload.Name);
    }
}
