using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

internal sealed record RequestChanges(
    Reviewer By, string? Comment, IReadOnlyList<string> Fields, DateTimeOffset At)
{
    public DecisionTerms Terms { get; init; } = DecisionTerms.None;
}

internal sealed record RecallChanges(Reviewer By, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(RequestChanges command, Review state) =>
        Conclude(state, command.By, Stance.ChangesRequested, command.Comment, command.Terms, command.At,
            (file, standing) => new ReviewChangesRequested(
                file.Id, command.By.Person, command.Comment!, command.Fields, command.At, standing,
                file.Request.AsksSender, file.Request.Subject));

    public static Decision<ReviewEvent> Decide(RecallChanges command, Review state) => state switch
    {
        Review.NotRequested => Refuse(ReviewRefusals.NotFound),
        Review.Decided => Refuse(ReviewRefusals.AlreadyDecided),
        Review.Withdrawn => Refuse(ReviewRefusals.Withdrawn),
        Review.Open { File: { Awaited: null } } => Nothing,
        Review.Open open when Table.Bar(open.File, command.By) is { } bar => Refuse(bar),
        Review.Open open => Accept(new ReviewChangesRecalled(
            open.File.Id, command.By.Person, DueDates.AfterRest(open.File, command.At), command.At,
            open.File.Request.Subject)),
        _ => throw new InvalidOperationException($"Unhandled state {state}."),
    };
}

internal sealed record RequestChangesBody(
    string? Comment, IReadOnlyList<string>? Fields, string? Stage, string? ContentHash, IReadOnlyList<string>? Reasons);

internal static class RequestChangesEndpoint
{
    public static void MapRequestChanges(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/request-changes", Request).RequirePermission(Permission.DecideReviews)
            .WithSummary("Send the data back to its sender, saying what to change");
        group.MapPost("/{id:guid}/recall-changes", Recall).RequirePermission(Permission.DecideReviews)
            .WithSummary("Take a request for changes back, and go on with what there is");
    }

    private static async Task<IResult> Request(
        Guid id, RequestChangesBody? body, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session,
        CancellationToken ct)
    {
        var fields = (body?.Fields ?? []).Take(ReviewLimits.FieldCountMax).ToList();
        var command = new RequestChanges(await reviewers.Of(actor, ct), body?.Comment, fields, time.GetUtcNow())
        {
            Terms = new(body?.Stage, body?.ContentHash, body?.Reasons),
        };
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Recall(
        Guid id, Reviewers reviewers, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new RecallChanges(await reviewers.Of(actor, ct), time.GetUtcNow());
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
