using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

internal sealed record SortTerm(Node Expression, bool IsDescending);

/// <summary>
/// Order-by, a step of a path. The terms are evaluated once an item, and only as far as a comparison needs them.
/// </summary>
internal sealed class SortNode(SortTerm[] terms, int position) : Node(position)
{
    private struct Entry(Value item, int termCount)
    {
        public readonly Value Item = item;
        public readonly Value[] Keys = new Value[termCount];
        public int KnownCount;
    }

    protected override Value Compute(in Value input, Frame frame) => Sort(input, frame);

    /// <summary>Sorts a list, or leaves it as it is where there is nothing to sort.</summary>
    public Value Sort(in Value input, Frame frame)
    {
        if (input.AsArray is not { Count: > 1 } array)
        {
            return input.IsArray ? input : Value.Of(ArrayValue.Sequence());
        }
        frame.Run.Sorting(array.Count);
        frame.Run.Steps((long)array.Count * terms.Length);
        var entries = new Entry[array.Count];
        for (var index = 0; index < entries.Length; index++)
        {
            entries[index] = new Entry(array[index], terms.Length);
        }
        var order = new int[entries.Length];
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = index;
        }
        MergeSort.Sort(order, (left, right) => IsAfter(ref entries[left], ref entries[right], frame));
        var sorted = new Value[order.Length];
        for (var index = 0; index < sorted.Length; index++)
        {
            sorted[index] = entries[order[index]].Item;
        }
        return Value.Of(new ArrayValue(sorted) { IsTupleStream = array.IsTupleStream });
    }

    private bool IsAfter(ref Entry left, ref Entry right, Frame frame)
    {
        for (var term = 0; term < terms.Length; term++)
        {
            var (one, other) = (KeyOf(ref left, term, frame), KeyOf(ref right, term, frame));
            if (one.IsString && other.IsString)
            {
                frame.Run.Comparing(one.String, other.String);
            }
            var order = Compare(one, other, terms[term].IsDescending);
            if (order != 0)
            {
                return order > 0;
            }
        }
        return false;
    }

    private Value KeyOf(ref Entry entry, int term, Frame frame)
    {
        if (entry.KnownCount <= term)
        {
            entry.Keys[term] = entry.Item.AsTuple is { } tuple
                ? terms[term].Expression.Evaluate(tuple.Context, new Frame(frame, tuple))
                : terms[term].Expression.Evaluate(entry.Item, frame);
            entry.KnownCount = term + 1;
        }
        return entry.Keys[term];
    }

    private int Compare(in Value left, in Value right, bool isDescending)
    {
        // What is missing comes last, whichever way the rest is sorted.
        if (left.IsUndefined || right.IsUndefined)
        {
            return left.IsUndefined && right.IsUndefined ? 0 : left.IsUndefined ? 1 : -1;
        }
        RequireSortable(left);
        RequireSortable(right);
        if (left.Kind != right.Kind)
        {
            throw new JsonataException("T2007", Position, "^", Conversions.Describe(left));
        }
        var order = left.IsNumber
            ? left.Number == right.Number ? 0 : left.Number < right.Number ? -1 : 1
            : string.CompareOrdinal(left.String, right.String);
        return isDescending ? -order : order;
    }

    private void RequireSortable(in Value key)
    {
        if (!key.IsNumber && !key.IsString)
        {
            throw new JsonataException("T2008", Position, "^", Conversions.Describe(key));
        }
    }
}
