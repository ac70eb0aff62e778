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
    // Up to here a list grows by doubling; a longer one at once to what it is expected to become.
    private const int DoublingMax = 256;

    private readonly JsonArray? _node;
    private JsonElement _element;
    private JsonElement[]? _elements;
    private Value[] _items;
    private int _count;
    private int _expectedCount;
    private bool _unread;
    private bool _isView;

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

    /// <summary>A sequence that will have up to so many items.</summary>
    public static ArrayValue SequenceOfUpTo(int count) => new() { IsSequence = true, _expectedCount = count };

    public void Add(in Value item)
    {
        if (_unread)
        {
            Read();
        }
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, Grown);
        }
        _items[_count++] = item;
    }

    /// <summary>Adds an object of the input and leaves it where it lies, as long as all others do too.</summary>
    public void AddUnread(JsonElement item)
    {
        if (_isView || (_count > 0 && _elements is null))
        {
            Add(Value.From(item));
            return;
        }
        _elements ??= [];
        if (_count == _elements.Length)
        {
            Array.Resize(ref _elements, Grown);
        }
        _elements[_count++] = item;
        _unread = true;
    }

    /// <summary>Adds all items of a list; the first list to be added is only looked at, not copied.</summary>
    public void AddAll(ArrayValue list)
    {
        if (_count > 0 || !list._unread || list._node is not null)
        {
            AddRange(list.Items);
            return;
        }
        (_element, _elements, _count) = (list._element, list._elements, list._count);
        (_unread, _isView) = (true, true);
    }

    private int Grown => _count < DoublingMax
        ? Math.Max(4, _count * 2)
        : Math.Max(_expectedCount, _count * 2);

    public void AddRange(ReadOnlySpan<Value> items)
    {
        if (_unread)
        {
            Read();
        }
        if (_count + items.Length > _items.Length)
        {
            Array.Resize(ref _items, Math.Max(_count + items.Length, Grown));
        }
        items.CopyTo(_items.AsSpan(_count));
        _count += items.Length;
    }

    /// <summary>The items as they stand in the input, while none of them has been read.</summary>
    public bool TryGetUnread(out UnreadItems items)
    {
        var isUnread = _unread && _node is null;
        items = isUnread ? new UnreadItems(_element, _elements, _count) : default;
        return isUnread;
    }

    /// <summary>The bytes of the input this list was read from, if it was: they tell its size without a walk.</summary>
    public ReadOnlySpan<byte> Source =>
        !_isView && _element.ValueKind == JsonValueKind.Array ? JsonMarshal.GetRawUtf8Value(_element) : default;

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
            foreach (var item in new UnreadItems(_element, _elements, _count))
            {
                items[index++] = Value.From(item);
            }
        }
        (_items, _elements) = (items, null);
        _unread = false;
    }
}
