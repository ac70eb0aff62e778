using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Operations;

/// <summary>How far is every projection and subscription, and what an operator may do about one that stands.</summary>
internal static class Projections
{
    private static readonly Refusal Unknown = new("projection.unknown", 404,
        "There is no projection or subscription of that name.");

    private static readonly Refusal NothingFailed = new("projection.not-stopped", 409,
        "No event has stopped it, so there is nothing to retry or skip.");

    private static readonly Refusal NotRebuildable = new("projection.not-rebuildable", 409,
        "It is a subscription: what it did cannot be done over. Only projections can be rebuilt.");

    public static void MapProjections(this RouteGroupBuilder group)
    {
        group.MapGet("/projections", List).RequirePermission(Permission.ViewSystem)
            .WithSummary("Position, lag, rate and last error of every projection");
        group.MapPost("/projections/{name}/{act}", Act).RequirePermission(Permission.OperateSystem)
            .WithSummary("pause, resume, retry, skip or rebuild, by who runs the installation; each is recorded as an event");
    }

    // Why something failed may quote an event: whoever does not run the installation reads that of their own events only.
    private static async Task<IResult> List(
        Actor actor, Operators operators, ProjectionDaemon daemon, CancellationToken ct)
    {
        var mayOperate = await operators.Include(actor, ct);
        var items = (await daemon.Status(ct)).Select(shard => For(actor, mayOperate, shard)).Select(shard => new
        {
            shard.Name, shard.Kind, shard.Version, State = StateOf(shard), shard.Node, Position = shard.Sequence,
            Head = shard.Sequence + shard.Lag, shard.Lag, shard.EventsPerSecond,
            LastError = shard.Failure?.Reason ?? shard.LastError,
            Failure = shard.Failure is { } failure
                ? new { failure.Sequence, failure.EventName, failure.Reason, failure.FailedAt } : null,
            shard.ChangedBy,
            Rebuild = shard.Rebuild is { } rebuild ? new { Position = rebuild.Sequence, Target = rebuild.Head } : null,
        });
        return Results.Json(new { items, next = (string?)null, mayOperate }, AppJson.Options);
    }

    internal static ShardStatus For(Actor actor, bool mayOperate, ShardStatus shard) => mayOperate ? shard : shard with
    {
        Failure = shard.Failure?.Tenant == actor.Tenant ? shard.Failure : null,
        LastError = null,
        ChangedBy = null,
    };

    private static string StateOf(ShardStatus shard) => shard switch
    {
        { State: ShardState.Poisoned } => "faulted",
        { State: ShardState.Paused } => "paused",
        { State: ShardState.Superseded } => "superseded",
        { Rebuild: not null } => "rebuilding",
        _ => "running",
    };

    private static async Task<IResult> Act(
        string name, string act, Actor actor, Operators operators, ProjectionDaemon daemon, CancellationToken ct)
    {
        if (!await operators.Include(actor, ct)) return Operators.NotOperatedByYou.ToProblem();
        var (operations, by) = (daemon.Operations, actor.UserId.ToString());
        if ((await daemon.Status(ct)).FirstOrDefault(shard => shard.Name == name) is not { } shard)
            return Unknown.ToProblem();
        switch (act)
        {
            case "pause": await operations.Pause(name, by, ct); break;
            case "resume": await operations.Resume(name, by, ct); break;
            case "retry" when !await operations.Retry(name, by, ct): return NothingFailed.ToProblem();
            case "skip" when !await operations.Skip(name, by, ct): return NothingFailed.ToProblem();
            case "retry" or "skip": break;
            case "rebuild" when shard.Kind != ShardKind.Projection: return NotRebuildable.ToProblem();
            case "rebuild": await operations.Rebuild(name, by, ct); break;
            default: return CommonRefusals.NotFound.ToProblem();
        }
        return Results.Accepted();
    }
}
