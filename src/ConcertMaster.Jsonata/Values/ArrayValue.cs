using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConcertMaster.Jsonata.Values;

/// <summary>
/// A list of values. A list of the input is read one level deep, the first time somebody asks for an item. A
/// <em>sequence</em> is a list that the language itself made: one of a single item stands for the item, an empty one
/// for nothing, unless <see cref="KeepSingleton"/> was asked for by <c>[]</c>.
/// </summary>
internal sealed class ArrayValue : Heap
{
    private readonly JsonElement _element;
    private readonly JsonArray? _node;
    private Value[] _items;
    private int _count;
    private bool _unread;

    public ArrayValue()
        : base(ValueKind.Array) => _items = [];

    public ArrayValue(int capacity)
        : base(ValueKind.Array) => _items = capacity == 0 ? [] : new Value[capacity];

    public ArrayValue(Value[] items)
        : base(ValueKind.Array)
    {
        _items = items;
        _count = items.Length;
    }

    public ArrayValue(JsonElement element)
        : base(ValueKind.Array)
    {
        _element = element;
        _count = element.GetArrayLength();
        _items = [];
        _unread = _count > 0;
    }

    public ArrayValue(JsonArray node)
        : base(ValueKind.Array)
    {
        _node = node;
        _count = node.Count;
        _items = [];
        _unread = _count > 0;
    }

    public int Count => _count;

    public bool IsSequence { get; set; }

    public bool KeepSingleton { get; set; }

    /// <summary>
    /// Written out between brackets as a step of a path, so it is kept together when the path is flattened.
    /// </summary>
    public bool IsConstructed { get; set; }

    /// <summary>The one-item sequence around an input that is itself a list.</summary>
    public bool IsOuterWrapper { get; set; }

    /// <summary>
    /// The items are <see cref="Tuple"/>s: a context each, with the variables bound on the way to it.
    /// </summary>
    public bool IsTupleStream { get; set; }

    public ReadOnlySpan<Value> Items
    {
        get
        {
            if (_unread)
            {
                Read();
            }
            return _items.AsSpan(0, _count);
        }
    }

    public Value this[int index] => Items[index];

    public static ArrayValue Sequence() => new() { IsSequence = true };

    public static ArrayValue Sequence(in Value only)
    {
        var sequence = new ArrayValue(1) { IsSequence = true };
        sequence.Add(only);
        return sequence;
    }

    public void Add(in Value item)
    {
        if (_unread)
        {
            Read();
        }
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(4, _count * 2));
        }
        _items[_count++] = item;
    }

    public void Clear() => _count = 0;

    public void AddRange(ReadOnlySpan<Value> items)
    {
        if (_unread)
        {
            Read();
        }
        if (_count + items.Length > _items.Length)
        {
            Array.Resize(ref _items, Math.Max(_count + items.Length, Math.Max(4, _count * 2)));
        }
        items.CopyTo(_items.AsSpan(_count));
        _count += items.Length;
    }

    /// <summary>The list as it stands in the input, while nothing has been read from it.</summary>
    public bool TryGetUnread(out JsonElement element)
    {
        element = _element;
        return _unread && _node is null;
    }

    /// <summary>The bytes of the input this list was read from, if it was: they tell its size without a walk.</summary>
    public ReadOnlySpan<byte> Source =>
        _element.ValueKind == JsonValueKind.Array ? JsonMarshal.GetRawUtf8Value(_element) : default;

    public static bool IsSame(ArrayValue left, ArrayValue right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }
        if (left._node is not null)
        {
            return ReferenceEquals(left._node, right._node);
        }
        var one = left.Source;
        var other = right.Source;
        return !one.IsEmpty && !other.IsEmpty
            && Unsafe.AreSame(ref MemoryMarshal.GetReference(one), ref MemoryMarshal.GetReference(other));
    }

    private void Read()
    {
        var items = new Value[_count];
        var index = 0;
        if (_node is not null)
        {
            foreach (var item in _node)
            {
                items[index++] = Value.From(item);
            }
        }
        else
        {
            foreach (var item in _element.EnumerateArray())
            {
                items[index++] = Value.From(item);
            }
        }
        _items = items;
        _unread = false;
    }
}
