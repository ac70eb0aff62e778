using System.Text.Json;
using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <param name="expressions">Evaluated in turn; the last gives the result.</param>
/// <param name="binds">Whether variables may be bound in the block, which then must not be seen outside it.</param>
/// <param name="position">Where it stands.</param>
internal sealed class BlockNode(Node[] expressions, bool binds, int position) : Node(position)
{
    public Node[] Expressions { get; } = expressions;

    protected override Value Compute(in Value input, Frame frame)
    {
        var scope = binds ? new Frame(frame) : frame;
        var result = Value.Undefined;
        foreach (var expression in Expressions)
        {
            result = expression.Evaluate(input, scope);
        }
        return result;
    }

    protected override bool CanReadInPlace => !binds && Array.TrueForAll(Expressions, part => part.ReadsInPlace);

    protected override Value ComputeInPlace(JsonElement item, Frame frame)
    {
        var result = Value.Undefined;
        foreach (var expression in Expressions)
        {
            result = expression.EvaluateInPlace(item, frame);
        }
        return result;
    }
}

internal sealed class BindNode(string name, Node value, int position) : Node(position)
{
    protected override Value Compute(in Value input, Frame frame)
    {
        var bound = value.Evaluate(input, frame);
        frame.Bind(name, bound);
        return bound;
    }
}

internal sealed class ConditionNode(Node condition, Node then, Node? otherwise, int position) : Node(position)
{
    public Node Then { get; set; } = then;

    public Node? Otherwise { get; set; } = otherwise;

    protected override Value Compute(in Value input, Frame frame)
    {
        if (Conversions.ToBoolean(condition.Evaluate(input, frame)))
        {
            return Then.Evaluate(input, frame);
        }
        return Otherwise is null ? Value.Undefined : Otherwise.Evaluate(input, frame);
    }
}

/// <summary><c>a ?: b</c> and <c>a ?? b</c>: the left side where it is truthy, or exists, else the right one.</summary>
internal sealed class FallbackNode(Node preferred, Node otherwise, bool asksForTruth, int position) : Node(position)
{
    public Node Otherwise { get; set; } = otherwise;

    protected override Value Compute(in Value input, Frame frame)
    {
        var value = preferred.Evaluate(input, frame);
        var isGood = asksForTruth ? Conversions.ToBoolean(value) : !value.IsUndefined;
        return isGood ? value : Otherwise.Evaluate(input, frame);
    }
}

internal sealed class ArrayNode(Node[] items, bool[] isNested, int position) : Node(position)
{
    protected override Value Compute(in Value input, Frame frame)
    {
        var array = new ArrayValue(items.Length) { IsConstructed = IsConstructor };
        for (var index = 0; index < items.Length; index++)
        {
            var value = items[index].Evaluate(input, frame);
            if (!isNested[index] && value.AsArray is { } several)
            {
                frame.Run.Steps(several.Count);
                array.AddRange(several.Items);
                frame.Run.CheckLength(array.Count);
            }
            else if (!value.IsUndefined)
            {
                array.Add(value);
            }
        }
        return Value.Of(array);
    }
}

internal sealed class ObjectNode(Grouping pairs, int position) : Node(position)
{
    protected override Value Compute(in Value input, Frame frame) => pairs.Evaluate(input, frame);
}
