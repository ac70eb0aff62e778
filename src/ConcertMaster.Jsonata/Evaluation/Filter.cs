using System.Text.Json;
using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>
/// Predicates: a number picks the item at that position, anything else keeps the items it is true of.
/// </summary>
internal static class Filter
{
    public static Value Apply(Node predicate, in Value input, Frame frame)
    {
        var array = input.AsArray ?? ArrayValue.Sequence(input);
        var kept = ArrayValue.SequenceOfUpTo(array.Count);
        kept.IsTupleStream = array.IsTupleStream;
        if (predicate is NumberNode literal)
        {
            return Pick(array, literal.Number, kept);
        }
        if (predicate.ReadsInPlace && array.TryGetUnread(out var items))
        {
            return ApplyInPlace(predicate, items, array.Count, kept, frame);
        }
        // Read afresh each time round: a predicate that reads the same list may settle it in memory on the way.
        for (var index = 0; index < array.Count; index++)
        {
            frame.Run.Step();
            var item = array[index];
            var verdict = array.IsTupleStream && item.AsTuple is { } tuple
                ? predicate.Evaluate(tuple.Context, new Frame(frame, tuple))
                : predicate.Evaluate(item, frame);
            Keep(verdict, item, index, array.Count, kept);
        }
        return Value.Of(kept);
    }

    private static Value ApplyInPlace(
        Node predicate, UnreadItems items, int count, ArrayValue kept, Frame frame)
    {
        var index = 0;
        foreach (var item in items)
        {
            frame.Run.Step();
            var verdict = PathNode.EvaluateUnread(predicate, item, frame);
            if (!verdict.IsBoolean || item.ValueKind != JsonValueKind.Object)
            {
                Keep(verdict, Value.From(item), index, count, kept);
            }
            else if (verdict.Boolean)
            {
                kept.AddUnread(item);
            }
            index++;
        }
        return Value.Of(kept);
    }

    private static Value Pick(ArrayValue array, double position, ArrayValue kept)
    {
        var index = Math.Floor(position);
        if (index < 0)
        {
            index += array.Count;
        }
        if (index < 0 || index >= array.Count || array[(int)index] is var item && item.IsUndefined)
        {
            return Value.Of(kept);
        }
        if (item.IsArray)
        {
            return item;
        }
        kept.Add(item);
        return Value.Of(kept);
    }

    private static void Keep(in Value verdict, in Value item, int index, int count, ArrayValue kept)
    {
        if (verdict.IsNumber && !double.IsNaN(verdict.Number))
        {
            KeepAt(verdict, item, index, count, kept);
        }
        else if (verdict.AsArray is { } positions && Conversions.AreAllNumbers(positions))
        {
            foreach (ref readonly var position in positions.Items)
            {
                KeepAt(position, item, index, count, kept);
            }
        }
        else if (Conversions.ToBoolean(verdict))
        {
            kept.Add(item);
        }
    }

    private static void KeepAt(in Value position, in Value item, int index, int count, ArrayValue kept)
    {
        Conversions.RequireFinite(position);
        var wanted = Math.Floor(position.Number);
        if (wanted < 0)
        {
            wanted += count;
        }
        if (wanted == index)
        {
            kept.Add(item);
        }
    }
}
