using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs.Lanes;

/// <summary>How many runs of the organisation may be under way at once. Runs that are under way already do not count.</summary>
internal static class LimitRuns
{
    /// <param name="RunsAtOnceMax">Null: no limit.</param>
    internal sealed record Body(int? RunsAtOnceMax);

    public static void MapLimitRuns(this RouteGroupBuilder group)
    {
        group.MapGet("/limit", Get).RequirePermission(Permission.ViewRuns)
            .WithSummary("How many runs may be under way at once, and how many are or stand in line");
        group.MapPut("/limit", Put).RequirePermission(Permission.OperateSystem)
            .WithSummary("Limit how many runs of the organisation are under way at once");
    }

    private static async Task<IResult> Get(Actor actor, IEventStore store, TimeProvider time, CancellationToken ct)
    {
        var (lane, version) = await new EventSession(store, actor.Tenant, EventMetadata.None, time)
            .Load(Lane.Stream(LanesOfRun.OrganisationLane(actor.Tenant)), ct: ct);
        return CommandResults.Versioned(Shown(lane), version);
    }

    private static async Task<IResult> Put(
        Body body, Actor actor, HttpContext http, IEventStore store, Admission admission, TimeProvider time,
        CancellationToken ct)
    {
        var session = new EventSession(store, actor.Tenant, ActorAccess.MetadataOf(http, actor), time);
        var outcome = await session.Transact(Lane.Stream(LanesOfRun.OrganisationLane(actor.Tenant)), lane =>
            LaneDecider.Decide(new LimitLane(body.RunsAtOnceMax, actor.UserId.ToString(), time.GetUtcNow()), lane), ct: ct);
        admission.Forget(actor.Tenant);
        return outcome.ToHttpResult(Shown);
    }

    private static object Shown(Lane lane) =>
        new { runsAtOnceMax = lane.Max, running = lane.Running.Count, queued = lane.Queue.Count };
}
