using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

internal sealed record RequestChanges(
    Reviewer By, string? Comment, IReadOnlyList<string> Fields, DateTimeOffset At);

internal static partial class ReviewDecider
{
    public static Decision<ReviewEvent> Decide(RequestChanges command, Review state) =>
        Conclude(state, command.By, Verdict.ChangesRequested, command.Comment, file =>
        [
            new ReviewChangesRequested(file.Id, command.By.Person, command.Comment!, command.Fields, command.At),
            Verdicted(file, Verdict.ChangesRequested, command.By, command.Comment, command.Fields, command.At),
        ]);
}

internal sealed record RequestChangesBody(string? Comment, IReadOnlyList<string>? Fields);

internal static class RequestChangesEndpoint
{
    public static void MapRequestChanges(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/request-changes", Handle).RequirePermission(Permission.DecideReviews)
            .WithSummary("Send the data back to its sender, saying what to change");

    private static async Task<IResult> Handle(
        Guid id, RequestChangesBody? body, Actor actor, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var fields = (body?.Fields ?? []).Take(ReviewLimits.FieldCountMax).ToList();
        var command = new RequestChanges(Reviewer.Of(actor), body?.Comment, fields, time.GetUtcNow());
        var outcome = await session.Transact(
            Review.Stream(new(id)), review => ReviewDecider.Decide(command, review), ct: ct);
        return outcome.ToHttpResult();
    }
}
