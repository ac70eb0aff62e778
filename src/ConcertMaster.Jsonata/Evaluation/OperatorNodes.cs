using System.Text.Json;
using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>An operator with a left and a right side.</summary>
internal abstract class BinaryNode(string symbol, Node left, Node right, int position) : Node(position)
{
    protected string Symbol { get; } = symbol;

    protected sealed override Value Compute(in Value input, Frame frame)
    {
        var leftValue = left.Evaluate(input, frame);
        var rightValue = right.Evaluate(input, frame);
        return Apply(leftValue, rightValue, frame.Run);
    }

    protected sealed override bool CanReadInPlace => left.ReadsInPlace && right.ReadsInPlace;

    protected sealed override Value ComputeInPlace(JsonElement item, Frame frame)
    {
        var leftValue = left.EvaluateInPlace(item, frame);
        var rightValue = right.EvaluateInPlace(item, frame);
        return Apply(leftValue, rightValue, frame.Run);
    }

    protected abstract Value Apply(in Value leftValue, in Value rightValue, Run run);

    protected JsonataException Fail(string code, in Value value) =>
        new(code, Position, Symbol, Conversions.Describe(value));

    /// <summary>Whether the value is a number; infinity is an error here, at this operator.</summary>
    protected bool IsNumeric(in Value value)
    {
        if (value.IsNumber && double.IsInfinity(value.Number))
        {
            throw Fail("D1001", value);
        }
        return value.IsNumber && !double.IsNaN(value.Number);
    }
}

internal sealed class ArithmeticNode(string symbol, Node left, Node right, int position)
    : BinaryNode(symbol, left, right, position)
{
    private readonly char _operation = symbol[0];

    protected override Value Apply(in Value leftValue, in Value rightValue, Run run)
    {
        if (!leftValue.IsUndefined && !IsNumeric(leftValue))
        {
            throw Fail("T2001", leftValue);
        }
        if (!rightValue.IsUndefined && !IsNumeric(rightValue))
        {
            throw Fail("T2002", rightValue);
        }
        if (leftValue.IsUndefined || rightValue.IsUndefined)
        {
            return Value.Undefined;
        }
        var (one, other) = (leftValue.Number, rightValue.Number);
        return Value.Of(_operation switch
        {
            '+' => one + other,
            '-' => one - other,
            '*' => one * other,
            '/' => one / other,
            _ => one % other,
        });
    }
}

internal sealed class EqualityNode(string symbol, Node left, Node right, int position)
    : BinaryNode(symbol, left, right, position)
{
    private readonly bool _isNegated = symbol == "!=";

    protected override Value Apply(in Value leftValue, in Value rightValue, Run run) =>
        leftValue.IsUndefined || rightValue.IsUndefined
            ? Value.False
            : Value.Of(Conversions.AreEqual(leftValue, rightValue, run) != _isNegated);
}

internal sealed class ComparisonNode(string symbol, Node left, Node right, int position)
    : BinaryNode(symbol, left, right, position)
{
    protected override Value Apply(in Value leftValue, in Value rightValue, Run run)
    {
        RequireComparable(leftValue);
        RequireComparable(rightValue);
        if (leftValue.IsUndefined || rightValue.IsUndefined)
        {
            return Value.Undefined;
        }
        if (leftValue.Kind != rightValue.Kind)
        {
            var both = $"{Conversions.Describe(leftValue)} and {Conversions.Describe(rightValue)}";
            throw new JsonataException("T2009", Position, Symbol, both);
        }
        if (leftValue.IsNumber)
        {
            var (one, other) = (leftValue.Number, rightValue.Number);
            return Value.Of(Symbol switch
            {
                "<" => one < other, "<=" => one <= other, ">" => one > other, _ => one >= other,
            });
        }
        run.Comparing(leftValue.String, rightValue.String);
        var order = string.CompareOrdinal(leftValue.String, rightValue.String);
        return Value.Of(Symbol switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 });
    }

    private void RequireComparable(in Value value)
    {
        if (!value.IsUndefined && !value.IsNumber && !value.IsString)
        {
            throw Fail("T2010", value);
        }
    }
}

internal sealed class ConcatenateNode(Node left, Node right, int position) : BinaryNode("&", left, right, position)
{
    protected override Value Apply(in Value leftValue, in Value rightValue, Run run)
    {
        var one = ToText(leftValue, run);
        var other = ToText(rightValue, run);
        run.CheckTextLength((long)one.Length + other.Length);
        return Value.Of(run.Made(one + other));
    }

    private string ToText(in Value value, Run run)
    {
        try
        {
            return Conversions.ToText(value, run);
        }
        catch (JsonataException error) when (error.Locate(Position, Symbol))
        {
            throw;
        }
    }
}

internal sealed class RangeNode(Node left, Node right, int position) : BinaryNode("..", left, right, position)
{
    private const double LengthMax = 1e7;

    protected override Value Apply(in Value leftValue, in Value rightValue, Run run)
    {
        RequireWhole(leftValue, "T2003");
        RequireWhole(rightValue, "T2004");
        if (leftValue.IsUndefined || rightValue.IsUndefined || leftValue.Number > rightValue.Number)
        {
            return Value.Undefined;
        }
        var length = rightValue.Number - leftValue.Number + 1;
        if (length > LengthMax)
        {
            throw new JsonataException("D2014", Position, Symbol, NumberText.Format(length));
        }
        run.CheckLength((long)length);
        run.Steps((long)length);
        var items = new Value[(int)length];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = Value.Of(leftValue.Number + index);
        }
        return Value.Of(new ArrayValue(items) { IsSequence = true });
    }

    private void RequireWhole(in Value value, string code)
    {
        var isWhole = value.IsNumber && double.IsFinite(value.Number) && value.Number == Math.Truncate(value.Number);
        if (!value.IsUndefined && !isWhole)
        {
            throw Fail(code, value);
        }
    }
}

internal sealed class InclusionNode(Node left, Node right, int position) : BinaryNode("in", left, right, position)
{
    protected override Value Apply(in Value leftValue, in Value rightValue, Run run)
    {
        if (leftValue.IsUndefined || rightValue.IsUndefined)
        {
            return Value.False;
        }
        if (rightValue.AsArray is not { } array)
        {
            return Value.Of(rightValue.IsIdenticalTo(leftValue));
        }
        run.Steps(array.Count);
        foreach (ref readonly var item in array.Items)
        {
            if (item.IsString && leftValue.IsString)
            {
                run.Comparing(item.String, leftValue.String);
            }
            if (item.IsIdenticalTo(leftValue))
            {
                return Value.True;
            }
        }
        return Value.False;
    }
}

internal sealed class LogicNode(bool isAnd, Node left, Node right, int position) : Node(position)
{
    protected override Value Compute(in Value input, Frame frame)
    {
        var first = Conversions.ToBoolean(left.Evaluate(input, frame));
        return first != isAnd ? Value.Of(first) : Value.Of(Conversions.ToBoolean(right.Evaluate(input, frame)));
    }

    protected override bool CanReadInPlace => left.ReadsInPlace && right.ReadsInPlace;

    protected override Value ComputeInPlace(JsonElement item, Frame frame)
    {
        var first = Conversions.ToBoolean(left.EvaluateInPlace(item, frame));
        return Value.Of(first != isAnd ? first : Conversions.ToBoolean(right.EvaluateInPlace(item, frame)));
    }
}

internal sealed class NegateNode(Node operand, int position) : Node(position)
{
    protected override Value Compute(in Value input, Frame frame)
    {
        var value = operand.Evaluate(input, frame);
        if (value.IsUndefined)
        {
            return value;
        }
        return Conversions.IsNumeric(value)
            ? Value.Of(-value.Number)
            : throw new JsonataException("D1002", Position, "-", Conversions.Describe(value));
    }
}
