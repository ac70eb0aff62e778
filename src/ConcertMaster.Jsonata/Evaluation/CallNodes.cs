using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

internal sealed class CallNode(Node procedure, Node[] arguments, int position) : Node(position)
{
    public Node Procedure { get; } = procedure;

    public Node[] Arguments { get; } = arguments;

    public string? ProcedureName { get; } = NameOf(procedure);

    public static string? NameOf(Node procedure) => procedure switch
    {
        VariableNode variable => variable.Name,
        PathNode { Steps: [NameNode name, ..] } => name.Name.Text,
        _ => null,
    };

    /// <summary>Whether a name without its $ was meant to be the function of that name.</summary>
    public static bool IsMissingDollar(Node procedure, in Value found, Frame frame) =>
        found.IsUndefined && procedure is PathNode { Steps: [NameNode name, ..] }
        && !frame.Find(name.Name.Text).IsUndefined;

    public Value Call(in Value input, Frame frame, Value? applied)
    {
        var function = Procedure.Evaluate(input, frame);
        if (IsMissingDollar(Procedure, function, frame))
        {
            throw new JsonataException("T1005", Position, ProcedureName);
        }
        var given = applied is null ? 0 : 1;
        var values = new Value[Arguments.Length + given];
        if (applied is not null)
        {
            values[0] = applied.Value;
        }
        for (var index = 0; index < Arguments.Length; index++)
        {
            values[index + given] = ArgumentFunction.Wrap(Arguments[index].Evaluate(input, frame), frame);
        }
        if (function.AsFunction is not { } callee)
        {
            throw new JsonataException("T1006", Position, ProcedureName);
        }
        try
        {
            return callee.Call(values, input, frame);
        }
        catch (JsonataException error) when (error.Locate(Position, ProcedureName))
        {
            throw;
        }
    }

    protected override Value Compute(in Value input, Frame frame) => Call(input, frame, null);
}

/// <summary>A call in tail position: it is left to whoever called the function that it stands in.</summary>
internal sealed class TailCallNode(CallNode call) : Node(call.Position)
{
    protected override Value Compute(in Value input, Frame frame) =>
        Value.Of(new FunctionValue.TailCall(call, input, frame));
}

internal sealed class PartialNode(Node procedure, Node?[] arguments, int position) : Node(position)
{
    /// <param name="input">The context.</param>
    /// <param name="frame">The variables.</param>
    protected override Value Compute(in Value input, Frame frame)
    {
        var values = new Value[arguments.Length];
        var isPlaceholder = new bool[arguments.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            isPlaceholder[index] = arguments[index] is null;
            values[index] = arguments[index]?.Evaluate(input, frame) ?? Value.Undefined;
        }
        var function = procedure.Evaluate(input, frame);
        if (CallNode.IsMissingDollar(procedure, function, frame))
        {
            throw new JsonataException("T1007", Position, CallNode.NameOf(procedure));
        }
        var target = function.AsFunction is ArgumentFunction argument ? argument.Function : function.AsFunction;
        return target switch
        {
            LambdaFunction lambda => Value.Of(lambda.Bind(values, isPlaceholder)),
            NativeFunction native => Value.Of(native.Bind(values, isPlaceholder)),
            null => throw new JsonataException("T1008", Position, CallNode.NameOf(procedure)),
            _ => Value.Of(BindOther(target, values, isPlaceholder)),
        };
    }

    private static NativeFunction BindOther(FunctionValue function, Value[] values, bool[] isPlaceholder) =>
        new NativeFunction("", null, function.Arity, (site, all) => function.Call(all, site.Input, site.Frame))
            .Bind(values, isPlaceholder);
}

internal sealed class LambdaNode(string[] parameters, Signature? signature, Node body, int position) : Node(position)
{
    protected override Value Compute(in Value input, Frame frame) =>
        Value.Of(new LambdaFunction(parameters, signature, body, input, frame));
}

/// <summary>
/// <c>~&gt;</c>: calls the right side with the left side as first argument, or joins two functions to one.
/// </summary>
internal sealed class ApplyNode(Node left, Node right, int position) : Node(position)
{
    protected override Value Compute(in Value input, Frame frame)
    {
        var value = left.Evaluate(input, frame);
        if (right is CallNode call)
        {
            return call.Call(input, frame, value);
        }
        if (right.Evaluate(input, frame).AsFunction is not { } function)
        {
            throw new JsonataException("T2006", Position, "~>");
        }
        if (value.AsFunction is { } first)
        {
            return Value.Of(new ComposedFunction(first, function));
        }
        try
        {
            return function.Call([value], Value.Null, frame);
        }
        catch (JsonataException error) when (error.Locate(Position, "~>"))
        {
            throw;
        }
    }
}
