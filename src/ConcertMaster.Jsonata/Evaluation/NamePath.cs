using System.Text.Json;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>
/// The short way along a path of nothing but names, perhaps after a variable: most paths are like that, and on objects
/// they need no sequences at all. The results are those of the long way.
/// </summary>
internal sealed class NamePath
{
    private enum Fitness
    {
        Unknown,
        Fits,
        DoesNotFit,
    }

    private volatile Fitness _fitness;
    private VariableNode? _variable;
    private PropertyName[] _names = [];

    /// <summary>
    /// Whether the path is of this kind; found out when it is first evaluated, for then it is complete.
    /// </summary>
    public bool IsNames(PathNode path)
    {
        if (_fitness == Fitness.Unknown)
        {
            Inspect(path);
        }
        return _fitness == Fitness.Fits;
    }

    public bool BeginsWithName => _variable is null && _names.Length > 0;

    public PropertyName? OnlyName => _variable is null && _names.Length == 1 ? _names[0] : null;

    public bool TryFollow(in Value input, Frame frame, out Value found)
    {
        found = _variable is null ? input : _variable.Evaluate(input, frame);
        return TryFollow(0, frame, ref found);
    }

    /// <summary>The same from an object of the input where it lies, for a path that begins with a name.</summary>
    public bool TryFollow(JsonElement item, Frame frame, out Value found)
    {
        frame.Run.Step();
        found = ObjectValue.Get(item, _names[0]);
        return TryFollow(1, frame, ref found);
    }

    private bool TryFollow(int start, Frame frame, ref Value found)
    {
        for (var index = start; index < _names.Length; index++)
        {
            frame.Run.Step();
            if (found.AsObject is { } map)
            {
                found = map.Get(_names[index]);
            }
            else if (found.AsArray is { } array)
            {
                return TryFollowLists(array, index, frame.Run, out found);
            }
            else
            {
                found = Value.Undefined;
                return true;
            }
        }
        return found.AsArray is not { } last || IsOrdinary(last);
    }

    /// <summary>One name on every item of a list, the results put into one sequence.</summary>
    public static Value FollowList(ArrayValue list, PropertyName name, bool isLast, Run run)
    {
        run.Steps(list.Count);
        if (name.Utf8 is not null && list.TryGetUnread(out var unread))
        {
            var found = ArrayValue.SequenceOfUpTo(list.Count);
            if (TryFollowUnread(unread, name.Utf8, found))
            {
                return Value.Of(found);
            }
        }
        var results = new StepResults(run, isLast, list.Count);
        for (var index = 0; index < list.Count; index++)
        {
            results.Add(Lookup(list[index], name, run));
        }
        return results.Finish();
    }

    private static bool IsOrdinary(ArrayValue array) => !array.IsSequence && !array.IsConstructed;

    private static Value Lookup(in Value item, PropertyName name, Run run)
    {
        if (item.AsObject is { } map)
        {
            return map.Get(name);
        }
        if (!item.IsArray)
        {
            return Value.Undefined;
        }
        var found = NameNode.Lookup(item, name, run);
        return found.AsArray is { IsSequence: true } sequence
            ? sequence.Count switch { 0 => Value.Undefined, 1 => sequence[0], _ => found }
            : found;
    }

    /// <summary>
    /// Reads the property of each object where it lies. Gives up where a list makes flattening necessary.
    /// </summary>
    private static bool TryFollowUnread(UnreadItems items, byte[] name, ArrayValue found)
    {
        try
        {
            foreach (var item in items)
            {
                var property = item;
                if (item.ValueKind == JsonValueKind.Object && !item.TryGetProperty(name, out property))
                {
                    continue;
                }
                if (property.ValueKind == JsonValueKind.Array)
                {
                    return false;
                }
                if (item.ValueKind == JsonValueKind.Object)
                {
                    found.Add(Value.From(property));
                }
            }
            return true;
        }
        catch (InvalidOperationException)
        {
            // A name that System.Text.Json refuses to read; the objects read it themselves.
            return false;
        }
    }

    private void Inspect(PathNode path)
    {
        var steps = path.Steps;
        var isPlain = !path.KeepSingleton && steps.TrueForAll(step => step is
        {
            Stages: null, Predicates: null, Group: null, Focus: null, Index: null, Ancestor: null,
            IsTuple: false, IsConstructor: false, KeepArray: false,
        });
        var start = steps[0] is VariableNode ? 1 : 0;
        if (!isPlain || path.Group is not null || steps.Skip(start).Any(step => step is not NameNode))
        {
            _fitness = Fitness.DoesNotFit;
            return;
        }
        _variable = steps[0] as VariableNode;
        _names = [.. steps.Skip(start).Cast<NameNode>().Select(step => step.Name)];
        // Last, for another thread may be looking.
        _fitness = Fitness.Fits;
    }

    private bool TryFollowLists(ArrayValue list, int start, Run run, out Value found)
    {
        found = Value.Of(list);
        if (list.IsConstructed)
        {
            return false;
        }
        for (var index = start; index < _names.Length; index++)
        {
            if (found.AsArray is not { Count: > 0 } current)
            {
                found = Value.Undefined;
                return true;
            }
            found = FollowList(current, _names[index], index == _names.Length - 1, run);
        }
        return true;
    }
}
