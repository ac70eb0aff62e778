namespace ConcertMaster.Jsonata.Values;

/// <summary>What a value is, as the language tells values apart.</summary>
internal enum ValueKind : byte
{
    Undefined,
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
    Function,
}

/// <summary>What a value refers to when it is neither text nor undefined.</summary>
internal abstract class Heap(ValueKind kind)
{
    public ValueKind Kind { get; } = kind;
}

/// <summary>Marks the kinds whose whole content fits into the number of a value.</summary>
internal sealed class Marker : Heap
{
    public static readonly Marker Null = new(ValueKind.Null);
    public static readonly Marker Boolean = new(ValueKind.Boolean);
    public static readonly Marker Number = new(ValueKind.Number);

    private Marker(ValueKind kind)
        : base(kind)
    {
    }
}
