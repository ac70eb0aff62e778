using System.Text.Json;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>
/// Where a parent (<c>%</c>) finds its value: the name under which a step of the path keeps what it stood on.
/// </summary>
internal sealed class AncestorSlot(string label)
{
    public string Label { get; set; } = label;

    /// <summary>How many steps up the path the parent still is.</summary>
    public int Level { get; set; } = 1;
}

internal enum StageKind
{
    Filter,
    Index,
}

/// <summary>What is done to the result of a step: a predicate, or the binding of a position.</summary>
internal sealed record Stage(StageKind Kind, Node? Predicate, string? Name);

/// <summary>
/// A part of a compiled expression. Nodes are changed only while they are compiled, so evaluations can share them.
/// </summary>
internal abstract class Node(int position)
{
    private sbyte _readsInPlace;

    /// <summary>Offset into the expression just after the token that made this node.</summary>
    public int Position { get; } = position;

    /// <summary>A result of one item stays an array.</summary>
    public bool KeepArray { get; set; }

    /// <summary>An array constructor at either end of a path, whose result is not flattened into it.</summary>
    public bool IsConstructor { get; set; }

    /// <summary>As a step, this carries variables along with its items.</summary>
    public bool IsTuple { get; set; }

    /// <summary>Variable that a step binds to its items with <c>@</c>, leaving the context as it was.</summary>
    public string? Focus { get; set; }

    /// <summary>Variable that a step binds to the positions of its items with <c>#</c>.</summary>
    public string? Index { get; set; }

    /// <summary>Set where a later <c>%</c> refers to what this step stood on.</summary>
    public AncestorSlot? Ancestor { get; set; }

    /// <summary>Predicates on the whole result of this node.</summary>
    public List<Stage>? Predicates { get; set; }

    /// <summary>As a step: predicates on the result for each item, and bindings of positions.</summary>
    public List<Stage>? Stages { get; set; }

    public Grouping? Group { get; set; }

    /// <summary>
    /// Whether this needs no more of an object of the input than some of its properties, so that it can be evaluated
    /// where the object lies. Found out when it is first asked for, for then everything is compiled.
    /// </summary>
    public bool ReadsInPlace
    {
        get
        {
            if (_readsInPlace == 0)
            {
                var isPlain = Predicates is null && Group is null && !IsTuple && !KeepArray;
                _readsInPlace = (sbyte)(isPlain && CanReadInPlace ? 1 : -1);
            }
            return _readsInPlace > 0;
        }
    }

    protected virtual bool CanReadInPlace => false;

    /// <summary>The same as on the value of the object; only for what <see cref="ReadsInPlace"/>.</summary>
    public Value EvaluateInPlace(JsonElement item, Frame frame)
    {
        var run = frame.Run;
        run.Enter();
        var result = ComputeInPlace(item, frame);
        if (result.AsArray is { IsSequence: true } sequence)
        {
            result = Settle(sequence, result);
        }
        run.Leave();
        return result;
    }

    public Value Evaluate(in Value input, Frame frame)
    {
        var run = frame.Run;
        run.Enter();
        var result = Compute(input, frame);
        if (Predicates is not null || (Group is not null && this is not PathNode))
        {
            result = Refine(result, frame);
        }
        if (result.AsArray is { IsSequence: true, IsTupleStream: false } sequence)
        {
            result = Settle(sequence, result);
        }
        run.Leave();
        return result;
    }

    protected abstract Value Compute(in Value input, Frame frame);

    protected virtual Value ComputeInPlace(JsonElement item, Frame frame) =>
        Compute(Value.Of(new ObjectValue(item)), frame);

    private Value Refine(Value result, Frame frame)
    {
        if (Predicates is not null)
        {
            foreach (var predicate in Predicates)
            {
                result = Filter.Apply(predicate.Predicate!, result, frame);
            }
        }
        return Group is not null && this is not PathNode ? Group.Evaluate(result, frame) : result;
    }

    private Value Settle(ArrayValue sequence, in Value result)
    {
        if (KeepArray)
        {
            sequence.KeepSingleton = true;
        }
        return sequence.Count switch
        {
            0 => Value.Undefined,
            1 when !sequence.KeepSingleton => sequence[0],
            _ => result,
        };
    }
}
