using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Workflows;

/// <summary>Who changed what and when.</summary>
internal static class WorkflowHistory
{
    /// <param name="Summary">In words, with the names that things had then.</param>
    /// <param name="About">Id of what was changed; null where it is several things, or none.</param>
    /// <param name="Act">Shared by all that one act did at once.</param>
    internal sealed record Row(
        long Version, long Sequence, string Type, string Summary, string? About, string? Act, string? Actor,
        DateTimeOffset Timestamp);

    public static void MapWorkflowHistory(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/history", Show).RequirePermission(Permission.ViewWorkflows)
            .WithSummary("Every change, newest first");

    private static async Task<IResult> Show(
        Guid id, int? limit, string? cursor, EventSession session, IDirectory people, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var state = await session.Store.FetchStreamState(new(session.Tenant, id), ct);
        // Whoever may see workflows may not therefore see what happened to persons, responses or accounts.
        if (state?.StreamType != WorkflowStream.Decider.StreamType) return WorkflowRefusals.NotFound.ToProblem();
        var newest = long.TryParse(Page.Decode(cursor), out var before) ? before - 1 : state.Version;
        var range = new ReadRange { FromVersion = Math.Max(1, newest - size + 1), ToVersion = newest };
        var names = range.FromVersion == 1 ? new Dictionary<string, string>(StringComparer.Ordinal) : new(
            await NodeNames.At(session.Store, state.Key, range.FromVersion - 1, ct), StringComparer.Ordinal);
        var items = new List<Row>();
        RecordedEvent? last = null;
        await foreach (var recorded in session.Store.ReadStream(state.Key, range, ct))
        {
            // Letters that are typed one after the other are told from the name that they began with.
            if (last is { Data: INamesNode naming } && !Continues(last, recorded)) Name(names, naming);
            items.Add(new(
                recorded.Version, recorded.Sequence, recorded.EventName, SummaryOf(recorded, names),
                AboutOf(recorded.Data), recorded.Metadata.CorrelationId,
                await people.NameOf(session.Tenant, recorded.Metadata.UserName, ct), recorded.Timestamp));
            last = recorded;
        }
        items.Reverse();
        var next = range.FromVersion > 1 ? Page.Cursor(range.FromVersion.ToString()) : null;
        return Results.Json(new { items, next }, AppJson.Options);
    }

    private static bool Continues(RecordedEvent before, RecordedEvent after) =>
        before.Data is NodeRenamed one && after.Data is NodeRenamed other && one.NodeId == other.NodeId
        && before.Metadata.UserName == after.Metadata.UserName;

    private static void Name(Dictionary<string, string> names, INamesNode naming)
    {
        var (id, name) = naming.Naming();
        names[id] = name;
    }

    private static string? AboutOf(object data) => data switch
    {
        NodeMoved e => e.NodeId,
        NodeConfigured e => e.NodeId,
        NodeRenamed e => e.NodeId,
        NodeBehaviourChanged e => e.NodeId,
        NoteWritten e => e.Note.Id,
        GroupDrawn e => e.Group.Id,
        WorkflowRenamed or SettingsChanged => "",
        _ => null,
    };

    private static string SummaryOf(RecordedEvent recorded, IReadOnlyDictionary<string, string> names) =>
        recorded.Data switch
        {
            IMentionsNodes told => told.Describe(id => names.GetValueOrDefault(id) is { Length: > 0 } name ? name : id),
            IDescribed told => told.Describe(),
            _ => recorded.EventName,
        };
}
