using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Syntax;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>The functions on objects, and those on values of any kind.</summary>
internal static class ObjectFunctions
{
    public static Value Keys(CallSite site, Value[] arguments)
    {
        var keys = ArrayValue.Sequence();
        var merged = new PropertyMap();
        CollectKeys(arguments[0], merged, site.Run, 0);
        foreach (ref readonly var entry in merged.Entries)
        {
            keys.Add(Value.Of(entry.Key));
        }
        return Value.Of(keys);
    }

    private const int StepsPerParse = 100;

    // To make a regular expression takes longer than nearly anything else; a slash may be the start of one.
    private const int StepsPerRegex = 3_000;

    public static Value Lookup(CallSite site, Value[] arguments) =>
        NameNode.Lookup(arguments[0], new PropertyName(arguments[1].AsString ?? "undefined"), site.Run);

    public static Value Spread(CallSite site, Value[] arguments) => Spread(arguments[0], site.Run, 0);

    public static Value Merge(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var merged = new ObjectValue();
        foreach (ref readonly var item in ArrayFunctions.List(arguments[0]).Items)
        {
            if (item.AsObject is not { } map)
            {
                continue;
            }
            site.Run.Steps(map.Properties.Count);
            foreach (ref readonly var entry in map.Properties.Entries)
            {
                merged.Set(entry.Key, entry.Value);
            }
        }
        return Value.Of(merged);
    }

    public static Value Exists(CallSite site, Value[] arguments) => Value.Of(!arguments[0].IsUndefined);

    public static Value Boolean(CallSite site, Value[] arguments) => arguments[0].IsUndefined
        ? Value.Undefined
        : Value.Of(Conversions.ToBoolean(arguments[0]));

    public static Value Not(CallSite site, Value[] arguments) => arguments[0].IsUndefined
        ? Value.Undefined
        : Value.Of(!Conversions.ToBoolean(arguments[0]));

    public static Value Type(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsNumber)
        {
            Conversions.RequireFinite(arguments[0]);
        }
        return arguments[0].Kind switch
        {
            ValueKind.Undefined => Value.Undefined,
            ValueKind.Null => Value.Of("null"),
            // JavaScript's "not a number" is of no type that the reference asks for before this one.
            ValueKind.Number => Value.Of(double.IsNaN(arguments[0].Number) ? "object" : "number"),
            ValueKind.String => Value.Of("string"),
            ValueKind.Boolean => Value.Of("boolean"),
            ValueKind.Array => Value.Of("array"),
            ValueKind.Function => Value.Of("function"),
            _ => Value.Of("object"),
        };
    }

    public static Value Error(CallSite site, Value[] arguments) =>
        throw new JsonataException("D3137", Message(arguments[0], "The expression called $error"));

    public static Value Assert(CallSite site, Value[] arguments) =>
        arguments[0].IsBoolean && arguments[0].Boolean
            ? Value.Undefined
            : throw new JsonataException("D3141", Message(arguments[1], "An assertion does not hold"));

    public static Value Clone(CallSite site, Value[] arguments) => Clone(arguments[0], site.Run, 0);

    public static Value Evaluate(CallSite site, Value[] arguments)
    {
        if (arguments[0].AsString is not { } text)
        {
            return Value.Undefined;
        }
        site.Run.Steps(StepsPerParse + text.Length + ((long)text.Count('/') * StepsPerRegex));
        var input = arguments[1].IsUndefined ? site.Input : site.Run.WrapInput(arguments[1]);
        Node node;
        try
        {
            node = Compilation.Compiler.Compile(Parser.Parse(text, ParseOptions.Default));
        }
        catch (JsonataException error)
        {
            throw new JsonataException("D3120", value: error.Message);
        }
        site.Run.EnterText();
        try
        {
            return node.Evaluate(input, site.Frame);
        }
        catch (JsonataException error) when (!IsLimit(error.Code) && error.Code != "D3121")
        {
            // Told once, by the innermost: telling it again at every level would take stack from where it is scarce.
            throw new JsonataException("D3121", value: error.Message);
        }
        finally
        {
            site.Run.LeaveText();
        }
    }

    /// <summary>What stops an evaluation stops all of it, wherever it is found.</summary>
    private static bool IsLimit(string code) => code[0] is 'L' or 'H' || code is "D1011" or "D1012" or "D2015";

    private static string Message(in Value message, string otherwise) =>
        message.AsString is { Length: > 0 } text ? text : otherwise;

    private static void CollectKeys(in Value value, PropertyMap keys, Run run, int depth)
    {
        run.Step();
        run.CheckNesting(depth);
        if (value.AsArray is { } array)
        {
            for (var index = 0; index < array.Count; index++)
            {
                CollectKeys(array[index], keys, run, depth + 1);
            }
        }
        else if (value.AsObject is { } map)
        {
            run.Making(map.Properties.Count);
            foreach (ref readonly var entry in map.Properties.Entries)
            {
                keys.Set(entry.Key, Value.Null);
            }
        }
    }

    private static Value Spread(in Value value, Run run, int depth)
    {
        run.Step();
        run.CheckNesting(depth);
        if (value.AsArray is { } array)
        {
            var result = Value.Of(ArrayValue.Sequence());
            var all = new ArrayValue();
            for (var index = 0; index < array.Count; index++)
            {
                var part = Spread(array[index], run, depth + 1);
                if (part.AsArray is { } several)
                {
                    all.AddRange(several.Items);
                }
                else if (!part.IsUndefined)
                {
                    all.Add(part);
                }
                run.CheckLength(all.Count);
            }
            return array.Count == 0 ? result : Value.Of(all);
        }
        if (value.AsObject is not { } map)
        {
            return value;
        }
        var single = ArrayValue.Sequence();
        foreach (ref readonly var entry in map.Properties.Entries)
        {
            run.Making(1);
            var only = new ObjectValue();
            only.Set(entry.Key, entry.Value);
            single.Add(Value.Of(only));
        }
        return Value.Of(single);
    }

    /// <summary>
    /// A deep copy by way of JSON text, as the reference makes it: numbers are rounded, functions become texts.
    /// </summary>
    private static Value Clone(in Value value, Run run, int depth)
    {
        run.Step();
        run.CheckNesting(depth);
        switch (value.Kind)
        {
            case ValueKind.Number:
                Conversions.RequireFinite(value);
                return double.IsNaN(value.Number) ? Value.Null : Value.Of(NumberText.Round15(value.Number));
            case ValueKind.Function:
                return Value.Of("");
            case ValueKind.Array when value.AsArray is { IsOuterWrapper: true, Count: 1 } wrapper:
                return Clone(wrapper[0], run, depth + 1);
            case ValueKind.Array:
                run.Making(value.AsArray!.Count);
                var items = new ArrayValue(value.AsArray.Count);
                foreach (ref readonly var item in value.AsArray.Items)
                {
                    items.Add(item.IsUndefined ? Value.Null : Clone(item, run, depth + 1));
                }
                return Value.Of(items);
            case ValueKind.Object when value.AsObject is { } map:
                run.Making(map.Properties.Count);
                var copy = new ObjectValue();
                foreach (ref readonly var entry in map.Properties.Entries)
                {
                    if (!entry.Value.IsUndefined)
                    {
                        copy.Set(entry.Key, Clone(entry.Value, run, depth + 1));
                    }
                }
                return Value.Of(copy);
            default:
                return value;
        }
    }
}
