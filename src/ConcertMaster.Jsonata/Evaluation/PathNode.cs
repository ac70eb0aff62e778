using System.Text.Json;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>
/// Steps from what is at hand to what is wanted. Each step is evaluated on every item that the step before it found,
/// and the results are put into one flat sequence.
/// </summary>
internal sealed class PathNode(List<Node> steps, int position) : Node(position)
{
    private readonly NamePath _names = new();

    public List<Node> Steps { get; } = steps;

    /// <summary>Some step asks, with <c>[]</c>, for an array even of one.</summary>
    public bool KeepSingleton { get; set; }

    /// <summary>The one name the path consists of, if it does.</summary>
    public PropertyName? OnlyName => _names.IsNames(this) ? _names.OnlyName : null;

    protected override bool CanReadInPlace => _names.IsNames(this) && _names.BeginsWithName;

    protected override Value ComputeInPlace(JsonElement item, Frame frame) =>
        _names.TryFollow(item, frame, out var found) ? found : Compute(Value.Of(new ObjectValue(item)), frame);

    protected override Value Compute(in Value input, Frame frame)
    {
        if (_names.IsNames(this) && _names.TryFollow(input, frame, out var found))
        {
            return found;
        }
        var first = Steps[0];
        var current = input.IsArray && first is not VariableNode ? input : Value.Of(ArrayValue.Sequence(input));
        ArrayValue? tuples = null;
        var isTupleStream = false;
        for (var index = 0; index < Steps.Count; index++)
        {
            var step = Steps[index];
            isTupleStream |= step.IsTuple;
            if (index == 0 && step.IsConstructor)
            {
                current = step.Evaluate(current, frame);
            }
            else if (isTupleStream)
            {
                tuples = TupleStep.Evaluate(step, current, tuples, frame);
                continue;
            }
            else
            {
                current = EvaluateStep(step, current, frame, index == Steps.Count - 1);
            }
            if (current.IsUndefined || current.AsArray is { Count: 0 })
            {
                break;
            }
        }
        return Finish(isTupleStream ? Contexts(tuples) : current, tuples, isTupleStream, frame);
    }

    private Value Finish(Value result, ArrayValue? tuples, bool isTupleStream, Frame frame)
    {
        if (KeepSingleton && result.AsArray is { } array)
        {
            if (array is { IsConstructed: true, IsSequence: false })
            {
                array = ArrayValue.Sequence(result);
                result = Value.Of(array);
            }
            array.KeepSingleton = true;
        }
        return Group is null ? result : Group.Evaluate(isTupleStream ? Value.Of(tuples!) : result, frame);
    }

    private Value Contexts(ArrayValue? tuples)
    {
        if (tuples is null)
        {
            return Value.Undefined;
        }
        if (IsTuple)
        {
            return Value.Of(tuples);
        }
        var contexts = ArrayValue.Sequence();
        foreach (ref readonly var item in tuples.Items)
        {
            contexts.Add(item.AsTuple is { } tuple ? tuple.Context : item);
        }
        return Value.Of(contexts);
    }

    private static Value EvaluateStep(Node step, in Value input, Frame frame, bool isLast)
    {
        if (step is SortNode sort)
        {
            return Refine(step, sort.Sort(input, frame), frame);
        }
        if (step is NameNode { Stages: null, Predicates: null, Group: null, KeepArray: false } name && input.IsArray)
        {
            return NamePath.FollowList(input.AsArray!, name.Name, isLast, frame.Run);
        }
        var results = new StepResults(frame.Run, isLast, input.AsArray?.Count ?? 0);
        if (step.ReadsInPlace && input.AsArray is { } list && list.TryGetUnread(out var items))
        {
            foreach (var item in items)
            {
                results.Add(Refine(step, EvaluateUnread(step, item, frame), frame));
            }
            return results.Finish();
        }
        // Text that stands where a list should be is walked by its UTF-16 units, as in the reference.
        var array = input.AsArray;
        var count = array?.Count ?? input.AsString?.Length ?? 0;
        for (var index = 0; index < count; index++)
        {
            var item = array is not null ? array[index] : Value.Of(input.String[index].ToString());
            results.Add(Refine(step, step.Evaluate(item, frame), frame));
        }
        return results.Finish();
    }

    /// <summary>A part on an item of the input: where it lies, if it is an object.</summary>
    public static Value EvaluateUnread(Node part, JsonElement item, Frame frame) =>
        item.ValueKind == JsonValueKind.Object
            ? part.EvaluateInPlace(item, frame)
            : part.Evaluate(Value.From(item), frame);

    private static Value Refine(Node step, Value result, Frame frame)
    {
        if (step.Stages is null)
        {
            return result;
        }
        foreach (var stage in step.Stages)
        {
            result = Filter.Apply(stage.Predicate!, result, frame);
        }
        return result;
    }
}

/// <summary>The results of one step, put into one flat sequence.</summary>
internal struct StepResults(Run run, bool isLast, int expectedCount)
{
    private readonly ArrayValue _found = ArrayValue.SequenceOfUpTo(expectedCount);

    // As the only result of the last step, a plain array is the result itself; so it waits until there is another.
    private Value _waiting;
    private bool _mayWait = isLast;

    public void Add(in Value result)
    {
        if (result.IsUndefined)
        {
            return;
        }
        if (_mayWait && result.AsArray is { IsSequence: false })
        {
            (_waiting, _mayWait) = (result, false);
            return;
        }
        _mayWait = false;
        if (!_waiting.IsUndefined)
        {
            Flatten(_waiting);
            _waiting = Value.Undefined;
        }
        Flatten(result);
    }

    public readonly Value Finish() => _waiting.IsUndefined ? Value.Of(_found) : _waiting;

    private readonly void Flatten(in Value result)
    {
        if (result.AsArray is { IsConstructed: false } several)
        {
            run.Steps(several.Count);
            _found.AddAll(several);
        }
        else
        {
            _found.Add(result);
        }
        run.CheckLength(_found.Count);
    }
}
