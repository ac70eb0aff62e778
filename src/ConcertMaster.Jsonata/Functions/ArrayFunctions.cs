using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>The functions that make lists of lists.</summary>
internal static class ArrayFunctions
{
    public static Value Count(CallSite site, Value[] arguments) =>
        Value.Of(arguments[0].IsUndefined ? 0 : List(arguments[0]).Count);

    public static Value Append(CallSite site, Value[] arguments) => Append(arguments[0], arguments[1], site.Run);

    public static Value Append(in Value first, in Value second, Run run)
    {
        if (first.IsUndefined)
        {
            return second;
        }
        if (second.IsUndefined)
        {
            return first;
        }
        var one = first.AsArray ?? ArrayValue.Sequence(first);
        var other = second.AsArray ?? ArrayValue.Sequence(second);
        run.CheckLength((long)one.Count + other.Count);
        run.Steps(one.Count + other.Count);
        var joined = new ArrayValue(one.Count + other.Count);
        joined.AddRange(one.Items);
        joined.AddRange(other.Items);
        return Value.Of(joined);
    }

    public static Value Reverse(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined || List(arguments[0]).Count <= 1)
        {
            return arguments[0];
        }
        var items = Copy(arguments[0], site.Run);
        Array.Reverse(items);
        return Value.Of(new ArrayValue(items));
    }

    public static Value Shuffle(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined || List(arguments[0]).Count <= 1)
        {
            return arguments[0];
        }
        var source = List(arguments[0]);
        site.Run.Steps(source.Count);
        var items = new Value[source.Count];
        for (var index = 0; index < items.Length; index++)
        {
            var other = (int)(site.Run.Chance.Next() * (index + 1));
            items[index] = items[other];
            items[other] = source[index];
        }
        return Value.Of(new ArrayValue(items));
    }

    public static Value Distinct(CallSite site, Value[] arguments)
    {
        if (arguments[0].AsArray is not { Count: > 1 } source)
        {
            return arguments[0];
        }
        var distinct = new ArrayValue { IsSequence = source.IsSequence };
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<double>();
        for (var index = 0; index < source.Count; index++)
        {
            site.Run.Step();
            var item = source[index];
            var isNew = item.Kind switch
            {
                ValueKind.String => texts.Add(item.String),
                // Not a number equals nothing, itself included.
                ValueKind.Number => double.IsNaN(item.Number) || numbers.Add(item.Number),
                _ => !Holds(distinct, item, site.Run),
            };
            if (isNew)
            {
                distinct.Add(item);
            }
        }
        return Value.Of(distinct);
    }

    public static Value Zip(CallSite site, Value[] arguments)
    {
        var length = int.MaxValue;
        foreach (var argument in arguments)
        {
            length = Math.Min(length, argument.AsArray?.Count ?? 0);
        }
        var rows = new ArrayValue();
        for (var row = 0; arguments.Length > 0 && row < length; row++)
        {
            site.Run.Making(arguments.Length);
            var index = row;
            rows.Add(Value.Of(new ArrayValue(Array.ConvertAll(arguments, argument => argument.AsArray![index]))));
        }
        return Value.Of(rows);
    }

    public static Value Sort(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined || List(arguments[0]).Count <= 1)
        {
            return arguments[0];
        }
        var source = List(arguments[0]);
        var items = Copy(arguments[0], site.Run);
        site.Run.Sorting(items.Length);
        if (arguments[1].AsFunction is { } comparator)
        {
            var order = new int[items.Length];
            for (var index = 0; index < order.Length; index++)
            {
                order[index] = index;
            }
            MergeSort.Sort(order, (left, right) => Conversions.IsTruthyInJavaScript(
                comparator.Call([items[left], items[right]], Value.Null, site.Frame)));
            return Value.Of(new ArrayValue(Array.ConvertAll(order, index => items[index])));
        }
        if (Conversions.AreAllNumbers(source))
        {
            Array.Sort(items, (left, right) => left.Number.CompareTo(right.Number));
        }
        else if (Conversions.AreAllStrings(source))
        {
            Array.Sort(items, (left, right) =>
            {
                site.Run.Comparing(left.String, right.String);
                return string.CompareOrdinal(left.String, right.String);
            });
        }
        else
        {
            throw new JsonataException("D3070");
        }
        return Value.Of(new ArrayValue(items));
    }

    public static ArrayValue List(in Value value) =>
        value.AsArray ?? throw new JsonataException("T0410", value: "1");

    private static Value[] Copy(in Value list, Run run)
    {
        var items = List(list).Items.ToArray();
        run.Steps(items.Length);
        return items;
    }

    private static bool Holds(ArrayValue list, in Value wanted, Run run)
    {
        for (var index = 0; index < list.Count; index++)
        {
            if (Conversions.AreEqual(wanted, list[index], run))
            {
                return true;
            }
        }
        return false;
    }
}
