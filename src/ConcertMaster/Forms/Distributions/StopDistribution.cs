using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Distributions;

using static Decision<DistributionEvent>;

internal sealed record StopDistribution(UserId By, DateTimeOffset At);

internal sealed record FinishDistribution(int Sent, int Undelivered, DateTimeOffset At);

internal static class DistributionDecider
{
    public static Decision<DistributionEvent> Decide(StopDistribution command, Distribution state) => state switch
    {
        Distribution.Under under => Accept(new DistributionStopped(under.Terms.DistributionId, command.By, command.At)),
        Distribution.Ended { IsStopped: true } => Nothing,
        Distribution.Ended => Refuse(DistributionRefusals.Finished),
        _ => Refuse(DistributionRefusals.NotFound),
    };

    public static Decision<DistributionEvent> Decide(FinishDistribution command, Distribution state) => state switch
    {
        Distribution.Under under => Accept(new DistributionFinished(
            under.Terms.DistributionId, command.Sent, command.Undelivered, command.At)),
        _ => Nothing, // stopped at the last moment
    };
}

internal static class DistributionRefusals
{
    public static readonly Refusal NotFound = new("distribution.not-found", 404,
        "There is no such sending. Look at the sendings of the form.");
    public static readonly Refusal Finished = new("distribution.finished", 409,
        "Everybody was told already. Revoke the links of those who shall not answer.");
}

internal static class StopDistributionEndpoint
{
    public static void MapStopDistribution(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/distributions/{distributionId:guid}/stop", Handle).RequirePermission(Permission.SendForms)
            .WithSummary("Stop a sending: whoever was not told yet will not be");

    private static async Task<IResult> Handle(
        Guid id, Guid distributionId, Actor actor, EventSession session, TimeProvider time, CancellationToken ct)
    {
        var command = new StopDistribution(actor.UserId, time.GetUtcNow());
        return (await session.Transact(Distribution.Stream(distributionId), state =>
            state is Distribution.Under under && under.Terms.FormId.Value != id ? Refuse(DistributionRefusals.NotFound)
                : DistributionDecider.Decide(command, state), ct: ct)).ToHttpResult();
    }
}
