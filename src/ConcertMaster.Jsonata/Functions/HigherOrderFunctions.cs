using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>The functions that take a function, and call it on every item with as much as it can use.</summary>
internal static class HigherOrderFunctions
{
    public static Value Map(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var (source, function) = (ArrayFunctions.List(arguments[0]), Function(arguments[1]));
        var results = ArrayValue.Sequence();
        for (var index = 0; index < source.Count; index++)
        {
            var result = Call(site, function, source[index], Value.Of(index), arguments[0]);
            if (!result.IsUndefined)
            {
                results.Add(result);
            }
        }
        return Value.Of(results);
    }

    public static Value Filter(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var (source, function) = (ArrayFunctions.List(arguments[0]), Function(arguments[1]));
        var kept = ArrayValue.Sequence();
        for (var index = 0; index < source.Count; index++)
        {
            if (Conversions.ToBoolean(Call(site, function, source[index], Value.Of(index), arguments[0])))
            {
                kept.Add(source[index]);
            }
        }
        return Value.Of(kept);
    }

    public static Value Single(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var source = ArrayFunctions.List(arguments[0]);
        var found = -1;
        for (var index = 0; index < source.Count; index++)
        {
            var isMatch = arguments[1].IsUndefined || Conversions.ToBoolean(
                Call(site, Function(arguments[1]), source[index], Value.Of(index), arguments[0]));
            if (isMatch)
            {
                found = found < 0 ? index : throw new JsonataException("D3138");
            }
        }
        return found >= 0 ? source[found] : throw new JsonataException("D3139");
    }

    public static Value Reduce(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var (source, function) = (ArrayFunctions.List(arguments[0]), Function(arguments[1]));
        if (function.Arity < 2)
        {
            throw new JsonataException("D3050");
        }
        var startsWithItem = arguments[2].IsUndefined && source.Count > 0;
        var result = startsWithItem ? source[0] : arguments[2];
        for (var index = startsWithItem ? 1 : 0; index < source.Count; index++)
        {
            Value[] given = function.Arity switch
            {
                2 => [result, source[index]],
                3 => [result, source[index], Value.Of(index)],
                _ => [result, source[index], Value.Of(index), arguments[0]],
            };
            result = function.Call(given, Value.Null, site.Frame);
        }
        return result;
    }

    public static Value Each(CallSite site, Value[] arguments)
    {
        var results = ArrayValue.Sequence();
        if (arguments[0].AsObject is not { } map)
        {
            return Value.Of(results);
        }
        var function = Function(arguments[1]);
        foreach (var entry in map.Properties.Entries.ToArray())
        {
            var result = Call(site, function, entry.Value, Value.Of(entry.Key), arguments[0]);
            if (!result.IsUndefined)
            {
                results.Add(result);
            }
        }
        return Value.Of(results);
    }

    public static Value Sift(CallSite site, Value[] arguments)
    {
        var kept = new ObjectValue();
        if (arguments[0].AsObject is { Properties.Count: > 0 } map)
        {
            var function = Function(arguments[1]);
            foreach (var entry in map.Properties.Entries.ToArray())
            {
                if (Conversions.ToBoolean(Call(site, function, entry.Value, Value.Of(entry.Key), arguments[0])))
                {
                    kept.Set(entry.Key, entry.Value);
                }
            }
        }
        return kept.Properties.Count == 0 ? Value.Undefined : Value.Of(kept);
    }

    private static FunctionValue Function(in Value value) =>
        value.AsFunction ?? throw new JsonataException("T0410", value: "2");

    private static Value Call(CallSite site, FunctionValue function, in Value item, in Value key, in Value whole)
    {
        site.Run.Step();
        Value[] given = function.Arity switch
        {
            <= 1 => [item],
            2 => [item, key],
            _ => [item, key, whole],
        };
        return function.Call(given, Value.Null, site.Frame);
    }
}
