using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>
/// Something that can be called. There is no other way out of the language than through one of these.
/// </summary>
internal abstract class FunctionValue() : Heap(ValueKind.Function)
{
    // Functions may be joined without anything of the expression between them, so a call costs something by itself.
    private const int StepsPerCall = 3;

    /// <summary>How many arguments it can use, which is how many the higher-order functions give it.</summary>
    public abstract int Arity { get; }

    /// <summary>
    /// Applies the function once. The result may be a <see cref="TailCall"/> that is still to be made.
    /// </summary>
    protected abstract Value Invoke(Value[] arguments, in Value input, Frame frame);

    /// <summary>
    /// Calls the function, and then whatever it calls in tail position, so that a loop by recursion needs no stack.
    /// </summary>
    /// <param name="arguments">Belongs to the callee from here on.</param>
    /// <param name="input">The context, which stands in for arguments that are missing.</param>
    /// <param name="frame">The variables at the place of the call.</param>
    public Value Call(Value[] arguments, in Value input, Frame frame)
    {
        frame.Run.CheckStack();
        frame.Run.Steps(StepsPerCall);
        var result = Invoke(arguments, input, frame);
        while (result.AsFunction is TailCall tail)
        {
            frame.Run.Steps(StepsPerCall);
            result = tail.Advance(input, frame);
        }
        return result;
    }

    /// <summary>A call that a function makes as the last thing it does.</summary>
    internal sealed class TailCall(CallNode call, Value ownInput, Frame ownFrame) : FunctionValue
    {
        public override int Arity => 0;

        public Value Advance(in Value input, Frame frame)
        {
            var procedure = call.Procedure.Evaluate(ownInput, ownFrame);
            var arguments = new Value[call.Arguments.Length];
            for (var index = 0; index < arguments.Length; index++)
            {
                arguments[index] = call.Arguments[index].Evaluate(ownInput, ownFrame);
            }
            if (procedure.AsFunction is not { } function)
            {
                throw new JsonataException("T1006", call.Position, call.ProcedureName);
            }
            try
            {
                return function.Invoke(arguments, input, frame);
            }
            catch (JsonataException error) when (error.Locate(call.Position, call.ProcedureName))
            {
                throw;
            }
        }

        protected override Value Invoke(Value[] arguments, in Value input, Frame frame) => Value.Of(this);
    }
}

/// <summary>
/// A function written in the expression, with the variables and the context of the place where it stands.
/// </summary>
internal sealed class LambdaFunction(
    string[] parameters, Signature? signature, Node body, Value ownInput, Frame ownFrame) : FunctionValue
{
    public override int Arity => parameters.Length;

    /// <summary>The function with some parameters bound; those whose argument is a placeholder remain.</summary>
    public LambdaFunction Bind(Value[] arguments, bool[] isPlaceholder)
    {
        var frame = new Frame(ownFrame);
        var rest = new List<string>();
        for (var index = 0; index < parameters.Length; index++)
        {
            if (index < isPlaceholder.Length && isPlaceholder[index])
            {
                rest.Add(parameters[index]);
            }
            else
            {
                frame.Bind(parameters[index], index < arguments.Length ? arguments[index] : Value.Undefined);
            }
        }
        return new LambdaFunction([.. rest], null, body, ownInput, frame);
    }

    protected override Value Invoke(Value[] arguments, in Value input, Frame frame)
    {
        if (signature is not null)
        {
            arguments = signature.Validate(arguments, input);
        }
        if (arguments.Length != parameters.Length)
        {
            Array.Resize(ref arguments, parameters.Length);
        }
        return body.Evaluate(ownInput, new Frame(ownFrame, parameters, arguments));
    }
}

/// <summary>
/// A function that was passed as an argument. When it is called it has no context, wherever that happens.
/// </summary>
internal sealed class ArgumentFunction(FunctionValue function, Frame ownFrame) : FunctionValue
{
    public FunctionValue Function { get; } = function;

    public override int Arity => Function.Arity;

    public static Value Wrap(in Value argument, Frame frame) =>
        argument.AsFunction is { } function and not ArgumentFunction
            ? Value.Of(new ArgumentFunction(function, frame))
            : argument;

    protected override Value Invoke(Value[] arguments, in Value input, Frame frame) =>
        Function.Call(arguments, Value.Null, ownFrame);
}

/// <summary><c>first ~&gt; second</c>: a function that does one after the other.</summary>
internal sealed class ComposedFunction(FunctionValue first, FunctionValue second) : FunctionValue
{
    public override int Arity => 1;

    protected override Value Invoke(Value[] arguments, in Value input, Frame frame)
    {
        var between = first.Call([arguments.Length > 0 ? arguments[0] : Value.Undefined], Value.Null, frame);
        return second.Call([between], input, frame);
    }
}
