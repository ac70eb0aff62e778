using System.Globalization;
using System.Text;

namespace ConcertMaster.JsonSchema.Formats;

/// <summary>Names of hosts (RFC 1123), and international ones by the rules of IDNA 2008 (RFC 5891 to 5893).</summary>
internal static class Hostnames
{
    private const int NameLengthMax = 253;
    private const int LabelLengthMax = 63;

    /// <summary>A name of ASCII letters; what claims to be an encoded international label must be one.</summary>
    public static bool IsHostname(ReadOnlySpan<char> text) => IsAscii(text, checksEncoding: true);

    /// <summary>A name of ASCII letters, whatever they may encode.</summary>
    public static bool IsAsciiHostname(ReadOnlySpan<char> text) => IsAscii(text, checksEncoding: false);

    public static bool IsInternationalHostname(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return false;
        var length = 0;
        var labels = new List<List<int>>();
        foreach (var range in text.SplitAny('.', '\u3002', '\uFF0E', '\uFF61'))
        {
            if (ReadLabel(text[range], out var encodedLength) is not { } label) return false;
            labels.Add(label);
            length += encodedLength + 1;
            if (length - 1 > NameLengthMax) return false;
        }

        return BidiRule.IsSatisfied(labels);
    }

    private static bool IsAscii(ReadOnlySpan<char> text, bool checksEncoding)
    {
        if (text.Length is 0 or > NameLengthMax) return false;
        var isEncoded = false;
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '-')) continue;
            if (at < text.Length && text[at] != '.') return false;
            if (at - start is 0 or > LabelLengthMax || text[start] == '-' || text[at - 1] == '-') return false;
            isEncoded |= at - start > 3 && text[start + 2] == '-' && text[start + 3] == '-';
            start = at + 1;
        }

        return !checksEncoding || !isEncoded || IsInternationalHostname(text);
    }

    private static bool IsAsciiLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > LabelLengthMax || label[0] == '-' || label[^1] == '-') return false;
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
        }

        return true;
    }

    private static List<int>? DecodeLabel(ReadOnlySpan<char> label)
    {
        if (!label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)) return null;
        var decoded = Punycode.Decode(label[4..]);
        if (decoded is null || !decoded.Any(c => c >= 0x80) || !IsUnicodeLabel(decoded)) return null;
        return label[4..].Equals(Punycode.Encode(decoded), StringComparison.OrdinalIgnoreCase) ? decoded : null;
    }

    private static List<int>? ReadLabel(ReadOnlySpan<char> label, out int encodedLength)
    {
        encodedLength = label.Length;
        if (label.Length > LabelLengthMax) return null;
        var codePoints = new List<int>();
        foreach (var rune in label.EnumerateRunes()) codePoints.Add(rune.Value);
        if (Ascii.IsValid(label))
        {
            if (!IsAsciiLabel(label)) return null;
            return label.Length > 3 && label[2] == '-' && label[3] == '-' ? DecodeLabel(label) : codePoints;
        }

        encodedLength = 4 + Punycode.Encode(codePoints).Length;
        return encodedLength <= LabelLengthMax && IsUnicodeLabel(codePoints) ? codePoints : null;
    }

    private static bool IsUnicodeLabel(List<int> label)
    {
        if (label[0] == '-' || label[^1] == '-') return false;
        if (label.Count > 3 && label[2] == '-' && label[3] == '-') return false;
        if (IsMark(label[0])) return false;
        for (var at = 0; at < label.Count; at++)
        {
            if (!IsAllowed(label, at)) return false;
        }

        return true;
    }

    private static bool IsAllowed(List<int> label, int at)
    {
        var before = at > 0 ? label[at - 1] : 0;
        var after = at + 1 < label.Count ? label[at + 1] : 0;
        return label[at] switch
        {
            0xB7 => before == 'l' && after == 'l',
            0x375 => after is (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF),
            0x5F3 or 0x5F4 => before is >= 0x590 and <= 0x5FF,
            0x30FB => label.Any(IsJapanese),
            0x200D => IsVirama(before),
            0x200C => IsVirama(before) || JoinsAround(label, at),
            >= 0x660 and <= 0x669 => !label.Any(c => c is >= 0x6F0 and <= 0x6F9),
            >= 0x6F0 and <= 0x6F9 => !label.Any(c => c is >= 0x660 and <= 0x669),
            0xDF or 0x3C2 or 0x6FD or 0x6FE or 0xF0B or 0x3007 => true,
            0x640 or 0x7FA or 0x302E or 0x302F or (>= 0x3031 and <= 0x3035) or 0x303B or 0xFFFD => false,
            '-' => true,
            var c => IsLetterOrDigit(c) && IsStable(c),
        };
    }

    private static bool IsLetterOrDigit(int c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;

    // Wide, narrow and presentation forms stand for other characters, and so are not stable.
    private static bool IsStable(int c) =>
        c is not ((>= 0xFB00 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0xFF00 and <= 0xFFEF)
            or (>= 0x1100 and <= 0x11FF) or (>= 0x1D400 and <= 0x1D7FF) or (>= 0x1F100 and <= 0x1F1FF));

    private static bool IsMark(int c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsJapanese(int c) => c is (>= 0x3041 and <= 0x309F) or (>= 0x30A1 and <= 0x30FA)
        or (>= 0x30FC and <= 0x30FF) or 0x3005 or 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsVirama(int c) => c is 0x94D or 0x9CD or 0xA4D or 0xACD or 0xB4D or 0xBCD or 0xC4D or 0xCCD
        or 0xD3B or 0xD3C or 0xD4D or 0xDCA or 0xE3A or 0xEBA or 0xF84 or 0x1039 or 0x103A or 0x1714 or 0x1734
        or 0x17D2 or 0x1A60 or 0x1B44 or 0x1BAA or 0x1BAB or 0x1BF2 or 0x1BF3 or 0x2D7F or 0xA806 or 0xA8C4 or 0xA953
        or 0xA9C0 or 0xAAF6 or 0xABED or 0x11046;

    // A non-joiner may also stand between two letters of a joining script, such as Arabic.
    private static bool JoinsAround(List<int> label, int at) =>
        at > 0 && at + 1 < label.Count && IsJoining(label[at - 1]) && IsJoining(label[at + 1]);

    private static bool IsJoining(int c) => c is (>= 0x620 and <= 0x74F) or (>= 0x7CA and <= 0x7EA)
        or (>= 0x1807 and <= 0x18AA);
}
