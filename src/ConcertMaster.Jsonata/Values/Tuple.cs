namespace ConcertMaster.Jsonata.Values;

/// <summary>
/// One item of a tuple stream: a context, and the variables (<c>@$a</c>, <c>#$i</c>, parents) bound on the way.
/// </summary>
internal sealed class Tuple : Heap
{
    private string[] _names;
    private Value[] _values;

    public Tuple(in Value context)
        : base(ValueKind.Object)
    {
        Context = context;
        _names = [];
        _values = [];
    }

    private Tuple(Tuple source)
        : base(ValueKind.Object)
    {
        Context = source.Context;
        _names = source._names;
        _values = (Value[])source._values.Clone();
    }

    public Value Context { get; set; }

    public string[] Names => _names;

    public Value[] Values => _values;

    public Tuple Copy() => new(this);

    public Value Get(string name)
    {
        var position = Array.IndexOf(_names, name);
        return position < 0 ? Value.Undefined : _values[position];
    }

    public void Set(string name, in Value value)
    {
        var position = Array.IndexOf(_names, name);
        if (position >= 0)
        {
            _values[position] = value;
            return;
        }
        _names = [.. _names, name];
        _values = [.. _values, value];
    }

    /// <summary>Takes over the context and all variables of another tuple.</summary>
    public void Assign(Tuple other)
    {
        Context = other.Context;
        for (var index = 0; index < other._names.Length; index++)
        {
            Set(other._names[index], other._values[index]);
        }
    }
}
