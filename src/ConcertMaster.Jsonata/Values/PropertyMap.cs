using System.Globalization;

namespace ConcertMaster.Jsonata.Values;

/// <summary>
/// Names and values in the order of JavaScript: names that are array indexes first, in rising order, then the others as
/// they were added.
/// </summary>
internal sealed class PropertyMap
{
    private const int ScannedMax = 8;

    private KeyValuePair<string, Value>[] _entries = [];
    private Dictionary<string, int>? _positions;
    private int _count;
    private bool _isUnordered;

    public int Count => _count;

    public ReadOnlySpan<KeyValuePair<string, Value>> Entries
    {
        get
        {
            if (_isUnordered)
            {
                Order();
            }
            return _entries.AsSpan(0, _count);
        }
    }

    public bool TryGet(string name, out Value value)
    {
        var position = PositionOf(name);
        value = position < 0 ? Value.Undefined : _entries[position].Value;
        return position >= 0;
    }

    public Value Get(string name) => TryGet(name, out var value) ? value : Value.Undefined;

    public void Set(string name, in Value value)
    {
        var position = PositionOf(name);
        if (position >= 0)
        {
            _entries[position] = new(name, value);
            return;
        }
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(4, _count * 2));
        }
        _entries[_count] = new(name, value);
        _positions?.Add(name, _count);
        _count++;
        _isUnordered |= IsIndex(name, out _);
        if (_positions is null && _count > ScannedMax)
        {
            BuildPositions();
        }
    }

    public void Remove(string name)
    {
        var position = PositionOf(name);
        if (position < 0)
        {
            return;
        }
        Array.Copy(_entries, position + 1, _entries, position, _count - position - 1);
        _count--;
        _entries[_count] = default;
        if (_positions is not null)
        {
            BuildPositions();
        }
    }

    private int PositionOf(string name)
    {
        if (_positions is not null)
        {
            return _positions.GetValueOrDefault(name, -1);
        }
        for (var index = 0; index < _count; index++)
        {
            if (string.Equals(_entries[index].Key, name))
            {
                return index;
            }
        }
        return -1;
    }

    private void BuildPositions()
    {
        _positions = new Dictionary<string, int>(_count * 2, StringComparer.Ordinal);
        for (var index = 0; index < _count; index++)
        {
            _positions[_entries[index].Key] = index;
        }
    }

    private void Order()
    {
        var indexes = new List<(uint Index, KeyValuePair<string, Value> Entry)>();
        var others = new List<KeyValuePair<string, Value>>();
        foreach (var entry in _entries.AsSpan(0, _count))
        {
            if (IsIndex(entry.Key, out var index))
            {
                indexes.Add((index, entry));
            }
            else
            {
                others.Add(entry);
            }
        }
        indexes.Sort((left, right) => left.Index.CompareTo(right.Index));
        _entries = [.. indexes.Select(pair => pair.Entry), .. others];
        _isUnordered = false;
        if (_positions is not null)
        {
            BuildPositions();
        }
    }

    private static bool IsIndex(string name, out uint index)
    {
        index = 0;
        return name.Length is > 0 and <= 10
            && char.IsAsciiDigit(name[0])
            && (name[0] != '0' || name.Length == 1)
            && uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index)
            && index != uint.MaxValue;
    }
}
