using System.Collections.Concurrent;

namespace ConcertMaster.Shared;

/// <summary>
/// What was read, kept until it is forgotten. What is forgotten while it is being read is not kept: the reading may have
/// begun before the change, and would show what was for as long as the process lives.
/// </summary>
internal sealed class Remembered<TKey, TValue>(int countMax)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();

    /// <summary>What is known, else what <paramref name="read"/> finds; that it finds nothing is not kept.</summary>
    public async ValueTask<TValue?> Get(TKey key, Func<Task<TValue?>> read)
    {
        if (_entries.TryGetValue(key, out var known) && known.Value is { } value) return value;
        if (_entries.Count >= countMax) _entries.Clear();
        // Stands for this reading alone: whoever forgets the key takes it away, and what was read finds no place.
        var place = new Entry(null);
        _entries[key] = place;
        TValue? found = null;
        try
        {
            found = await read();
        }
        finally
        {
            if (found is null) _entries.TryRemove(new KeyValuePair<TKey, Entry>(key, place));
            else _entries.TryUpdate(key, new Entry(found), place);
        }
        return found;
    }

    public void Forget(TKey key) => _entries.TryRemove(key, out _);

    // Compared by reference: two readings of the same are two.
    private sealed class Entry(TValue? value)
    {
        public TValue? Value { get; } = value;
    }
}
