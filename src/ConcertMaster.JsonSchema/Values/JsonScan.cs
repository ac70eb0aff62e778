namespace ConcertMaster.JsonSchema.Values;

/// <summary>
/// Finds the parts of JSON text that somebody else has found to be well-formed; comments and commas at the end, which
/// a document may allow, do no harm.
/// </summary>
internal static class JsonScan
{
    /// <summary>The next place, from <paramref name="at"/> on, that is no space, comma, colon or comment.</summary>
    public static int SkipSeparators(ReadOnlySpan<byte> text, int at)
    {
        while (true)
        {
            var c = text[at];
            if (c == '/') at = EndOfComment(text, at);
            else if (c is <= (byte)' ' or (byte)',' or (byte)':') at++;
            else return at;
        }
    }

    /// <summary>The place after the value that starts at <paramref name="at"/>.</summary>
    public static int EndOfValue(ReadOnlySpan<byte> text, int at) => text[at] switch
    {
        (byte)'"' => EndOfString(text, at),
        (byte)'{' or (byte)'[' => EndOfContainer(text, at),
        (byte)'t' or (byte)'n' => at + 4,
        (byte)'f' => at + 5,
        _ => EndOfNumber(text, at),
    };

    public static int EndOfString(ReadOnlySpan<byte> text, int at)
    {
        at++;
        while (true)
        {
            at += text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (text[at] == '"') return at + 1;
            at += 2;
        }
    }

    private static int EndOfNumber(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9' or (byte)'.' or (byte)'-' or (byte)'+'
            or (byte)'e' or (byte)'E') at++;
        return at;
    }

    // Byte by byte: brackets and short names stand close to each other, and what is long is a string.
    private static int EndOfContainer(ReadOnlySpan<byte> text, int at)
    {
        var depth = 0;
        while (true)
        {
            switch (text[at])
            {
                case (byte)'"':
                    at = EndOfString(text, at);
                    break;
                case (byte)'/':
                    at = EndOfComment(text, at);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    at++;
                    break;
                case (byte)'}' or (byte)']':
                    at++;
                    if (--depth == 0) return at;
                    break;
                default:
                    at++;
                    break;
            }
        }
    }

    private static int EndOfComment(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[(at + 2)..];
        return text[at + 1] == '*'
            ? at + 4 + rest.IndexOf("*/"u8)
            : at + 2 + rest.IndexOfAny((byte)'\n', (byte)'\r');
    }
}
