using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

/// <summary>One workflow: its draft now or at an earlier event, and its published versions.</summary>
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
    }

    private static async Task<IResult> Show(
        Guid id, long? at, EventSession session, DefinitionValidator validator, CancellationToken ct)
    {
        var (state, version) = await session.Load(
            WorkflowStream.For(id), at is { } upTo ? ReadRange.UpTo(upTo) : null, ct);
        var active = state as Workflow.Active ?? (state as Workflow.Archived)?.Before;
        if (active is not { Draft: var draft, InForce: var published }) return WorkflowRefusals.NotFound.ToProblem();
        return CommandResults.Versioned(new
        {
            Id = id,
            active.Name,
            Version = version,
            draft.Definition,
            Archived = state is Workflow.Archived,
            Published = published is null ? null : new { Version = published.Number, published.Hash },
            Unpublished = active.IsUnpublished ? active.Published?.Number : null,
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
                Version = e.Number, e.Hash, PublishedAt = recorded.Timestamp, StreamVersion = recorded.Version,
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
}
