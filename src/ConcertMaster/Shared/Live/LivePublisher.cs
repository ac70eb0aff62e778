using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;
using Microsoft.AspNetCore.SignalR;

namespace ConcertMaster.Shared.Live;

/// <summary>An event that carries a few values for those who watch live, beside its name and stream.</summary>
public interface ILiveEvent
{
    object LiveData();
}

/// <summary>Which topics anybody follows on this node: of what nobody follows nobody is told.</summary>
internal sealed class LiveTopics
{
    private readonly ConcurrentDictionary<string, int> _followers = new(StringComparer.Ordinal);

    public bool IsEmpty => _followers.IsEmpty;

    public static string Group(TenantId tenant, string topic) => $"{tenant.Value}|{topic}";

    public bool IsFollowed(string group) => _followers.ContainsKey(group);

    public void Add(string group) => _followers.AddOrUpdate(group, 1, static (_, count) => count + 1);

    public void Remove(string group)
    {
        _followers.AddOrUpdate(group, 0, static (_, count) => count - 1);
        _followers.TryRemove(KeyValuePair.Create(group, 0));
    }
}

/// <summary>
/// Tells followers of committed events, on every node, from the tail of the log: those of one stream of each event in
/// order; those of a whole kind (<c>runs</c>), who only read their lists again, of the newest change every so often.
/// </summary>
internal sealed class LivePublisher(IHubContext<LiveHub> hub, LiveTopics topics, TimeProvider time)
{
    /// <summary>A list that is read again more often than this shows nothing that people could follow.</summary>
    private static readonly TimeSpan ListInterval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private Dictionary<string, (string Topic, RecordedEvent Newest)> _lists = new(StringComparer.Ordinal);
    private bool _isTelling;

    public Task Publish(IReadOnlyList<RecordedEvent> batch, CancellationToken ct)
    {
        foreach (var recorded in batch)
        {
            if (topics.IsEmpty || recorded.StreamType is not { } type) continue;
            var (list, stream) = ($"{type}s", $"{type}:{recorded.StreamId}");
            var group = LiveTopics.Group(recorded.Tenant, list);
            if (topics.IsFollowed(group))
                lock (_gate) _lists[group] = (list, recorded);
            group = LiveTopics.Group(recorded.Tenant, stream);
            if (topics.IsFollowed(group)) Send(group, stream, recorded);
        }
        lock (_gate)
        {
            if (_isTelling || _lists.Count == 0) return Task.CompletedTask;
            _isTelling = true;
        }
        _ = Task.Run(TellLists, CancellationToken.None);
        return Task.CompletedTask;
    }

    // The first change is told at once; those that follow closely share the next telling.
    private async Task TellLists()
    {
        while (true)
        {
            Dictionary<string, (string Topic, RecordedEvent Newest)> lists;
            lock (_gate)
            {
                if (_lists.Count == 0)
                {
                    _isTelling = false;
                    return;
                }
                (lists, _lists) = (_lists, new(StringComparer.Ordinal));
            }
            foreach (var (group, (topic, newest)) in lists) Send(group, topic, newest);
            await Task.Delay(ListInterval, time, CancellationToken.None);
        }
    }

    // Each connection gets its messages in order, and nobody waits for one that does not read: the hub ends it in the end,
    // and who could not be told reads on reconnecting.
    private void Send(string group, string topic, RecordedEvent recorded)
    {
        var sending = hub.Clients.Group(group).SendAsync("changed", new
        {
            topic,
            sequence = recorded.Sequence,
            version = recorded.Version,
            type = recorded.EventName,
            streamId = recorded.StreamId,
            data = (recorded.Data as ILiveEvent)?.LiveData(),
        });
        _ = sending.ContinueWith(static task => _ = task.Exception, TaskScheduler.Default);
    }
}
