using System.Collections.Concurrent;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Subscriptions;

/// <summary>
/// What this node has committed itself and need not read again. Sequence order is commit order, so a commit that begins
/// right behind what is known has nothing in between; any other is read from the log with what lies before it.
/// </summary>
internal sealed class OwnCommits(EventCatalogue catalogue)
{
    /// <summary>Commits that wait to be taken. Whoever is further behind than that reads the log.</summary>
    private const int WaitingCountMax = 256;

    private readonly ConcurrentQueue<IReadOnlyList<CommittedAppend>> _waiting = new();

    /// <param name="commit">In log order.</param>
    public void Add(IReadOnlyList<CommittedAppend> commit)
    {
        if (_waiting.Count < WaitingCountMax) _waiting.Enqueue(commit);
    }

    /// <returns>The commit that follows the head; null when the log itself has to be asked what does.</returns>
    public RecordedEvent[]? TakeAfter(long head)
    {
        while (_waiting.TryPeek(out var commit) && commit[0].FirstSequence <= head + 1)
        {
            _waiting.TryDequeue(out _);
            // What lies before the head was read from the log meanwhile.
            if (commit[0].FirstSequence == head + 1) return [.. commit.SelectMany(append => append.Events(catalogue))];
        }
        return null;
    }
}
