using System.Text.Json;
using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

internal sealed class NumberNode(double number, int position) : Node(position)
{
    /// <summary>Not read-only, because a minus before the number is folded into it.</summary>
    public double Number { get; set; } = number;

    protected override bool CanReadInPlace => true;

    protected override Value Compute(in Value input, Frame frame) => Value.Of(Number);

    protected override Value ComputeInPlace(JsonElement item, Frame frame) => Value.Of(Number);
}

/// <summary>A text, true, false or null.</summary>
internal sealed class ConstantNode(Value constant, string symbol, int position) : Node(position)
{
    public Value Constant { get; } = constant;

    public string Symbol { get; } = symbol;

    protected override bool CanReadInPlace => true;

    protected override Value Compute(in Value input, Frame frame) => Constant;

    protected override Value ComputeInPlace(JsonElement item, Frame frame) => Constant;
}

internal sealed class NameNode(string name, int position) : Node(position)
{
    public PropertyName Name { get; } = new(name);

    protected override Value Compute(in Value input, Frame frame) => Lookup(input, Name, frame.Run);

    /// <summary>The property of an object, or those of all the objects in a list, one level flattened.</summary>
    public static Value Lookup(in Value input, PropertyName name, Run run)
    {
        if (input.AsObject is { } map)
        {
            return map.Get(name);
        }
        if (input.AsArray is not { } array)
        {
            return Value.Undefined;
        }
        run.CheckNesting(0);
        var found = ArrayValue.Sequence();
        for (var index = 0; index < array.Count; index++)
        {
            run.Step();
            var value = Lookup(array[index], name, run);
            if (value.AsArray is { } several)
            {
                found.AddRange(several.Items);
            }
            else if (!value.IsUndefined)
            {
                found.Add(value);
            }
        }
        run.CheckLength(found.Count);
        return Value.Of(found);
    }
}

internal sealed class VariableNode(string name, int position) : Node(position)
{
    public string Name { get; } = name;

    protected override bool CanReadInPlace => Name.Length > 0;

    protected override Value ComputeInPlace(JsonElement item, Frame frame) => frame.Find(Name);

    protected override Value Compute(in Value input, Frame frame)
    {
        if (Name.Length > 0)
        {
            return frame.Find(Name);
        }
        return input.AsArray is { IsOuterWrapper: true } wrapper ? wrapper[0] : input;
    }
}

internal sealed class ParentNode(AncestorSlot slot, int position) : Node(position)
{
    public AncestorSlot Slot { get; } = slot;

    protected override Value Compute(in Value input, Frame frame) => frame.Find(Slot.Label);
}

internal sealed class WildcardNode(int position) : Node(position)
{
    protected override Value Compute(in Value input, Frame frame)
    {
        var found = ArrayValue.Sequence();
        var subject = input.AsArray is { IsOuterWrapper: true, Count: > 0 } wrapper ? wrapper[0] : input;
        if (subject.AsObject is { } map)
        {
            foreach (ref readonly var entry in map.Properties.Entries)
            {
                Add(found, entry.Value, frame.Run);
            }
        }
        else if (subject.AsArray is { } array)
        {
            for (var index = 0; index < array.Count; index++)
            {
                Add(found, array[index], frame.Run);
            }
        }
        frame.Run.CheckLength(found.Count);
        return Value.Of(found);
    }

    private static void Add(ArrayValue found, in Value value, Run run)
    {
        run.Step();
        if (value.AsArray is not { } array)
        {
            found.Add(value);
            return;
        }
        // The reference appends lists, and what it appends to is no sequence any more.
        found.IsSequence = false;
        Flatten(array, found, run, 0);
    }

    private static void Flatten(ArrayValue array, ArrayValue target, Run run, int depth)
    {
        run.CheckNesting(depth);
        for (var index = 0; index < array.Count; index++)
        {
            run.Step();
            var item = array[index];
            if (item.AsArray is { } inner)
            {
                Flatten(inner, target, run, depth + 1);
            }
            else
            {
                target.Add(item);
            }
        }
    }
}

internal sealed class DescendantsNode(int position) : Node(position)
{
    // The list of all that is found grows with every one, and much of what is visited is not in any cache.
    private const int StepsPerFound = 2;

    protected override Value Compute(in Value input, Frame frame)
    {
        if (input.IsUndefined)
        {
            return Value.Undefined;
        }
        var found = ArrayValue.Sequence();
        Collect(input, found, frame.Run, 0);
        frame.Run.CheckLength(found.Count);
        return found.Count == 1 ? found[0] : Value.Of(found);
    }

    private static void Collect(in Value value, ArrayValue found, Run run, int depth)
    {
        run.Step();
        run.CheckNesting(depth);
        if (value.AsArray is { } array)
        {
            for (var index = 0; index < array.Count; index++)
            {
                Collect(array[index], found, run, depth + 1);
            }
            return;
        }
        run.Steps(StepsPerFound);
        found.Add(value);
        if (value.AsObject is { } map)
        {
            foreach (ref readonly var entry in map.Properties.Entries)
            {
                Collect(entry.Value, found, run, depth + 1);
            }
        }
    }
}

internal sealed class RegexNode(ScriptRegex regex, int position) : Node(position)
{
    protected override Value Compute(in Value input, Frame frame) => Value.Of(new RegexFunction(regex, Position));
}
