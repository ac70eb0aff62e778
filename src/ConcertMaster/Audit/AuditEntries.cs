using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Audit;

internal sealed record AuditActor(string Id, string Name);

/// <summary>One event as an auditor reads it.</summary>
internal sealed record AuditEntry(
    long Sequence, Guid StreamId, string? StreamType, long Version, string Type, string Sentence, JsonElement Data,
    AuditActor? Actor, DateTimeOffset Timestamp, string? CorrelationId, string? CausationId);

/// <summary>Tells events as sentences: who, what.</summary>
internal sealed class AuditEntries(IDirectory people, EventCatalogue catalogue)
{
    public async Task<AuditEntry> Of(RecordedEvent recorded, CancellationToken ct) => Tell(
        recorded, JsonSerializer.SerializeToElement(recorded.Data, recorded.Data.GetType(), catalogue.Json),
        await ActorOf(recorded.Tenant, recorded.Metadata.UserName, ct));

    private static AuditEntry Tell(RecordedEvent recorded, JsonElement data, AuditActor? actor)
    {
        var told = recorded.Data as IDescribed;
        var what = told?.Describe() ?? InWords(recorded.EventName);
        var who = told?.Subject() ?? actor?.Name ?? "Somebody";
        return new(recorded.Sequence, recorded.StreamId, recorded.StreamType, recorded.Version, recorded.EventName,
            $"{who} {what}", data, actor, recorded.Timestamp, recorded.Metadata.CorrelationId,
            recorded.Metadata.CausationId);
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
