using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>The variables of one scope. A name that is not found here is looked for further out.</summary>
internal sealed class Frame
{
    private readonly Frame? _outer;
    private string[] _names;
    private Value[] _values;
    private int _count;

    public Frame(Run run)
    {
        Run = run;
        _names = [];
        _values = [];
    }

    public Frame(Frame outer)
    {
        Run = outer.Run;
        _outer = outer;
        _names = [];
        _values = [];
    }

    /// <summary>A scope that starts with variables; the arrays are not changed, but must not change either.</summary>
    public Frame(Frame outer, string[] names, Value[] values)
    {
        Run = outer.Run;
        _outer = outer;
        _names = names;
        _values = values;
        _count = names.Length;
    }

    public Frame(Frame outer, Values.Tuple tuple)
        : this(outer, tuple.Names, tuple.Values)
    {
    }

    public Run Run { get; }

    public void Bind(string name, in Value value)
    {
        for (var index = 0; index < _count; index++)
        {
            if (string.Equals(_names[index], name))
            {
                _values = (Value[])_values.Clone();
                _values[index] = value;
                return;
            }
        }
        if (_count == _names.Length)
        {
            Array.Resize(ref _names, Math.Max(4, _count * 2));
            Array.Resize(ref _values, _names.Length);
        }
        _names[_count] = name;
        _values[_count++] = value;
    }

    public Value Find(string name)
    {
        var frame = this;
        while (true)
        {
            for (var index = frame._count - 1; index >= 0; index--)
            {
                if (string.Equals(frame._names[index], name))
                {
                    return frame._values[index];
                }
            }
            if (frame._outer is null)
            {
                return frame.Run.Find(name);
            }
            frame = frame._outer;
        }
    }
}
