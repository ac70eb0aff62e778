using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>One parameter of a signature: the types it takes, and how often.</summary>
internal sealed record Parameter(ArgumentTypes Accepts, char Type)
{
    public bool IsOptional { get; set; }

    public bool IsRepeated { get; set; }

    /// <summary>Where the argument is missing, the context stands in for it.</summary>
    public bool TakesContext { get; set; }

    /// <summary>Optional before it asked for the context: then the context is taken as it comes.</summary>
    public bool TakesAnyContext { get; set; }

    /// <summary>Type of the items, where an array is asked for.</summary>
    public string? ItemType { get; set; }
}

[Flags]
internal enum ArgumentTypes
{
    None = 0,
    Missing = 1,
    Null = 2,
    Boolean = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
    Function = 128,
    Json = Missing | Null | Boolean | Number | String | Array | Object,
    Any = Json | Function,
}

/// <summary>
/// The types of a function's arguments, such as <c>&lt;s-nn?:s&gt;</c>. Validation also puts the context in place of a
/// missing argument and wraps a single value where an array is asked for.
/// </summary>
internal sealed class Signature(string definition, Parameter[] parameters)
{
    public string Definition { get; } = definition;

    public int ParameterCount => parameters.Length;

    public static ArgumentTypes TypeOf(in Value value) => value.Kind switch
    {
        ValueKind.Undefined => ArgumentTypes.Missing,
        ValueKind.Null => ArgumentTypes.Null,
        ValueKind.Boolean => ArgumentTypes.Boolean,
        ValueKind.Number => ArgumentTypes.Number,
        ValueKind.String => ArgumentTypes.String,
        ValueKind.Array => ArgumentTypes.Array,
        ValueKind.Object => ArgumentTypes.Object,
        _ => ArgumentTypes.Function,
    };

    /// <summary>Returns the arguments as the function is to see them; may change the array that was given.</summary>
    public Value[] Validate(Value[] arguments, in Value context)
    {
        if (FitsOneToOne(arguments))
        {
            for (var index = 0; index < arguments.Length; index++)
            {
                if (parameters[index].Type == 'a')
                {
                    arguments[index] = ToArray(arguments[index], parameters[index], index, 1);
                }
            }
            return arguments;
        }
        var counts = new int[parameters.Length];
        if (!Match(arguments, counts, 0, 0))
        {
            throw Misfit(arguments);
        }
        return Assign(arguments, counts, context);
    }

    private bool FitsOneToOne(Value[] arguments)
    {
        if (arguments.Length != parameters.Length)
        {
            return false;
        }
        for (var index = 0; index < arguments.Length; index++)
        {
            if ((parameters[index].Accepts & TypeOf(arguments[index])) == 0)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// Deals out the arguments in order, as many to each parameter as it will take, fewer where that fails.
    /// </summary>
    private bool Match(Value[] arguments, int[] counts, int parameterIndex, int argumentIndex)
    {
        if (parameterIndex == parameters.Length)
        {
            return argumentIndex == arguments.Length;
        }
        var parameter = parameters[parameterIndex];
        var most = 0;
        var limit = parameter.IsRepeated ? int.MaxValue : 1;
        while (most < limit && argumentIndex + most < arguments.Length
            && (parameter.Accepts & TypeOf(arguments[argumentIndex + most])) != 0)
        {
            most++;
        }
        for (var count = most; count >= (parameter.IsOptional ? 0 : 1); count--)
        {
            counts[parameterIndex] = count;
            if (Match(arguments, counts, parameterIndex + 1, argumentIndex + count))
            {
                return true;
            }
        }
        return false;
    }

    private Value[] Assign(Value[] arguments, int[] counts, in Value context)
    {
        var assigned = new List<Value>(parameters.Length);
        var next = 0;
        for (var index = 0; index < parameters.Length; index++)
        {
            var parameter = parameters[index];
            if (counts[index] == 0 && parameter.TakesContext)
            {
                if (!parameter.TakesAnyContext && (parameter.Accepts & TypeOf(context)) == 0)
                {
                    throw new JsonataException("T0411", value: $"{next + 1}");
                }
                assigned.Add(context);
                continue;
            }
            // An optional parameter that was passed over still uses up a place, as it does in the reference.
            for (var count = Math.Max(1, counts[index]); count > 0; count--, next++)
            {
                var argument = next < arguments.Length ? arguments[next] : Value.Undefined;
                assigned.Add(parameter.Type == 'a' && counts[index] > 0
                    ? ToArray(argument, parameter, next, counts[index])
                    : argument);
            }
        }
        return [.. assigned];
    }

    private static Value ToArray(in Value argument, Parameter parameter, int index, int matchedCount)
    {
        if (argument.IsUndefined)
        {
            return argument;
        }
        var array = argument.AsArray;
        if (parameter.ItemType is { Length: > 0 } itemType)
        {
            var fits = array is null
                ? matchedCount == 1 && itemType.Length == 1 && TypeOf(argument) == SignatureParser.TypeOf(itemType[0])
                : AreAll(array, SignatureParser.TypeOf(itemType[0]));
            if (!fits)
            {
                throw new JsonataException("T0412", value: $"{index + 1}");
            }
        }
        return array is null ? Value.Of(new ArrayValue([argument])) : argument;
    }

    private static bool AreAll(ArrayValue array, ArgumentTypes type)
    {
        foreach (ref readonly var item in array.Items)
        {
            if (TypeOf(item) != type)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Names the first argument at which the parameters, taken from the left, no longer fit.</summary>
    private JsonataException Misfit(Value[] arguments)
    {
        var good = 0;
        for (var count = 1; count <= parameters.Length; count++)
        {
            var prefix = new Signature(Definition, parameters[..count]);
            var matched = -1;
            for (var length = arguments.Length; length >= 0 && matched < 0; length--)
            {
                matched = prefix.Match(arguments[..length], new int[count], 0, 0) ? length : -1;
            }
            if (matched < 0)
            {
                break;
            }
            good = matched;
        }
        return new JsonataException("T0410", value: $"{good + 1}");
    }
}
