using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs;

/// <summary>What has happened in a run, event by event? Most runs fit into one answer.</summary>
internal static class RunHistory
{
    /// <summary>Events in one answer, also where the caller does not say how many.</summary>
    private const int PageSizeMax = 1_000;

    public static void MapRunHistory(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/events", Events).RequirePermission(Permission.ViewRuns)
            .WithSummary("The events of a run, oldest first; with 'from' those from one version on");

    private static async Task<IResult> Events(
        Guid id, long? from, int? limit, string? cursor, Actor actor, IEventStore store, IDirectory directory,
        CancellationToken ct)
    {
        var stream = new StreamKey(actor.Tenant, id);
        if (await store.FetchStreamState(stream, ct) is not { StreamType: RunStore.StreamType })
            return RunRefusals.Unknown.ToProblem();
        var size = Math.Clamp(limit ?? PageSizeMax, 1, PageSizeMax);
        var first = long.TryParse(Page.Decode(cursor), out var next) ? next : Math.Max(1, from ?? 1);
        var events = new List<RecordedEvent>();
        // One more than asked for tells whether there is a following page.
        var range = new ReadRange { FromVersion = first, ToVersion = first + size };
        await foreach (var recorded in store.ReadStream(stream, range, ct)) events.Add(recorded);
        var items = new List<object>(events.Count);
        foreach (var recorded in events.Take(size)) items.Add(await Shown(recorded, directory, ct));
        return Results.Json(
            new Page<object>(items, events.Count > size ? Page.Cursor($"{first + size}") : null), AppJson.Options);
    }

    private static async Task<object> Shown(RecordedEvent recorded, IDirectory directory, CancellationToken ct)
    {
        var by = recorded.Metadata.UserName;
        return new
        {
            recorded.Sequence,
            recorded.Version,
            type = recorded.EventName,
            data = JsonSerializer.SerializeToElement(recorded.Data, recorded.Data.GetType(), AppJson.Options),
            recorded.Timestamp,
            actor = by is null ? null : new { id = by, name = await directory.NameOf(recorded.Tenant, by, ct) },
            recorded.Metadata.CorrelationId,
            recorded.Metadata.CausationId,
        };
    }
}
