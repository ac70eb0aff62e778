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
