using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Shared;

/// <summary>An event that gives a node of a workflow its name.</summary>
public interface INamesNode
{
    (string NodeId, string Name) Naming();
}

/// <summary>The names of the nodes of a draft, also of those that were removed since.</summary>
internal static class NodeNames
{
    /// <param name="version">Of the stream: what was named later is left out.</param>
    public static async Task<IReadOnlyDictionary<string, string>> At(
        IEventStore store, StreamKey workflow, long version, CancellationToken ct)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var recorded in store.ReadStream(workflow, ReadRange.UpTo(version), ct))
            if (recorded.Data is INamesNode naming)
            {
                var (id, name) = naming.Naming();
                names[id] = name;
            }
        return names;
    }
}
