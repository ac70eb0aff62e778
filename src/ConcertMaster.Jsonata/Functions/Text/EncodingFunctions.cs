using System.Text;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>Base64 and the escapes of URLs.</summary>
internal static class EncodingFunctions
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
    private const string Reserved = ";/?:@&=+$,#";

    public static Value Base64Encode(CallSite site, Value[] arguments) => Change(site, arguments[0], text =>
        // One byte for each UTF-16 unit, and only its lower half, as "binary" strings of JavaScript have it.
        Convert.ToBase64String(Array.ConvertAll(text.ToCharArray(), unit => (byte)unit)));

    public static Value Base64Decode(CallSite site, Value[] arguments) => Change(site, arguments[0], Decode64);

    public static Value EncodeUrlComponent(CallSite site, Value[] arguments) =>
        Change(site, arguments[0], text => Escape(text, Unreserved));

    public static Value EncodeUrl(CallSite site, Value[] arguments) =>
        Change(site, arguments[0], text => Escape(text, Unreserved + Reserved));

    public static Value DecodeUrlComponent(CallSite site, Value[] arguments) =>
        Change(site, arguments[0], text => Unescape(text, ""));

    public static Value DecodeUrl(CallSite site, Value[] arguments) =>
        Change(site, arguments[0], text => Unescape(text, Reserved));

    private static Value Change(CallSite site, in Value text, Func<string, string> change) =>
        text.IsUndefined ? Value.Undefined : Value.Of(site.Run.Made(change(Charged(site, StringFunctions.Text(text)))));

    private static string Charged(CallSite site, string text)
    {
        site.Run.Steps(text.Length / 2);
        return text;
    }

    /// <summary>
    /// Passes over what does not belong to the alphabet, takes both alphabets, and ends at the first sign of padding.
    /// </summary>
    private static string Decode64(string text)
    {
        var decoded = new StringBuilder(text.Length);
        var (bits, count) = (0, 0);
        foreach (var symbol in text)
        {
            if (symbol == '=')
            {
                break;
            }
            var digit = symbol switch
            {
                >= 'A' and <= 'Z' => symbol - 'A',
                >= 'a' and <= 'z' => symbol - 'a' + 26,
                >= '0' and <= '9' => symbol - '0' + 52,
                '+' or '-' => 62,
                '/' or '_' => 63,
                _ => -1,
            };
            if (digit < 0)
            {
                continue;
            }
            bits = ((bits << 6) | digit) & 0xffff;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                decoded.Append((char)((bits >> count) & 0xff));
            }
        }
        return decoded.ToString();
    }

    private static string Escape(string text, string kept)
    {
        if (JsonText.HasLoneSurrogate(text))
        {
            throw Malformed(text);
        }
        var escaped = new StringBuilder(text.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            _ = kept.Contains((char)unit) ? escaped.Append((char)unit) : escaped.Append($"%{unit:X2}");
        }
        return escaped.ToString();
    }

    private static string Unescape(string text, string kept)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        for (var index = 0; index < text.Length;)
        {
            if (text[index] != '%')
            {
                result.Append(text[index++]);
                continue;
            }
            var start = index;
            bytes[0] = ReadByte(text, ref index);
            var length = bytes[0] switch
            {
                < 0x80 => 1, >= 0xc2 and < 0xe0 => 2, >= 0xe0 and < 0xf0 => 3, >= 0xf0 and < 0xf5 => 4, _ => 0,
            };
            for (var next = 1; next < length; next++)
            {
                bytes[next] = ReadByte(text, ref index);
            }
            var status = Rune.DecodeFromUtf8(bytes[..length], out var rune, out var used);
            if (length == 0 || status != System.Buffers.OperationStatus.Done || used != length)
            {
                throw Malformed(text);
            }
            var isKept = length == 1 && kept.Contains((char)bytes[0]);
            result.Append(isKept ? text[start..index] : rune.ToString());
        }
        return result.ToString();
    }

    private static byte ReadByte(string text, ref int index)
    {
        if (index + 3 > text.Length || text[index] != '%'
            || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2]))
        {
            throw Malformed(text);
        }
        var value = Convert.ToByte(text.Substring(index + 1, 2), 16);
        index += 3;
        return value;
    }

    private static JsonataException Malformed(string text) =>
        new("D3140", value: Conversions.Describe(Value.Of(text)));
}
