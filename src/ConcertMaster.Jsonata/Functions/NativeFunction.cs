using System.Text.Json;
using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>Where a built-in function is called: the variables and the context there.</summary>
internal readonly record struct CallSite(Frame Frame, Value Input)
{
    public Run Run => Frame.Run;
}

internal delegate Value NativeBody(CallSite site, Value[] arguments);

/// <summary>A function that is not written in the language: a built-in one, or one of the host.</summary>
internal sealed class NativeFunction(string name, Signature? signature, int arity, NativeBody body) : FunctionValue
{
    // What a script may hand over, and the function reads, can be more than what the reference says is its arity.
    private readonly int _parameterCount = Math.Max(arity, signature?.ParameterCount ?? 0);

    public string Name { get; } = name;

    public Signature? Signature { get; } = signature;

    public override int Arity => arity;

    public static NativeFunction FromHost(string name, HostFunction function)
    {
        var signature = function.Signature is null ? null : SignatureParser.Parse(function.Signature);
        return new NativeFunction(name, signature, signature?.ParameterCount ?? 3, (_, arguments) =>
        {
            try
            {
                var elements = Array.ConvertAll(arguments, value => new JsonataResult(value).ToJsonElement());
                return Value.From(function.Body(elements));
            }
            catch (Exception exception) when (exception is not JsonataException)
            {
                var text = $"Function {name} of the host failed: {exception.Message}";
                throw new JsonataException("H1003", text, exception);
            }
        });
    }

    /// <summary>
    /// The function with some arguments given. As in the reference, the arguments of such a function are not checked
    /// against the signature any more.
    /// </summary>
    public NativeFunction Bind(Value[] given, bool[] isPlaceholder) =>
        new(Name, null, isPlaceholder.Count(open => open), (site, arguments) =>
        {
            var all = new Value[Math.Max(Arity, given.Length)];
            var next = 0;
            for (var index = 0; index < given.Length; index++)
            {
                all[index] = !isPlaceholder[index] ? given[index]
                    : next < arguments.Length ? arguments[next++] : Value.Undefined;
            }
            return Run(site, all);
        });

    protected override Value Invoke(Value[] arguments, in Value input, Frame frame)
    {
        Charge(arguments, frame.Run);
        try
        {
            if (Signature is not null)
            {
                arguments = Signature.Validate(arguments, input);
            }
            return Run(new CallSite(frame, input), arguments);
        }
        catch (JsonataException error) when (error.Locate(0, Name.Length > 0 ? Name : null))
        {
            throw;
        }
    }

    /// <summary>Most functions read the texts they are given, if only to count the characters.</summary>
    private static void Charge(Value[] arguments, Run run)
    {
        run.Step();
        foreach (ref readonly var argument in arguments.AsSpan())
        {
            if (argument.IsString)
            {
                run.Reading(argument.String);
            }
        }
    }

    private Value Run(in CallSite site, Value[] arguments)
    {
        // A function may have been bound, and bound again, any number of times.
        site.Run.CheckStack();
        if (arguments.Length < _parameterCount)
        {
            Array.Resize(ref arguments, _parameterCount);
        }
        return body(site, arguments);
    }
}
