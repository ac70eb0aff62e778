using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Output.Files;

internal static class FileEndpoints
{
    private static readonly Refusal NotFound = new("file.not-found", 404,
        "There is no such file. It may belong to another organisation.");
    private static readonly Refusal TooLarge = new("file.too-large", 413,
        $"A file has at most {OutputLimits.FileBytesMax / 1024 / 1024} MB.");
    private static readonly Refusal Empty = CommonRefusals.Invalid("file.empty", "Send the file as the body of the request.");

    public static void MapFiles(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/files").WithTags("Files");
        group.MapGet("/{id:guid}", Download).RequirePermission(Permission.ViewRuns).WithSummary("Download a file");
        group.MapPost("/", Upload).RequirePermission(Permission.StartRuns)
            .WithMetadata(new RequestSizeLimitAttribute(OutputLimits.FileBytesMax))
            .WithSummary("Upload a file: its bytes are the body, its name goes into ?name=");
    }

    private static async Task<IResult> Download(Guid id, HttpContext http, TenantDatabase db, StoredFiles files, CancellationToken ct)
    {
        if (await files.Read(db.Tenant, id, ct) is not { } found) return NotFound.ToProblem();
        return Downloads.File(http, found.Content, found.File.ContentType, found.File.Name);
    }

    private static async Task<IResult> Upload(
        string? name, HttpRequest request, Actor actor, StoredFiles files, TimeProvider time, CancellationToken ct)
    {
        if (await RequestBody.Read(request, OutputLimits.FileBytesMax, ct) is not { } content) return TooLarge.ToProblem();
        if (content.Length == 0) return Empty.ToProblem();
        var file = await files.Keep(actor.Tenant, Guid.CreateVersion7(time.GetUtcNow()), WholeText.FileName(name),
            "application/octet-stream", content.ToArray(), actor.UserId.ToString(), ct);
        return Results.Json(new { file.Id, file.Name, file.Size, file.Sha256, url = $"/api/files/{file.Id}" },
            AppJson.Options, statusCode: StatusCodes.Status201Created);
    }
}
