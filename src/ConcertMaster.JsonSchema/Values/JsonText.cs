using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ConcertMaster.JsonSchema.Values;

/// <summary>
/// Strings as they stand in JSON text. Reading them raw spares an allocation for each, and does not fail on lone
/// surrogates as <see cref="JsonElement.GetString"/> does.
/// </summary>
internal static class JsonText
{
    public static bool HasEscapes(ReadOnlySpan<byte> raw) => raw.Contains((byte)'\\');

    /// <summary>The text with its escapes resolved. Lone surrogates stay as they are.</summary>
    public static string Read(ReadOnlySpan<byte> raw)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(raw.Length, 1));
        var text = new string(buffer, 0, Decode(raw, buffer));
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    public static string Read(JsonElement text) => Read(JsonMarshal.GetRawUtf8Value(text)[1..^1]);

    public static string Name(JsonProperty property) => Read(JsonMarshal.GetRawUtf8PropertyName(property));

    /// <summary>Writes the text to a buffer at least as long as the raw bytes, and returns its length.</summary>
    public static int Decode(ReadOnlySpan<byte> raw, Span<char> buffer)
    {
        var length = 0;
        if (!HasEscapes(raw) && Ascii.ToUtf16(raw, buffer, out length) == OperationStatus.Done) return length;
        length = 0;
        while (!raw.IsEmpty)
        {
            var escape = raw.IndexOf((byte)'\\');
            var plain = escape < 0 ? raw : raw[..escape];
            Utf8.ToUtf16(plain, buffer[length..], out _, out var written, replaceInvalidSequences: true);
            length += written;
            if (escape < 0) break;
            raw = raw[escape..];
            buffer[length++] = Unescape(raw, out var used);
            raw = raw[used..];
        }

        return length;
    }

    /// <summary>Counts code points; a surrogate pair written as two escapes is one.</summary>
    public static int CountCodePoints(ReadOnlySpan<byte> raw)
    {
        if (!HasEscapes(raw)) return CountLeadBytes(raw);
        var buffer = ArrayPool<char>.Shared.Rent(raw.Length);
        var text = buffer.AsSpan(0, Decode(raw, buffer));
        var count = text.Length;
        for (var at = 1; at < text.Length; at++)
        {
            if (char.IsSurrogatePair(text[at - 1], text[at])) count--;
        }

        ArrayPool<char>.Shared.Return(buffer);
        return count;
    }

    private static int CountLeadBytes(ReadOnlySpan<byte> raw)
    {
        if (Ascii.IsValid(raw)) return raw.Length;
        var count = 0;
        foreach (var b in raw)
        {
            if ((b & 0xC0) != 0x80) count++;
        }

        return count;
    }

    private static char Unescape(ReadOnlySpan<byte> raw, out int used)
    {
        used = 2;
        switch ((char)raw[1])
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u':
                used = 6;
                var digits = raw.Slice(2, 4);
                return (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default: return (char)raw[1];
        }
    }
}
