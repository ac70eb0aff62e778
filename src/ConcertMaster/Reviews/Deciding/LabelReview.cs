using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

/// <summary>The label is among the terms.</summary>
internal sealed record LabelReview(Reviewer By, string? Comment, DateTimeOffset At)
{
    public DecisionTerms Terms { get; init; } = DecisionTerms.None;
}

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(LabelReview command, Review state)
    {
        var said = Review.FileOf(state)?.Standing.LastOrDefault(one => one.By.Id == command.By.Id
            && one.Verdict == Stance.Labelled && (command.Terms.Stage is null || one.Stage == command.Terms.Stage));
        // The same label again is a second click; another one is a change of mind, after which no reading is blind.
        if (said is not null && said.Label != command.Terms.Label) return Decision<ReviewEvent>.Refuse(ReviewRefusals.AlreadySaid);
        return Conclude(state, command.By, Stance.Labelled, command.Comment, command.Terms, command.At, (file, standing) =>
            new ReviewLabelled(file.Id, command.By.Person, command.Terms.Label!, command.Comment, command.At, standing,
                file.IsDisputed(file.Stages.First(stage => stage.Id == standing.Stage))));
    }
}

internal sealed record LabelBody(
    string? Label, string? Comment, string? Stage, string? ContentHash, IReadOnlyList<string>? Reasons,
    SignatureBody? Signature) : DecisionBody(Comment, Stage, ContentHash, Reasons, Signature);

internal static class LabelReviewEndpoint
{
    public static void MapLabelReview(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/label", Handle).RequirePermission(Permission.DecideReviews)
            .WithSummary("Choose a label in a stage that is read blind, or settle what its readers disagree on");

    private static async Task<IResult> Handle(
        Guid id, LabelBody? body, HttpContext http, Reviewers reviewers, Signing signing, Actor actor, TimeProvider time,
        EventSession session, CancellationToken ct)
    {
        var (terms, refusal) = await signing.Terms(body, actor, http, ct);
        if (refusal is not null) return refusal.ToProblem();
        var by = await reviewers.Of(actor, ct);
        var command = new LabelReview(by, body?.Comment, time.GetUtcNow()) { Terms = terms with { Label = body?.Label } };
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
