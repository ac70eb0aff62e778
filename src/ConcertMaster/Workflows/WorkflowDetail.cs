using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

/// <summary>One workflow: its draft now or at an earlier event, its published versions, who changed what.</summary>
internal static class WorkflowDetail
{
    public static void MapWorkflowDetail(this RouteGroupBuilder group)
    {
        group.MapGet("/{id:guid}", Show).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("The draft, now or as it was at a version of the stream");
        group.MapGet("/{id:guid}/versions", Versions).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("Published versions, newest first");
        group.MapGet("/{id:guid}/versions/{number:int}", Version).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("The definition of one published version");
        group.MapGet("/{id:guid}/history", History).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("Every change, newest first");
    }

    private static async Task<IResult> Show(
        Guid id, long? at, EventSession session, DefinitionValidator validator, CancellationToken ct)
    {
        var (state, version) = await session.Load(
            WorkflowStream.For(id), at is { } upTo ? ReadRange.UpTo(upTo) : null, ct);
        var (name, draft, published, archived) = state switch
        {
            Workflow.Active active => (active.Name, active.Draft, active.Published, false),
            Workflow.Archived gone => (gone.Name, gone.Draft, gone.Published, true),
            _ => ("", null, null, false),
        };
        if (draft is null) return WorkflowRefusals.NotFound.ToProblem();
        return CommandResults.Versioned(new
        {
            Id = id,
            Name = name,
            Version = version,
            draft.Definition,
            Archived = archived,
            Published = published is null ? null : new { Version = published.Number, published.Hash },
            HasUnpublishedChanges =
                published is null || CanonicalDefinition.HashOf(validator.Pin(draft.Definition)) != published.Hash,
        }, version);
    }

    private static async Task<IResult> Versions(Guid id, EventSession session, IDirectory people, CancellationToken ct)
    {
        var (published, names) = (new List<(WorkflowPublished Event, RecordedEvent Recorded)>(), new Dictionary<int, string>());
        await foreach (var recorded in session.Store.ReadStream(new(session.Tenant, id), ct: ct))
        {
            if (recorded.Data is WorkflowPublished e) published.Insert(0, (e, recorded));
            if (recorded.Data is VersionNamed named) names[named.Number] = named.Name;
        }
        var items = new List<object>();
        foreach (var (e, recorded) in published)
            items.Add(new
            {
                Version = e.Number, e.Hash, PublishedAt = recorded.Timestamp,
                Name = names.GetValueOrDefault(e.Number) is { Length: > 0 } name ? name : null,
                PublishedBy = await people.NameOf(session.Tenant, recorded.Metadata.UserName, ct),
            });
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> Version(
        Guid id, int number, EventSession session, IPublishedWorkflows published, CancellationToken ct) =>
        await published.Find(session.Tenant, new(id), number, ct) is { } found
            ? Results.Json(new { found.Version, found.Hash, found.Name, found.Definition }, AppJson.Options)
            : WorkflowRefusals.VersionUnknown.ToProblem();

    private static async Task<IResult> History(
        Guid id, int? limit, string? cursor, EventSession session, IDirectory people, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var state = await session.Store.FetchStreamState(new(session.Tenant, id), ct);
        if (state is null) return WorkflowRefusals.NotFound.ToProblem();
        var newest = long.TryParse(Page.Decode(cursor), out var before) ? before - 1 : state.Version;
        var range = new ReadRange { FromVersion = Math.Max(1, newest - size + 1), ToVersion = newest };
        var names = await NodeNames.At(session.Store, state.Key, newest, ct);
        var items = new List<object>();
        await foreach (var recorded in session.Store.ReadStream(state.Key, range, ct))
            items.Insert(0, new
            {
                recorded.Version, recorded.Sequence, Type = recorded.EventName,
                Summary = SummaryOf(recorded, names),
                Actor = await people.NameOf(session.Tenant, recorded.Metadata.UserName, ct), recorded.Timestamp,
            });
        var next = range.FromVersion > 1 ? Page.Cursor(range.FromVersion.ToString()) : null;
        return Results.Json(new { items, next }, AppJson.Options);
    }

    private static string SummaryOf(RecordedEvent recorded, IReadOnlyDictionary<string, string> names) =>
        recorded.Data switch
        {
            IMentionsNodes told => told.Describe(id => names.GetValueOrDefault(id) is { Length: > 0 } name ? name : id),
            IDescribed told => told.Describe(),
            _ => recorded.EventName,
        };
}
