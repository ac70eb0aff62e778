namespace ConcertMaster.JsonSchema.Formats;

/// <summary>UUIDs and JSON Pointers.</summary>
internal static class Identifiers
{
    public static bool IsUuid(ReadOnlySpan<char> text)
    {
        if (text.Length != 36) return false;
        for (var at = 0; at < text.Length; at++)
        {
            var isDash = at is 8 or 13 or 18 or 23;
            if (isDash ? text[at] != '-' : !char.IsAsciiHexDigit(text[at])) return false;
        }

        return true;
    }

    public static bool IsJsonPointer(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return true;
        if (text[0] != '/') return false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '~' && (at + 1 == text.Length || text[at + 1] is not ('0' or '1'))) return false;
        }

        return true;
    }

    public static bool IsRelativeJsonPointer(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        var number = digits < 0 ? text : text[..digits];
        if (number.IsEmpty || (number.Length > 1 && number[0] == '0')) return false;
        var rest = text[number.Length..];
        return rest is "#" || IsJsonPointer(rest);
    }
}
