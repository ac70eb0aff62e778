using System.Globalization;

namespace ConcertMaster.Jsonata.Values;

/// <summary>
/// Writes numbers as JavaScript does: the shortest digits that mean this number, in JavaScript's layout.
/// </summary>
internal static class NumberText
{
    private const double WholeMax = 1e15;
    private const int JsonPrecision = 15;

    public static string Format(double number)
    {
        if (number == Math.Truncate(number) && Math.Abs(number) < WholeMax)
        {
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        }
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var magnitude = Math.Abs(number);
        if (magnitude is >= 1e-4 and < WholeMax)
        {
            return shortest;
        }
        var (digits, exponent) = Split(shortest);
        var sign = number < 0 ? "-" : "";
        return sign + Layout(digits, exponent);
    }

    /// <summary>
    /// The number as <c>$string</c> shows it: to 15 significant digits, which hides most rounding errors.
    /// </summary>
    public static double Round15(double number)
    {
        if (number == Math.Truncate(number))
        {
            return number;
        }
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        if (shortest.Length <= JsonPrecision)
        {
            return number;
        }
        if (Split(shortest).Digits.Length <= JsonPrecision)
        {
            return number;
        }
        // Rounded half up on the exact decimal expansion, as toPrecision does; .NET would round a tie to even.
        var exact = Math.Abs(number).ToString("E40", CultureInfo.InvariantCulture);
        var digits15 = string.Concat(exact.AsSpan(0, 1), exact.AsSpan(2, JsonPrecision - 1));
        var leading = long.Parse(digits15, CultureInfo.InvariantCulture);
        if (exact[JsonPrecision + 1] >= '5')
        {
            leading++;
        }
        var exponent = exact.AsSpan(exact.IndexOf('E') + 1);
        var scale = int.Parse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var rounded = double.Parse($"{leading}E{scale - (JsonPrecision - 1)}", CultureInfo.InvariantCulture);
        return number < 0 ? -rounded : rounded;
    }

    /// <summary>As JavaScript's toFixed for a number that is not negative: exact, half up.</summary>
    public static string Fixed(double number, int decimals)
    {
        if (!(number < 1e21))
        {
            return Format(number);
        }
        var exact = number.ToString($"F{decimals + 40}", CultureInfo.InvariantCulture);
        var cut = exact.IndexOf('.') + 1 + decimals;
        var digits = exact[..cut].Replace(".", "");
        if (exact[cut] >= '5')
        {
            digits = (System.Numerics.BigInteger.Parse(digits, CultureInfo.InvariantCulture) + 1)
                .ToString(CultureInfo.InvariantCulture).PadLeft(digits.Length, '0');
        }
        return decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
    }

    /// <summary>As JavaScript's toString with a radix, for whole numbers.</summary>
    private const double ExactMax = 9007199254740992;

    public static string InBase(double number, int radix)
    {
        if (radix == 10 || !double.IsFinite(number))
        {
            return Format(number);
        }
        const string symbols = "0123456789abcdefghijklmnopqrstuvwxyz";
        var text = new Stack<char>();
        var rest = Math.Abs(number);
        // Beyond 2^53 not every digit is known; JavaScript engines write those that are not as zeros.
        while (rest / radix >= ExactMax)
        {
            rest /= radix;
            text.Push('0');
        }
        do
        {
            var digit = rest % radix;
            text.Push(symbols[(int)digit]);
            rest = (rest - digit) / radix;
        }
        while (rest > 0);
        if (number < 0)
        {
            text.Push('-');
        }
        return new string(text.ToArray());
    }

    private static (string Digits, int Exponent) Split(string shortest)
    {
        var mantissa = shortest.AsSpan().TrimStart('-');
        var exponent = 0;
        var mark = mantissa.IndexOf('E');
        if (mark >= 0)
        {
            exponent = int.Parse(mantissa[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = mantissa[..mark];
        }
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? default : mantissa[(point + 1)..];
        var all = string.Concat(whole, fraction);
        var digits = all.TrimStart('0');
        // The value is 0.digits * 10^exponent.
        exponent += whole.Length - (all.Length - digits.Length);
        return (digits.TrimEnd('0'), exponent);
    }

    private static string Layout(string digits, int exponent)
    {
        if (exponent is > 0 and <= 21)
        {
            return digits.Length <= exponent
                ? digits.PadRight(exponent, '0')
                : $"{digits[..exponent]}.{digits[exponent..]}";
        }
        if (exponent is > -6 and <= 0)
        {
            return "0." + new string('0', -exponent) + digits;
        }
        var power = exponent - 1;
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return $"{mantissa}e{(power < 0 ? '-' : '+')}{Math.Abs(power)}";
    }
}
