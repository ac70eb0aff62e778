using System.Text.Json;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.SignalR;

namespace ConcertMaster.Shared.Live;

/// <summary>
/// Live updates for browsers at <c>/live</c>. A client follows topics (<c>runs</c>, <c>run:{id}</c>) of its own
/// organisation and is told that something changed; what changed it reads over HTTP, with its permissions.
/// </summary>
internal sealed class LiveHub(LiveTopics topics, PresenceRelay relay, LiveConnections connections) : Hub
{
    private const string Followed = "followed";
    private const string Shown = "shown";

    public override Task OnConnectedAsync() => connections.Add(Context);

    public async Task Subscribe(string topic)
    {
        if (Context.GetHttpContext()?.ActorOrNull() is not { } actor) throw new HubException("session.required");
        var followed = FollowedHere();
        if (topic.Length > 100 || followed.Count >= Limits.LiveTopicsPerConnectionMax)
            throw new HubException("live.too-many-topics");
        var group = LiveTopics.Group(actor.Tenant, topic);
        if (followed.Add(group)) topics.Add(group);
        await Groups.AddToGroupAsync(Context.ConnectionId, group);
    }

    public async Task Unsubscribe(string topic)
    {
        if (Context.GetHttpContext()?.ActorOrNull() is not { } actor) return;
        var group = LiveTopics.Group(actor.Tenant, topic);
        if (FollowedHere().Remove(group)) topics.Remove(group);
        if (Context.Items[Shown] as string == topic) await Leave(actor, topic);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, group);
    }

    /// <summary>Tells the others who follow a topic where somebody is and what they look at. Nothing of it is kept.</summary>
    public async Task Here(string topic, JsonElement state)
    {
        if (Context.GetHttpContext()?.ActorOrNull() is not { } actor) return;
        var group = LiveTopics.Group(actor.Tenant, topic);
        if (!FollowedHere().Contains(group)) return;
        if (state.GetRawText().Length > Limits.LivePresenceLengthMax) throw new HubException("live.too-long");
        Context.Items[Shown] = topic;
        var here = new PresenceNews(
            "here", group, topic, Context.ConnectionId, actor.UserId.Value, actor.Name, state.Clone());
        relay.Pass(here);
        await Clients.OthersInGroup(group).SendAsync(here.Message, here.ForBrowsers());
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        foreach (var group in FollowedHere()) topics.Remove(group);
        if (Context.Items[Shown] is string topic && Context.GetHttpContext()?.ActorOrNull() is { } actor)
            await Leave(actor, topic);
    }

    private Task Leave(Actor actor, string topic)
    {
        var gone = new PresenceNews("gone", LiveTopics.Group(actor.Tenant, topic), topic, Context.ConnectionId);
        relay.Pass(gone);
        return Clients.OthersInGroup(gone.Group).SendAsync(gone.Message, gone.ForBrowsers());
    }

    private HashSet<string> FollowedHere() =>
        (HashSet<string>)(Context.Items[Followed] ??= new HashSet<string>(StringComparer.Ordinal))!;
}
