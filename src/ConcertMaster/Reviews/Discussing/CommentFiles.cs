using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

/// <param name="Name">Null once it was forgotten.</param>
/// <param name="Status">One of <see cref="FileStates"/>, or <c>forgotten</c>.</param>
/// <param name="Because">Why it was rejected.</param>
internal sealed record ShownFile(Guid Id, string? Name, long Size, string Sha256, string Status, string? Because);

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
            .WithSummary("Send a file for a comment: its bytes are the body, its name goes into Content-Disposition");
        group.MapGet("/{id:guid}/files/{fileId:guid}", Download).RequirePermission(Permission.ViewReviews)
            .WithSummary("Download a file of a comment");
    }

    private static async Task<IResult> Send(
        Guid id, HttpRequest request, Actor actor, EventSession session, IFileKeeper keeper, TimeProvider time,
        CancellationToken ct)
    {
        var (review, _) = await session.Load(Review.Stream(new(id)), ct: ct);
        if (review is Review.NotRequested) return ReviewRefusals.NotFound.ToProblem();
        if (review is Review.Withdrawn) return ReviewRefusals.Withdrawn.ToProblem();
        if (await RequestBody.Read(request, FileLimits.BytesMax, ct) is not { } content) return TooLarge.ToProblem();
        if (content.Length == 0) return Empty.ToProblem();
        var file = await keeper.KeepInQuarantine(
            actor.Tenant, Guid.CreateVersion7(time.GetUtcNow()), RequestBody.FileName(request), "application/octet-stream",
            content.ToArray(), actor.UserId.ToString(), ct);
        return Results.Json(new ShownFile(file.Id, file.Name, file.Size, file.Sha256, file.State, null), AppJson.Options, null,
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
        if (!isShown) return ReviewRefusals.FileNotFound.ToProblem();
        if (await keeper.Read(actor.Tenant, fileId, ct) is { } found)
            return Downloads.File(http, found.Content, found.File.ContentType, found.File.Name);
        var known = (await keeper.Describe(actor.Tenant, [fileId], ct)).FirstOrDefault();
        return known?.State switch
        {
            FileStates.Quarantined => ReviewRefusals.FileQuarantined.ToProblem(),
            FileStates.Rejected => ReviewRefusals.FileRefused(known.Because).ToProblem(),
            _ => ReviewRefusals.FileNotFound.ToProblem(),
        };
    }

    /// <summary>Comments with what is known of their files now.</summary>
    public static async Task<IReadOnlyList<object>> Show(
        IFileKeeper keeper, TenantId tenant, IReadOnlyList<ReviewComment> comments, CancellationToken ct)
    {
        Guid[] ids = [.. comments.SelectMany(comment => comment.Files).Select(file => file.Id)];
        var known = ids.Length == 0 ? [] : (await keeper.Describe(tenant, ids, ct)).ToDictionary(file => file.Id);
        return [.. comments.Select(comment => new
        {
            comment.Id, comment.By, comment.Text, comment.Field, comment.At, comment.ReplyTo, comment.IsQuery,
            comment.Mentions, comment.ResolvedBy,
            Files = (IReadOnlyList<ShownFile>)[.. comment.Files.Select(file => known.TryGetValue(file.Id, out var kept)
                ? new ShownFile(file.Id, kept.Name, file.Size, file.Sha256, kept.State, kept.Because)
                : new ShownFile(file.Id, null, file.Size, file.Sha256, "forgotten", null))],
        })];
    }
}
