using System.Text.Json;

namespace ConcertMaster.Jsonata.Values;

/// <summary>Items of the input where they lie: those of a whole list, or some that were picked out.</summary>
internal struct UnreadItems(JsonElement list, JsonElement[]? picked, int count)
{
    private JsonElement.ArrayEnumerator _items = picked is null ? list.EnumerateArray() : default;
    private int _index = -1;

    public readonly JsonElement Current => picked is null ? _items.Current : picked[_index];

    public readonly UnreadItems GetEnumerator() => this;

    public bool MoveNext() => picked is null ? _items.MoveNext() : ++_index < count;
}
