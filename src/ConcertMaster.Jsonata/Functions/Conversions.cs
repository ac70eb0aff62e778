using System.Runtime.CompilerServices;
using ConcertMaster.Jsonata.Evaluation;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>How values become booleans, texts and one another's equals.</summary>
internal static class Conversions
{
    private const int StepsPerNumberText = 4;

    public static bool ToBoolean(in Value value) => value.Kind switch
    {
        ValueKind.Boolean => value.Boolean,
        ValueKind.Number => IsTrueNumber(value),
        ValueKind.String => value.String.Length > 0,
        ValueKind.Array => HasTrueItem(value.AsArray!),
        ValueKind.Object => value.AsObject is not { } map || map.Properties.Count > 0,
        _ => false,
    };

    /// <summary>What JavaScript takes for true, which is how $sort reads the answer of its comparator.</summary>
    public static bool IsTruthyInJavaScript(in Value value) => value.Kind switch
    {
        ValueKind.Boolean => value.Boolean,
        ValueKind.Number => value.Number != 0 && !double.IsNaN(value.Number),
        ValueKind.String => value.String.Length > 0,
        ValueKind.Undefined or ValueKind.Null => false,
        _ => true,
    };

    public static void RequireFinite(in Value number)
    {
        if (double.IsInfinity(number.Number))
        {
            throw new JsonataException("D1001", value: NumberText.Format(number.Number));
        }
    }

    /// <summary>Whether the value is a number that can be calculated with; infinity is an error.</summary>
    public static bool IsNumeric(in Value value)
    {
        if (!value.IsNumber)
        {
            return false;
        }
        RequireFinite(value);
        return !double.IsNaN(value.Number);
    }

    public static bool AreAllNumbers(ArrayValue array)
    {
        foreach (ref readonly var item in array.Items)
        {
            if (!IsNumeric(item))
            {
                return false;
            }
        }
        return true;
    }

    public static bool AreAllStrings(ArrayValue array)
    {
        foreach (ref readonly var item in array.Items)
        {
            if (!item.IsString)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The text of a value, as <c>$string</c> and <c>&amp;</c> make it; nothing is no text.</summary>
    public static string ToText(in Value value, Run run, bool isPretty = false)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                return value.String;
            case ValueKind.Undefined or ValueKind.Function:
                return "";
            case ValueKind.Boolean:
                return value.Boolean ? "true" : "false";
            case ValueKind.Number when !double.IsFinite(value.Number):
                throw new JsonataException("D3001");
            case ValueKind.Number:
                run.Steps(StepsPerNumberText);
                return NumberText.Format(NumberText.Round15(value.Number));
            case ValueKind.Array when value.AsArray is { IsOuterWrapper: true, Count: > 0 } wrapper:
                return run.Made(JsonStringifier.Stringify(wrapper[0], run, isPretty));
            default:
                return run.Made(JsonStringifier.Stringify(value, run, isPretty));
        }
    }

    /// <summary>The text that JavaScript makes of a value, which is what a regular expression looks at.</summary>
    public static string ToScriptText(in Value value, Run run, int depth = 0)
    {
        run.Step();
        run.CheckNesting(depth);
        switch (value.Kind)
        {
            case ValueKind.String:
                return value.String;
            case ValueKind.Boolean:
                return value.Boolean ? "true" : "false";
            case ValueKind.Number:
                return NumberText.Format(value.Number);
            case ValueKind.Null or ValueKind.Undefined:
                return depth > 0 ? "" : value.IsNull ? "null" : "undefined";
            case ValueKind.Array:
                var items = new List<string>();
                for (var index = 0; index < value.AsArray!.Count; index++)
                {
                    items.Add(ToScriptText(value.AsArray[index], run, depth + 1));
                }
                return run.Made(string.Join(',', items));
            default:
                return "[object Object]";
        }
    }

    public static bool AreEqual(in Value left, in Value right, Run run, int depth = 0)
    {
        run.Step();
        if (left.Kind != right.Kind)
        {
            return false;
        }
        switch (left.Kind)
        {
            case ValueKind.Array:
                run.CheckNesting(depth);
                return AreEqual(left.AsArray!, right.AsArray!, run, depth);
            case ValueKind.String:
                run.Comparing(left.String, right.String);
                return string.Equals(left.String, right.String);
            case ValueKind.Object when left.AsObject is { } one && right.AsObject is { } other:
                run.CheckNesting(depth);
                return AreEqual(one.Properties, other.Properties, run, depth);
            default:
                return left.IsIdenticalTo(right);
        }
    }

    /// <summary>The value as error messages show it: short, and without failing in its turn.</summary>
    public static string Describe(in Value value) => value.Kind switch
    {
        ValueKind.Undefined => "nothing",
        ValueKind.Null => "null",
        ValueKind.Boolean => value.Boolean ? "true" : "false",
        ValueKind.Number => NumberText.Format(value.Number),
        ValueKind.String => value.String.Length > 60 ? $"\"{value.String[..60]}…\"" : $"\"{value.String}\"",
        ValueKind.Array => "an array",
        ValueKind.Object => "an object",
        _ => "a function",
    };

    private static bool IsTrueNumber(in Value value)
    {
        RequireFinite(value);
        return value.Number != 0 && !double.IsNaN(value.Number);
    }

    private static bool HasTrueItem(ArrayValue array)
    {
        foreach (ref readonly var item in array.Items)
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                throw new JsonataException("D1011");
            }
            if (ToBoolean(item))
            {
                return true;
            }
        }
        return false;
    }

    private static bool AreEqual(ArrayValue left, ArrayValue right, Run run, int depth)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }
        if (left.Count != right.Count)
        {
            return false;
        }
        for (var index = 0; index < left.Count; index++)
        {
            if (!AreEqual(left[index], right[index], run, depth + 1))
            {
                return false;
            }
        }
        return true;
    }

    private static bool AreEqual(PropertyMap left, PropertyMap right, Run run, int depth)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }
        if (left.Count != right.Count)
        {
            return false;
        }
        foreach (ref readonly var entry in left.Entries)
        {
            if (!right.TryGet(entry.Key, out var other) || !AreEqual(entry.Value, other, run, depth + 1))
            {
                return false;
            }
        }
        return true;
    }
}
