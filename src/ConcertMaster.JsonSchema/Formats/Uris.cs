using System.Buffers;

namespace ConcertMaster.JsonSchema.Formats;

/// <summary>Addresses in the web (RFC 3986, RFC 3987) and templates for them (RFC 6570).</summary>
internal static class Uris
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const string SubDelimiters = "!$&'()*+,;=";

    private static readonly SearchValues<char> UserOrHost = SearchValues.Create(Unreserved + SubDelimiters + "%:");
    private static readonly SearchValues<char> HostName = SearchValues.Create(Unreserved + SubDelimiters + "%");
    private static readonly SearchValues<char> PathChars = SearchValues.Create(Unreserved + SubDelimiters + "%:@/");
    private static readonly SearchValues<char> QueryChars = SearchValues.Create(Unreserved + SubDelimiters + "%:@/?");
    private static readonly SearchValues<char> NeverInTemplates = SearchValues.Create(" \"<>\\^`|}\x7f");

    public static bool IsUri(ReadOnlySpan<char> text) => Is(text, needsScheme: true, international: false);

    public static bool IsUriReference(ReadOnlySpan<char> text) => Is(text, needsScheme: false, international: false);

    public static bool IsIri(ReadOnlySpan<char> text) => Is(text, needsScheme: true, international: true);

    public static bool IsIriReference(ReadOnlySpan<char> text) => Is(text, needsScheme: false, international: true);

    public static bool IsUriTemplate(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var open = text.IndexOf('{');
            var literal = open < 0 ? text : text[..open];
            if (literal.ContainsAny(NeverInTemplates) || literal.ContainsAnyInRange('\0', '\x1f')) return false;
            if (!HasWholeEscapes(literal)) return false;
            if (open < 0) return true;
            var close = text[open..].IndexOf('}');
            if (close < 0 || !IsExpression(text.Slice(open + 1, close - 1))) return false;
            text = text[(open + close + 1)..];
        }

        return true;
    }

    private static bool Is(ReadOnlySpan<char> text, bool needsScheme, bool international)
    {
        var scheme = SchemeLength(text);
        if (needsScheme && scheme == 0) return false;
        var rest = scheme == 0 ? text : text[(scheme + 1)..];
        if (!HasWholeEscapes(rest)) return false;
        var hash = rest.IndexOf('#');
        if (hash >= 0)
        {
            if (!Has(rest[(hash + 1)..], QueryChars, international)) return false;
            rest = rest[..hash];
        }

        var question = rest.IndexOf('?');
        if (question >= 0)
        {
            if (!Has(rest[(question + 1)..], QueryChars, international, allowsPrivate: true)) return false;
            rest = rest[..question];
        }

        if (rest.StartsWith("//"))
        {
            rest = rest[2..];
            var slash = rest.IndexOf('/');
            if (!IsAuthority(slash < 0 ? rest : rest[..slash], international)) return false;
            rest = slash < 0 ? [] : rest[slash..];
        }
        else if (scheme == 0 && FirstSegment(rest).Contains(':'))
        {
            return false;
        }

        return Has(rest, PathChars, international);
    }

    private static bool IsAuthority(ReadOnlySpan<char> text, bool international)
    {
        var at = text.LastIndexOf('@');
        if (at >= 0)
        {
            if (!Has(text[..at], UserOrHost, international)) return false;
            text = text[(at + 1)..];
        }

        if (text.StartsWith("["))
        {
            var end = text.IndexOf(']');
            return end > 0 && IsLiteral(text[1..end]) && IsPort(text[(end + 1)..]);
        }

        var colon = text.IndexOf(':');
        return colon < 0
            ? Has(text, HostName, international)
            : Has(text[..colon], HostName, international) && IsPort(text[colon..]);
    }

    private static bool IsLiteral(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('v' or 'V')) return Addresses.IsIpv6(text);
        var dot = text.IndexOf('.');
        if (dot < 2 || dot == text.Length - 1) return false;
        foreach (var c in text[1..dot])
        {
            if (!char.IsAsciiHexDigit(c)) return false;
        }

        return !text[(dot + 1)..].ContainsAnyExcept(UserOrHost);
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] == ':' && !text[1..].ContainsAnyExceptInRange('0', '9'));

    private static ReadOnlySpan<char> FirstSegment(ReadOnlySpan<char> path)
    {
        var slash = path.IndexOf('/');
        return slash < 0 ? path : path[..slash];
    }

    private static int SchemeLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0])) return 0;
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == ':') return at;
            if (!char.IsAsciiLetterOrDigit(text[at]) && text[at] is not ('+' or '-' or '.')) return 0;
        }

        return 0;
    }

    private static bool Has(
        ReadOnlySpan<char> text, SearchValues<char> allowed, bool international, bool allowsPrivate = false)
    {
        while (true)
        {
            var at = text.IndexOfAnyExcept(allowed);
            if (at < 0) return true;
            if (!international || System.Text.Rune.DecodeFromUtf16(text[at..], out var rune, out var used) != 0)
                return false;
            if (!IsInternational(rune.Value, allowsPrivate)) return false;
            text = text[(at + used)..];
        }
    }

    private static bool IsInternational(int c, bool allowsPrivate) => c switch
    {
        < 0xA0 => false,
        <= 0xD7FF or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFEF) => true,
        >= 0xE000 and <= 0xF8FF or >= 0xF0000 => allowsPrivate && (c & 0xFFFE) != 0xFFFE,
        >= 0x10000 => (c & 0xFFFE) != 0xFFFE && c is not (>= 0xE0000 and < 0xE1000),
        _ => false,
    };

    private static bool HasWholeEscapes(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%'))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                return false;
            text = text[(at + 3)..];
        }

        return true;
    }

    private static bool IsExpression(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && "+#./;?&=,!@|".Contains(text[0])) text = text[1..];
        foreach (var range in text.Split(','))
        {
            if (!IsVariable(text[range])) return false;
        }

        return true;
    }

    private static bool IsVariable(ReadOnlySpan<char> text)
    {
        if (text.EndsWith("*")) text = text[..^1];
        else if (text.IndexOf(':') is var colon and >= 0)
        {
            var length = text[(colon + 1)..];
            if (length.Length is < 1 or > 4 || length[0] == '0' || length.ContainsAnyExceptInRange('0', '9'))
                return false;
            text = text[..colon];
        }

        if (text.IsEmpty || text[0] == '.' || text[^1] == '.' || !HasWholeEscapes(text)) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '%')) return false;
        }

        return !text.Contains("..", StringComparison.Ordinal);
    }
}
