using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

internal sealed record DecideInBulkBody(
    IReadOnlyList<Guid>? Ids, Verdict? Verdict, string? Comment, IReadOnlyList<string>? Reasons);

/// <summary>What became of one review of a bulk decision.</summary>
internal sealed record BulkItem(Guid Id, bool Decided, string? Code, string? Message);

/// <summary>Each review is decided by its own rules and has its own events; one refusal stops no other.</summary>
internal static class DecideInBulkEndpoint
{
    private static readonly Refusal Malformed = CommonRefusals.Invalid("review.bulk-invalid",
        $"Name 1 to {ReviewLimits.BulkCountMax} reviews in `ids`, and a verdict: approved, rejected or changesRequested.");

    private static readonly Refusal Mixed = CommonRefusals.Invalid("review.bulk-mixed",
        "These reviews are of different queues or stages. Decide those of one queue and stage together.");

    public static void MapDecideInBulk(this RouteGroupBuilder group)
    {
        group.MapPost("/bulk", Handle).RequirePermission(Permission.DecideReviews)
            .WithSummary("Decide several reviews of one queue and stage in the same way");
        group.MapPost("/bulk/preview", Preview).RequirePermission(Permission.DecideReviews)
            .WithSummary("What a decision about several reviews would do to each, without doing it");
    }

    private static async Task<IResult> Handle(
        DecideInBulkBody body, HttpContext http, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        if (body.Ids is not { Count: > 0 and <= ReviewLimits.BulkCountMax } ids || body.Verdict is not { } verdict)
            return Malformed.ToProblem();
        if (!AreAlike(await Load(ids, session, ct))) return Mixed.ToProblem();
        var (by, at) = (await reviewers.Of(actor, ct), time.GetUtcNow());
        var items = new List<BulkItem>(ids.Count);
        var last = 0L;
        foreach (var id in ids.Distinct())
        {
            var outcome = await session.Transact(
                Review.Stream(new(id)), review => Decide(verdict, by, body.Comment, body.Reasons, at, review), ct: ct);
            items.Add(new(id, !outcome.IsRefused, outcome.Refusal?.Code, outcome.Refusal?.Message));
            last = Math.Max(last, outcome.LastSequence);
        }
        CommandResults.NoteSequence(http, last);
        return Results.Json(new { items }, AppJson.Options);
    }

    private static async Task<IResult> Preview(
        DecideInBulkBody body, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        if (body.Ids is not { Count: > 0 and <= ReviewLimits.BulkCountMax } ids || body.Verdict is not { } verdict)
            return Malformed.ToProblem();
        var (by, at) = (await reviewers.Of(actor, ct), time.GetUtcNow());
        var reviews = await Load(ids, session, ct);
        // What is yet to be written is no reason against it.
        var comment = string.IsNullOrWhiteSpace(body.Comment) ? "?" : body.Comment;
        var items = reviews.Select(one => Decide(verdict, by, comment, body.Reasons ?? ["?"], at, one.Review) switch
        {
            Decision<ReviewEvent>.Refused refused => new BulkItem(one.Id, false, refused.Refusal.Code, refused.Refusal.Message),
            Decision<ReviewEvent>.Unchanged => new(one.Id, false, "review.already-said", "You have decided this already."),
            _ => new BulkItem(one.Id, true, null, null),
        });
        return Results.Json(new { items, alike = AreAlike(reviews) }, AppJson.Options);
    }

    private static async Task<IReadOnlyList<(Guid Id, Review Review)>> Load(
        IReadOnlyList<Guid> ids, EventSession session, CancellationToken ct)
    {
        var reviews = new List<(Guid, Review)>(ids.Count);
        foreach (var id in ids.Distinct()) reviews.Add((id, (await session.Load(Review.Stream(new(id)), ct: ct)).State));
        return reviews;
    }

    // One reason, one look: what is decided together is of one kind. Those that are over are told so one by one.
    private static bool AreAlike(IReadOnlyList<(Guid Id, Review Review)> reviews) => reviews
        .Select(one => one.Review).OfType<Review.Open>()
        .Select(open => (open.File.Request.Queue, Stages: string.Join(',', open.File.OpenStages.Select(stage => stage.Name))))
        .Distinct().Count() <= 1;

    private static Decision<ReviewEvent> Decide(
        Verdict verdict, Reviewer by, string? comment, IReadOnlyList<string>? reasons, DateTimeOffset at, Review review)
    {
        var terms = new DecisionTerms(Reasons: reasons);
        return verdict switch
        {
            Verdict.Approved => ReviewDecider.Decide(new ApproveReview(by, comment, at) { Terms = terms }, review),
            Verdict.Rejected => ReviewDecider.Decide(new RejectReview(by, comment, at) { Terms = terms }, review),
            Verdict.ChangesRequested => ReviewDecider.Decide(new RequestChanges(by, comment, [], at) { Terms = terms }, review),
            _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
        };
    }
}
