using System.Text.Json;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>The items that have one key in common: one of them stands for itself, several are a list.</summary>
internal sealed class Group
{
    private readonly Value _first;
    private ArrayValue? _several;
    private bool _isOne = true;

    public Group(in Value first, int pair) => (_first, Pair) = (first, pair);

    /// <summary>A group that begins with an object of the input, which stays where it lies.</summary>
    public Group(JsonElement first, int pair)
    {
        Pair = pair;
        _several = new ArrayValue();
        _several.AddUnread(first);
    }

    /// <summary>Which of the pairs the key came from.</summary>
    public int Pair { get; }

    public Value Items => _several is null ? _first : _isOne ? _several[0] : Value.Of(_several);

    public void Add(in Value item, Run run)
    {
        if (_several is null)
        {
            _several = new ArrayValue(4);
            AddFlat(_first);
        }
        _isOne = false;
        AddFlat(item);
        run.CheckLength(_several.Count);
    }

    public void AddUnread(JsonElement item, Run run)
    {
        if (_several is null)
        {
            Add(Value.From(item), run);
            return;
        }
        _isOne = false;
        _several.AddUnread(item);
        run.CheckLength(_several.Count);
    }

    private void AddFlat(in Value item)
    {
        if (item.AsArray is { } array)
        {
            _several!.AddRange(array.Items);
        }
        else if (!item.IsUndefined)
        {
            _several!.Add(item);
        }
    }
}
