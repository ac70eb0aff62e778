using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.SignalR;

namespace ConcertMaster.Shared;

/// <summary>An event that carries a few values for those who watch live, beside its name and stream.</summary>
public interface ILiveEvent
{
    object LiveData();
}

/// <summary>
/// Live updates for browsers at <c>/live</c>. A client follows topics (<c>runs</c>, <c>run:{id}</c>) of its own
/// organisation and is told that something changed; what changed it reads over HTTP, with its permissions.
/// </summary>
internal sealed class LiveHub : Hub
{
    private const string Followed = "followed";

    public async Task Subscribe(string topic)
    {
        if (Context.GetHttpContext()?.ActorOrNull() is not { } actor) throw new HubException("session.required");
        var followed = (HashSet<string>)(Context.Items[Followed] ??= new HashSet<string>(StringComparer.Ordinal))!;
        if (topic.Length > 100 || followed.Count >= Limits.LiveTopicsPerConnectionMax)
            throw new HubException("live.too-many-topics");
        followed.Add(topic);
        await Groups.AddToGroupAsync(Context.ConnectionId, Group(actor.Tenant, topic));
    }

    public async Task Unsubscribe(string topic)
    {
        if (Context.GetHttpContext()?.ActorOrNull() is not { } actor) return;
        (Context.Items[Followed] as HashSet<string>)?.Remove(topic);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, Group(actor.Tenant, topic));
    }

    public static string Group(TenantId tenant, string topic) => $"{tenant.Value}|{topic}";
}

/// <summary>Tells followers of every committed event, on every node, from the tail of the log.</summary>
internal sealed class LivePublisher(IHubContext<LiveHub> hub)
{
    public async Task Publish(IReadOnlyList<RecordedEvent> batch, CancellationToken ct)
    {
        foreach (var recorded in batch)
        {
            if (recorded.StreamType is not { } type) continue;
            await Send(recorded, $"{type}s", ct);
            await Send(recorded, $"{type}:{recorded.StreamId}", ct);
        }
    }

    private Task Send(RecordedEvent recorded, string topic, CancellationToken ct) =>
        hub.Clients.Group(LiveHub.Group(recorded.Tenant, topic)).SendAsync("changed", new
        {
            topic,
            sequence = recorded.Sequence,
            type = recorded.EventName,
            streamId = recorded.StreamId,
            data = (recorded.Data as ILiveEvent)?.LiveData(),
        }, ct);
}
