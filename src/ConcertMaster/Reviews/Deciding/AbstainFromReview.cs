using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

internal sealed record AbstainFromReview(Reviewer By, string? Comment, DateTimeOffset At)
{
    public DecisionTerms Terms { get; init; } = DecisionTerms.None;
}

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(AbstainFromReview command, Review state) =>
        Conclude(state, command.By, Stance.Abstained, command.Comment, command.Terms, command.At, (file, standing) =>
            new ReviewAbstained(file.Id, command.By.Person, command.Comment, command.At, standing));
}

internal static class AbstainFromReviewEndpoint
{
    public static void MapAbstainFromReview(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/abstain", Handle).RequirePermission(Permission.DecideReviews)
            .WithSummary("Leave the decision to the other reviewers of the stage");

    private static async Task<IResult> Handle(
        Guid id, DecisionBody? body, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        var command = new AbstainFromReview(await reviewers.Of(actor, ct), body?.Comment, time.GetUtcNow())
        {
            Terms = new(body?.Stage, body?.ContentHash, body?.Reasons),
        };
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
