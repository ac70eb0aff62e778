using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

/// <summary>Who said what about which content, signed how: one line an opinion, for those who check it elsewhere.</summary>
internal static class ExportDecisions
{
    private const int ReviewCountMax = 5_000;

    private static readonly string[] Columns =
    [
        "review", "title", "queue", "state", "subjectKind", "subjectId", "stage", "decision", "label", "by", "onBehalfOf", "at",
        "lapsedAt", "comment", "reasons", "contentHash", "signedBy", "signedAs", "signedAt", "signedContentHash",
    ];

    public static void MapExportDecisions(this RouteGroupBuilder group) =>
        group.MapGet("/decisions.csv", Export).RequirePermission(Permission.ViewReviews)
            .WithSummary("Decisions and signatures of a list of reviews, as CSV");

    private static async Task<IResult> Export(
        [AsParameters] ReviewListQuery query, Actor actor, Reviewers reviewers, ReviewPace pace, TenantDatabase db,
        EventSession session, TimeProvider time, CancellationToken ct)
    {
        var me = await reviewers.Of(actor, ct);
        var filter = new ReviewFilter(db.Tenant, actor, me, time.GetUtcNow(), await pace.Of(db, ct));
        filter.Apply(query);
        var ids = await db.Query($"""
            select review_id from read.review_inbox where {filter.Condition}
             order by requested_at desc, review_id desc limit {filter.Value(ReviewCountMax)}
            """, row => new ReviewId(row.GetGuid(0)), ct, filter.Values);
        var rows = new List<JsonElement>();
        foreach (var id in ids)
        {
            var (review, _) = await session.Load(Review.Stream(id), ct: ct);
            if (Review.FileOf(review) is { } file)
                rows.AddRange(file.Opinions.Where(one => !ReviewDetail.IsHidden(file, one, me, review))
                    .Select(one => Row(review, file, one)));
        }
        var table = CsvFiles.Write(rows, [.. Columns.Select(column => (column, column))]);
        return Results.File(table, "text/csv; charset=utf-8", "decisions.csv");
    }

    private static JsonElement Row(Review review, ReviewFile file, ReviewOpinion one) => AppJson.ToElement(new
    {
        review = file.Id,
        title = file.Request.Title,
        queue = file.Request.Queue,
        state = ReviewDetail.StateOf(review, null),
        subjectKind = file.Request.Subject.Kind,
        subjectId = file.Request.Subject.Id,
        stage = file.Stages.FirstOrDefault(stage => stage.Id == one.Stage)?.Name ?? one.Stage,
        decision = one.Verdict,
        label = one.Label,
        by = one.By.Name,
        onBehalfOf = one.OnBehalfOf?.Name,
        at = one.At,
        lapsedAt = one.LapsedAt,
        comment = one.Comment,
        reasons = string.Join(' ', one.Reasons),
        contentHash = one.ContentHash,
        signedBy = one.Signature?.Name,
        signedAs = one.Signature?.Meaning,
        signedAt = one.Signature?.At,
        signedContentHash = one.Signature?.ContentHash,
    });
}
