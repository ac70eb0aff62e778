using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

/// <summary>Files that come with comments: sent first, then named by the comment, and read by whoever may read that.</summary>
internal static class CommentFiles
{
    private static readonly Refusal TooLarge = new("review.file-too-large", 413,
        $"A file has at most {FileLimits.BytesMax / 1024 / 1024} MB.");
    private static readonly Refusal Empty = CommonRefusals.Invalid("review.file-empty", "Send the file as the body of the request.");

    public static void MapCommentFiles(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/files", Send).RequirePermission(Permission.ViewReviews)
            .WithMetadata(new RequestSizeLimitAttribute(FileLimits.BytesMax + 1))
            .WithSummary("Send a file for a comment: its bytes are the body, its name goes into ?name=");
        group.MapGet("/{id:guid}/files/{fileId:guid}", Download).RequirePermission(Permission.ViewReviews)
            .WithSummary("Download a file of a comment");
    }

    private static async Task<IResult> Send(
        Guid id, string? name, HttpRequest request, Actor actor, EventSession session, IFileKeeper keeper, TimeProvider time,
        CancellationToken ct)
    {
        var (review, _) = await session.Load(Review.Stream(new(id)), ct: ct);
        if (review is Review.NotRequested) return ReviewRefusals.NotFound.ToProblem();
        if (review is Review.Withdrawn) return ReviewRefusals.Withdrawn.ToProblem();
        if (await RequestBody.Read(request, FileLimits.BytesMax, ct) is not { } content) return TooLarge.ToProblem();
        if (content.Length == 0) return Empty.ToProblem();
        var file = await keeper.Keep(actor.Tenant, Guid.CreateVersion7(time.GetUtcNow()), name ?? "", "application/octet-stream",
            content.ToArray(), actor.UserId.ToString(), ct);
        return Results.Json(new CommentFile(file.Id, file.Name, file.Size, file.Sha256), AppJson.Options, null,
            StatusCodes.Status201Created);
    }

    private static async Task<IResult> Download(
        Guid id, Guid fileId, HttpContext http, Actor actor, Reviewers reviewers, EventSession session, IFileKeeper keeper,
        CancellationToken ct)
    {
        var (review, _) = await session.Load(Review.Stream(new(id)), ct: ct);
        if (Review.FileOf(review) is not { } file) return ReviewRefusals.NotFound.ToProblem();
        var isShown = ReviewDetail.CommentsFor(await reviewers.Of(actor, ct), review, file)
            .Any(comment => comment.Files.Any(one => one.Id == fileId));
        return isShown && await keeper.Read(actor.Tenant, fileId, ct) is { } found
            ? Downloads.File(http, found.Content, found.File.ContentType, found.File.Name)
            : ReviewRefusals.FileNotFound.ToProblem();
    }
}
