using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews.Gates;

/// <param name="Kind">workflow.publish or form.publish.</param>
internal sealed record AskBeforehandBody(string? Kind, Guid Subject, string? Queue);

/// <summary>Somebody wants another look at a draft before it is published, whether or not a rule asks for one.</summary>
internal static class AskBeforehandEndpoint
{
    private static readonly Refusal Unknown = CommonRefusals.Invalid("review.act-unknown",
        "Name a workflow or a form with changes that are not published, as `kind` workflow.publish or form.publish and its id.");

    public static void MapAskBeforehand(this RouteGroupBuilder group) =>
        group.MapPost("/acts", Handle).RequirePermission(Permission.EditWorkflows)
            .WithSummary("Ask for the review of a draft before it is published");

    private static async Task<IResult> Handle(
        AskBeforehandBody body, IEnumerable<IGatedActSource> sources, ReviewGate gate, Actor actor, EventSession session,
        CancellationToken ct)
    {
        var source = sources.FirstOrDefault(one => one.Kind == body.Kind);
        if (source is null || await source.Of(session, body.Subject, ct) is not { } act) return Unknown.ToProblem();
        var id = await gate.Ask(session, actor, act, body.Queue, ct);
        return Results.Json(new { id }, AppJson.Options, null, StatusCodes.Status201Created);
    }
}
