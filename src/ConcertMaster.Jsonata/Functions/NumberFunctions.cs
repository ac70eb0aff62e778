using System.Globalization;
using System.Text.RegularExpressions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>The functions on numbers, and on lists of them.</summary>
internal static partial class NumberFunctions
{
    public static Value Sum(CallSite site, Value[] arguments) =>
        arguments[0].IsUndefined ? Value.Undefined : Value.Of(Total(site, arguments[0]));

    public static Value Average(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined || ArrayFunctions.List(arguments[0]).Count == 0)
        {
            return Value.Undefined;
        }
        return Value.Of(Total(site, arguments[0]) / ArrayFunctions.List(arguments[0]).Count);
    }

    public static Value Max(CallSite site, Value[] arguments) => Extreme(site, arguments[0], Math.Max);

    public static Value Min(CallSite site, Value[] arguments) => Extreme(site, arguments[0], Math.Min);

    public static Value Floor(CallSite site, Value[] arguments) => Apply(arguments[0], Math.Floor);

    public static Value Ceil(CallSite site, Value[] arguments) => Apply(arguments[0], Math.Ceiling);

    public static Value Abs(CallSite site, Value[] arguments) => Apply(arguments[0], Math.Abs);

    public static Value Round(CallSite site, Value[] arguments) => arguments[0].IsUndefined
        ? Value.Undefined
        : Value.Of(Round(Number(arguments[0]), arguments[1].IsNumber ? arguments[1].Number : 0));

    public static Value Sqrt(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var number = Number(arguments[0]);
        return number < 0
            ? throw new JsonataException("D3060", value: NumberText.Format(number))
            : Value.Of(Math.Sqrt(number));
    }

    public static Value Power(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var (number, exponent) = (Number(arguments[0]), arguments[1].IsNumber ? arguments[1].Number : double.NaN);
        // In JavaScript not even 1 has a power without an exponent.
        var power = double.IsNaN(exponent) ? double.NaN : Math.Pow(number, exponent);
        return double.IsFinite(power)
            ? Value.Of(power)
            : throw new JsonataException("D3061", value: $"{NumberText.Format(number)}^{NumberText.Format(exponent)}");
    }

    public static Value Random(CallSite site, Value[] arguments) => Value.Of(site.Run.Chance.Next());

    public static Value ToNumber(CallSite site, Value[] arguments)
    {
        var argument = arguments[0];
        switch (argument.Kind)
        {
            case ValueKind.Undefined or ValueKind.Number:
                return argument;
            case ValueKind.Boolean:
                return Value.Of(argument.Boolean ? 1 : 0);
            case ValueKind.String when DecimalForm().IsMatch(argument.String):
                var number = double.Parse(argument.String, CultureInfo.InvariantCulture);
                return double.IsFinite(number) ? Value.Of(number) : throw NotANumber(argument);
            // The reference looks for the prefix of another base in this odd way, and then lets JavaScript decide.
            case ValueKind.String when OtherBaseForm().IsMatch(argument.String):
                return Value.Of(ParseOtherBase(argument.String));
            default:
                throw NotANumber(argument);
        }
    }

    public static Value FormatBase(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var radix = arguments[1].IsNumber ? Round(arguments[1].Number, 0) : 10;
        return radix is >= 2 and <= 36
            ? Value.Of(NumberText.InBase(Round(Number(arguments[0]), 0), (int)radix))
            : throw new JsonataException("D3100", value: NumberText.Format(radix));
    }

    public static double Number(in Value value) =>
        value.IsNumber ? value.Number : throw new JsonataException("T0410", value: "1");

    /// <summary>
    /// Rounds half to even, moving the decimal point in the text of the number so that nothing is lost.
    /// </summary>
    public static double Round(double number, double precision)
    {
        var shifted = precision == 0 ? number : Shift(number, precision);
        var rounded = Math.Floor(shifted);
        // JavaScript's round goes up at a half; what is then exactly a half away from an odd number goes back down.
        rounded = shifted - rounded >= 0.5 ? rounded + 1 : rounded;
        if (Math.Abs(rounded - shifted) == 0.5 && Math.Abs(rounded % 2) == 1)
        {
            rounded--;
        }
        var result = precision == 0 ? rounded : Shift(rounded, -precision);
        return result == 0 ? 0 : result;
    }

    private static double Shift(double number, double places)
    {
        // Nor are infinity, and an exponent that JavaScript would write with an exponent, numbers once they are moved.
        if (!double.IsFinite(number) || Math.Abs(places) >= 1e20)
        {
            return double.NaN;
        }
        var text = NumberText.Format(number);
        var mark = text.IndexOf('e');
        var exponent = places + (mark < 0 ? 0 : double.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture));
        var mantissa = mark < 0 ? text : text[..mark];
        // A fractional exponent is no number to JavaScript either.
        return exponent == Math.Truncate(exponent)
            ? double.Parse($"{mantissa}e{NumberText.Format(exponent)}", CultureInfo.InvariantCulture)
            : double.NaN;
    }

    private static double Total(CallSite site, in Value list)
    {
        var items = ArrayFunctions.List(list);
        site.Run.Steps(items.Count);
        var total = 0.0;
        foreach (ref readonly var item in items.Items)
        {
            total += Number(item);
        }
        return total;
    }

    private static Value Extreme(CallSite site, in Value list, Func<double, double, double> pick)
    {
        if (list.IsUndefined || ArrayFunctions.List(list).Count == 0)
        {
            return Value.Undefined;
        }
        var items = ArrayFunctions.List(list).Items;
        site.Run.Steps(items.Length);
        var extreme = Number(items[0]);
        foreach (ref readonly var item in items)
        {
            extreme = pick(extreme, Number(item));
        }
        return Value.Of(extreme);
    }

    private static Value Apply(in Value number, Func<double, double> function) =>
        number.IsUndefined ? Value.Undefined : Value.Of(function(Number(number)));

    private static JsonataException NotANumber(in Value value) => new("D3030", value: Conversions.Describe(value));

    private static double ParseOtherBase(string text)
    {
        var trimmed = text.Trim();
        var radix = trimmed.Length > 2 && trimmed[0] == '0'
            ? trimmed[1] switch { 'x' or 'X' => 16, 'o' or 'O' => 8, 'b' or 'B' => 2, _ => 0 }
            : 0;
        var value = 0.0;
        foreach (var symbol in radix == 0 ? "!" : trimmed[2..])
        {
            var digit = char.IsAsciiHexDigit(symbol) ? Convert.ToInt32(symbol.ToString(), 16) : int.MaxValue;
            if (digit >= radix)
            {
                return double.NaN;
            }
            value = (value * radix) + digit;
        }
        return value;
    }

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?\z")]
    private static partial Regex DecimalForm();

    [GeneratedRegex(@"^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)\z")]
    private static partial Regex OtherBaseForm();
}
