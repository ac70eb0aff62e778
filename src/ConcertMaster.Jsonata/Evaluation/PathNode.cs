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
        var run = frame.Run;
        var found = ArrayValue.Sequence();
        // As the only result of the last step, a plain array is the result itself; so it waits until there is another.
        var waiting = Value.Undefined;
        var isFirst = isLast;
        // Text that stands where a list should be is walked by its UTF-16 units, as in the reference.
        var array = input.AsArray;
        var count = array?.Count ?? input.AsString?.Length ?? 0;
        for (var index = 0; index < count; index++)
        {
            var item = array is not null ? array[index] : Value.Of(input.String[index].ToString());
            var result = Refine(step, step.Evaluate(item, frame), frame);
            if (result.IsUndefined)
            {
                continue;
            }
            if (isFirst && result.AsArray is { IsSequence: false })
            {
                (waiting, isFirst) = (result, false);
                continue;
            }
            isFirst = false;
            if (!waiting.IsUndefined)
            {
                Flatten(waiting, found, run);
                waiting = Value.Undefined;
            }
            Flatten(result, found, run);
        }
        return waiting.IsUndefined ? Value.Of(found) : waiting;
    }

    public static void Flatten(in Value result, ArrayValue found, Run run)
    {
        if (result.AsArray is { IsConstructed: false } several)
        {
            run.Steps(several.Count);
            found.AddRange(several.Items);
        }
        else
        {
            found.Add(result);
        }
        run.CheckLength(found.Count);
    }

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
