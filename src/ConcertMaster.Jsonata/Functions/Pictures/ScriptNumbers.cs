namespace ConcertMaster.Jsonata.Functions;

/// <summary>Reads numbers at the beginning of a text, as JavaScript's parseInt does.</summary>
internal static class ScriptNumbers
{
    public static double ParseInteger(string text)
    {
        var rest = text.AsSpan().TrimStart();
        var isNegative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
        {
            rest = rest[1..];
        }
        var length = 0;
        while (length < rest.Length && char.IsAsciiDigit(rest[length]))
        {
            length++;
        }
        if (length == 0)
        {
            return double.NaN;
        }
        var number = double.Parse(rest[..length], System.Globalization.CultureInfo.InvariantCulture);
        return isNegative ? -number : number;
    }
}
