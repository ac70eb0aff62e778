using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Links;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Responses;

using static Decision<ResponseEvent>;

internal sealed record WithdrawResponse(string? Reason, UserId By, DateTimeOffset At);

internal static partial class ResponseDecider
{
    public static Decision<ResponseEvent> Decide(WithdrawResponse command, Response state) => state switch
    {
        Response.Submitted { WithdrawnAt: not null } => Nothing,
        Response.Submitted when command.Reason?.Trim().Length is not (> 0 and <= FormLimits.ReasonLengthMax) =>
            Refuse(ResponseRefusals.ReasonRequired),
        Response.Submitted response => Accept(new ResponseWithdrawn(
            response.Receipt.ResponseId, command.Reason!.Trim(), command.By, command.At)),
        _ => Refuse(ResponseRefusals.NotFound),
    };
}

internal sealed record WithdrawResponseBody(string? Reason);

internal static class WithdrawResponseEndpoint
{
    public static void MapWithdrawResponse(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/withdraw", Handle).RequirePermission(Permission.AmendResponses)
            .WithSummary("Withdraw a response, with a reason: it no longer counts, and stays in the history");

    private static async Task<IResult> Handle(
        Guid id, WithdrawResponseBody body, HttpRequest request, Actor actor, TimeProvider time, EventSession session,
        LinkQuotas quotas, CancellationToken ct)
    {
        if (!CommandResults.TryReadIfMatch(request, out var expected)) return CommonRefusals.PreconditionInvalid.ToProblem();
        var command = new WithdrawResponse(body.Reason, actor.UserId, time.GetUtcNow());
        var outcome = await session.Transact(Response.Stream(new(id)),
            response => ResponseDecider.Decide(command, response), expected, ct);
        // Somebody else may have the place.
        if (outcome is { LastSequence: > 0, State: Response.Submitted { Receipt: var receipt } }
            && (await session.Load(Invitation.Stream(receipt.InvitationId), ct: ct)).State is Invitation.Issued { Letter.Quota: not null })
            await quotas.GiveBack(session.Tenant, receipt.DistributionId);
        return outcome.ToHttpResult();
    }
}
