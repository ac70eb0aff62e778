using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConcertMaster.Jsonata.Values;

/// <summary>
/// A set of named values. An object of the input is asked for its properties where it lies and is read, one level deep,
/// only when all its properties are wanted.
/// </summary>
internal sealed class ObjectValue : Heap
{
    private readonly JsonElement _element;
    private readonly JsonObject? _node;
    private PropertyMap? _properties;

    public ObjectValue()
        : base(ValueKind.Object) => _properties = new PropertyMap();

    public ObjectValue(JsonElement element)
        : base(ValueKind.Object) => _element = element;

    public ObjectValue(JsonObject node)
        : base(ValueKind.Object) => _node = node;

    /// <summary>All properties, in the order in which JavaScript lists them.</summary>
    public PropertyMap Properties => _properties ?? Read();

    /// <summary>
    /// The bytes of the input this object was read from, if it was: they tell its size without a walk.
    /// </summary>
    public ReadOnlySpan<byte> Source =>
        _element.ValueKind == JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(_element) : default;

    public static bool IsSame(ObjectValue left, ObjectValue right)
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

    public Value Get(PropertyName name)
    {
        if (_properties is not null)
        {
            return _properties.Get(name.Text);
        }
        if (_node is not null)
        {
            return _node.TryGetPropertyValue(name.Text, out var child) ? Value.From(child) : Value.Undefined;
        }
        if (name.Utf8 is null)
        {
            return Read().Get(name.Text);
        }
        return TryGet(_element, name.Utf8, out var value) ? value : Read().Get(name.Text);
    }

    /// <summary>A property of an object where it lies.</summary>
    public static Value Get(JsonElement element, PropertyName name) =>
        name.Utf8 is not null && TryGet(element, name.Utf8, out var value)
            ? value
            : new ObjectValue(element).Read().Get(name.Text);

    /// <summary>
    /// Finds a property of an object where it lies; false also where a name is met that System.Text.Json refuses to
    /// read.
    /// </summary>
    public static bool TryFind(JsonElement element, PropertyName name, out JsonElement found)
    {
        try
        {
            found = default;
            return name.Utf8 is not null && element.TryGetProperty(name.Utf8, out found);
        }
        catch (InvalidOperationException)
        {
            found = default;
            return false;
        }
    }

    private static bool TryGet(JsonElement element, byte[] name, out Value value)
    {
        try
        {
            value = element.TryGetProperty(name, out var found) ? Value.From(found) : Value.Undefined;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Another property has a name that System.Text.Json refuses to read; we read it ourselves.
            value = Value.Undefined;
            return false;
        }
    }

    public void Set(string name, in Value value) => Properties.Set(name, value);

    private PropertyMap Read()
    {
        var properties = new PropertyMap();
        if (_node is not null)
        {
            foreach (var (name, child) in _node)
            {
                properties.Set(name, Value.From(child));
            }
        }
        else
        {
            foreach (var property in _element.EnumerateObject())
            {
                properties.Set(JsonText.ReadName(property), Value.From(property.Value));
            }
        }
        return _properties = properties;
    }
}
