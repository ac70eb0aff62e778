using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>A step of a path on which variables are bound: it maps a stream of tuples to a stream of tuples.</summary>
internal static class TupleStep
{
    public static ArrayValue Evaluate(Node step, in Value input, ArrayValue? tuples, Frame frame)
    {
        if (step is SortNode sort)
        {
            return Refine(step, Sort(sort, input, tuples, frame), frame);
        }
        var stream = ArrayValue.Sequence();
        stream.IsTupleStream = true;
        tuples ??= Begin(input, frame.Run);
        for (var index = 0; index < tuples.Count; index++)
        {
            var tuple = tuples[index].AsTuple!;
            var result = step.Evaluate(tuple.Context, new Frame(frame, tuple));
            if (!result.IsUndefined)
            {
                Extend(step, tuple, result, stream, frame.Run);
            }
        }
        return Refine(step, stream, frame);
    }

    private static ArrayValue Begin(in Value input, Run run)
    {
        var stream = ArrayValue.Sequence();
        stream.IsTupleStream = true;
        if (input.AsArray is { } array)
        {
            run.Steps((long)array.Count * 4);
            foreach (ref readonly var item in array.Items)
            {
                stream.Add(Value.Of(new Values.Tuple(item)));
            }
        }
        return stream;
    }

    private static void Extend(Node step, Values.Tuple tuple, in Value result, ArrayValue stream, Run run)
    {
        var results = result.AsArray ?? ArrayValue.Sequence(result);
        for (var index = 0; index < results.Count; index++)
        {
            run.Making(tuple.Names.Length);
            var next = tuple.Copy();
            if (results.IsTupleStream)
            {
                next.Assign(results[index].AsTuple!);
            }
            else
            {
                Bind(step, tuple, next, results[index], index);
            }
            stream.Add(Value.Of(next));
        }
        run.CheckLength(stream.Count);
    }

    private static void Bind(Node step, Values.Tuple before, Values.Tuple next, in Value item, int index)
    {
        if (step.Focus is not null)
        {
            next.Set(step.Focus, item);
        }
        else
        {
            next.Context = item;
        }
        if (step.Index is not null)
        {
            next.Set(step.Index, Value.Of(index));
        }
        if (step.Ancestor is not null)
        {
            next.Set(step.Ancestor.Label, before.Context);
        }
    }

    private static ArrayValue Sort(SortNode sort, in Value input, ArrayValue? tuples, Frame frame)
    {
        if (tuples is not null)
        {
            return sort.Sort(Value.Of(tuples), frame).AsArray!;
        }
        var sorted = sort.Sort(input, frame);
        var stream = ArrayValue.Sequence();
        stream.IsTupleStream = true;
        var items = sorted.AsArray!;
        frame.Run.Steps((long)items.Count * 4);
        for (var index = 0; index < items.Count; index++)
        {
            var tuple = new Values.Tuple(items[index]);
            if (sort.Index is not null)
            {
                tuple.Set(sort.Index, Value.Of(index));
            }
            stream.Add(Value.Of(tuple));
        }
        return stream;
    }

    private static ArrayValue Refine(Node step, ArrayValue stream, Frame frame)
    {
        if (step.Stages is null)
        {
            return stream;
        }
        foreach (var stage in step.Stages)
        {
            if (stage.Kind == StageKind.Filter)
            {
                stream = Filter.Apply(stage.Predicate!, Value.Of(stream), frame).AsArray!;
                continue;
            }
            for (var index = 0; index < stream.Count; index++)
            {
                stream[index].AsTuple!.Set(stage.Name!, Value.Of(index));
            }
        }
        return stream;
    }
}
