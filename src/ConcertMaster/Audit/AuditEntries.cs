using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Audit;

internal sealed record AuditActor(string Id, string Name);

/// <summary>One event as an auditor reads it.</summary>
/// <param name="About">What people call the thing whose stream this is; null where it has no name.</param>
internal sealed record AuditEntry(
    long Sequence, Guid StreamId, string? StreamType, long Version, string Type, string Sentence, JsonElement Data,
    AuditActor? Actor, DateTimeOffset Timestamp, string? CorrelationId, string? CausationId, string? About);

/// <summary>Tells events as sentences: who, what.</summary>
internal sealed class AuditEntries(IDirectory people, EventCatalogue catalogue, AuditSubjects subjects)
{
    public async Task<IReadOnlyList<AuditEntry>> Of(
        IReadOnlyCollection<RecordedEvent> events, TenantDatabase db, CancellationToken ct)
    {
        var about = await subjects.Of(events, db, ct);
        var entries = new List<AuditEntry>(events.Count);
        foreach (var recorded in events)
            entries.Add(Tell(recorded, about.GetValueOrDefault(recorded.StreamId, AuditSubject.Unnamed),
                await ActorOf(recorded.Tenant, recorded.Metadata.UserName, ct)));
        return entries;
    }

    private AuditEntry Tell(RecordedEvent recorded, AuditSubject about, AuditActor? actor)
    {
        var data = JsonSerializer.SerializeToElement(recorded.Data, recorded.Data.GetType(), catalogue.Json);
        var told = recorded.Data as IDescribed;
        var what = told is IMentionsNodes nodes
            ? nodes.Describe(about.NameOf)
            : told?.Describe() ?? InWords(recorded.EventName);
        var who = told?.Subject() ?? actor?.Name ?? "Somebody";
        return new(recorded.Sequence, recorded.StreamId, recorded.StreamType, recorded.Version, recorded.EventName,
            $"{who} {what}", data, actor, recorded.Timestamp, recorded.Metadata.CorrelationId,
            recorded.Metadata.CausationId, about.Title);
    }

    private async Task<AuditActor?> ActorOf(TenantId tenant, string? userName, CancellationToken ct) => userName switch
    {
        null => null,
        SystemActors.Engine => new(userName, "The engine"),
        SystemActors.Scheduler => new(userName, "The schedule"),
        SystemActors.Webhook => new(userName, "A webhook"),
        SystemActors.PublicForm => new(userName, "A respondent"),
        SystemActors.Seed => new(userName, "The set-up"),
        _ => new(userName, await people.NameOf(tenant, userName, ct) ?? userName),
    };

    /// <summary><c>step.retry-scheduled.v1</c> → "step retry scheduled", for events that do not tell themselves.</summary>
    private static string InWords(string eventName)
    {
        var name = eventName.AsSpan();
        var version = name.LastIndexOf(".v");
        return "recorded: " + (version > 0 ? name[..version] : name).ToString().Replace('.', ' ').Replace('-', ' ');
    }
}
