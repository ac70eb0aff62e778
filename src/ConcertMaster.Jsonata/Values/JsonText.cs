using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ConcertMaster.Jsonata.Values;

/// <summary>
/// Reads the strings of JSON as JavaScript does. System.Text.Json refuses strings with half a surrogate pair, which
/// JSON allows and JavaScript keeps.
/// </summary>
internal static class JsonText
{
    private const int ExactDigitsMax = 15;

    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    public static string Read(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Decode(JsonMarshal.GetRawUtf8Value(element)[1..^1]);
        }
    }

    public static string ReadName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Decode(JsonMarshal.GetRawUtf8PropertyName(property));
        }
    }

    /// <summary>
    /// Reads a number. Up to 15 digits, the digits and the power of ten are exact as doubles, so that one
    /// division gives the nearest double; that covers nearly all numbers there are.
    /// </summary>
    public static double ReadNumber(JsonElement element)
    {
        var text = JsonMarshal.GetRawUtf8Value(element);
        if (text.Length > ExactDigitsMax)
        {
            return element.GetDouble();
        }
        var digits = 0L;
        var decimals = -1;
        foreach (var symbol in text)
        {
            if (symbol is >= (byte)'0' and <= (byte)'9')
            {
                digits = (digits * 10) + (symbol - '0');
                decimals += decimals >= 0 ? 1 : 0;
            }
            else if (symbol == '.')
            {
                decimals = 0;
            }
            else
            {
                // Signs and exponents are rarer.
                return element.GetDouble();
            }
        }
        return decimals > 0 ? digits / PowersOfTen[decimals] : digits;
    }

    public static bool HasSurrogates(string text) => text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');

    /// <summary>Whether some surrogate of the text stands without its other half.</summary>
    public static bool HasLoneSurrogate(string text)
    {
        if (!HasSurrogates(text))
        {
            return false;
        }
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
            {
                continue;
            }
            if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
            {
                index++;
                continue;
            }
            return true;
        }
        return false;
    }

    private static string Decode(ReadOnlySpan<byte> raw)
    {
        var escaped = Encoding.UTF8.GetString(raw);
        var text = new StringBuilder(escaped.Length);
        for (var index = 0; index < escaped.Length; index++)
        {
            if (escaped[index] != '\\')
            {
                text.Append(escaped[index]);
                continue;
            }
            index++;
            if (escaped[index] == 'u')
            {
                text.Append((char)ushort.Parse(escaped.AsSpan(index + 1, 4), NumberStyles.HexNumber));
                index += 4;
                continue;
            }
            text.Append(escaped[index] switch
            {
                'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var same => same,
            });
        }
        return text.ToString();
    }
}
