using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

internal sealed record DecideInBulkBody(IReadOnlyList<Guid>? Ids, Verdict? Verdict, string? Comment);

/// <summary>What became of one review of a bulk decision.</summary>
internal sealed record BulkItem(Guid Id, bool Decided, string? Code, string? Message);

/// <summary>Each review is decided by its own rules and has its own events; one refusal stops no other.</summary>
internal static class DecideInBulkEndpoint
{
    private static readonly Refusal Malformed = CommonRefusals.Invalid("review.bulk-invalid",
        $"Name 1 to {ReviewLimits.BulkCountMax} reviews in `ids`, and a verdict: approved, rejected or changesRequested.");

    public static void MapDecideInBulk(this RouteGroupBuilder group) =>
        group.MapPost("/bulk", Handle).RequirePermission(Permission.DecideReviews)
            .WithSummary("Decide several reviews in the same way");

    private static async Task<IResult> Handle(
        DecideInBulkBody body, HttpContext http, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        if (body.Ids is not { Count: > 0 and <= ReviewLimits.BulkCountMax } ids || body.Verdict is not { } verdict)
            return Malformed.ToProblem();
        var (by, at) = (await reviewers.Of(actor, ct), time.GetUtcNow());
        var items = new List<BulkItem>(ids.Count);
        var last = 0L;
        foreach (var id in ids.Distinct())
        {
            var outcome = await session.Transact(
                Review.Stream(new(id)), review => Decide(verdict, by, body.Comment, at, review), ct: ct);
            items.Add(new(id, !outcome.IsRefused, outcome.Refusal?.Code, outcome.Refusal?.Message));
            last = Math.Max(last, outcome.LastSequence);
        }
        CommandResults.NoteSequence(http, last);
        return Results.Json(new { items }, AppJson.Options);
    }

    private static Decision<ReviewEvent> Decide(
        Verdict verdict, Reviewer by, string? comment, DateTimeOffset at, Review review) => verdict switch
    {
        Verdict.Approved => ReviewDecider.Decide(new ApproveReview(by, comment, at), review),
        Verdict.Rejected => ReviewDecider.Decide(new RejectReview(by, comment, at), review),
        Verdict.ChangesRequested => ReviewDecider.Decide(new RequestChanges(by, comment, [], at), review),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
