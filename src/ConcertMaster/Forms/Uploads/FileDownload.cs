using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Persons;
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
        Guid id, Guid fileId, HttpContext http, Actor actor, TenantDatabase db, EventSession session, UploadStore uploads,
        PublishedForms forms, CancellationToken ct)
    {
        var upload = await uploads.Find(db.Tenant, fileId, ct);
        if (upload is null || upload.ResponseId != id) return UploadRefusals.NotFound.ToProblem();
        var (response, _) = await session.Load(Response.Stream(new(id)), ct: ct);
        if (response is not Response.Submitted { Receipt: var receipt }) return UploadRefusals.NotFound.ToProblem();
        var form = await forms.Load(db.Tenant, receipt.FormId, ct);
        if (form.Versions[receipt.FormVersion].Protects.ByName.TryGetValue(upload.Place.Field, out var protection)
            && !actor.May(protection == Protection.Secret ? Permission.ViewSecret : Permission.ViewPersonal))
            return CommonRefusals.AccessDenied.ToProblem();
        if (upload.State != UploadState.Ready) return UploadRefusals.Quarantined.ToProblem();
        if (await uploads.Content(db.Tenant, upload.Sha256!, ct) is not { } content) return UploadRefusals.NotFound.ToProblem();
        return Downloads.File(http, content, upload.Type ?? FileTypes.Unknown, upload.Name);
    }
}
