namespace ConcertMaster.JsonSchema.Formats;

/// <summary>E-mail addresses as RFC 5321 and RFC 6531 have them.</summary>
internal static class Emails
{
    private const int LocalLengthMax = 64;

    public static bool IsEmail(ReadOnlySpan<char> text) => Is(text, international: false);

    public static bool IsInternationalEmail(ReadOnlySpan<char> text) => Is(text, international: true);

    private static bool Is(ReadOnlySpan<char> text, bool international)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || at > LocalLengthMax) return false;
        var local = text[..at];
        var domain = text[(at + 1)..];
        return (local[0] == '"' ? IsQuoted(local, international) : IsDotted(local, international))
            && IsDomain(domain, international);
    }

    private static bool IsDotted(ReadOnlySpan<char> local, bool international)
    {
        var afterDot = true;
        foreach (var c in local)
        {
            if (c == '.')
            {
                if (afterDot) return false;
                afterDot = true;
                continue;
            }

            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-/=?^_`{|}~".Contains(c)
                && !(international && c >= 0x80)) return false;
            afterDot = false;
        }

        return !afterDot;
    }

    private static bool IsQuoted(ReadOnlySpan<char> local, bool international)
    {
        if (local.Length < 2 || local[^1] != '"') return false;
        var inside = local[1..^1];
        for (var at = 0; at < inside.Length; at++)
        {
            var c = inside[at];
            if (c == '"' || c < ' ' || c == 0x7F || (c > 0x7F && !international)) return false;
            if (c != '\\') continue;
            if (++at == inside.Length || inside[at] is < ' ' or > '~') return false;
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain, bool international)
    {
        if (domain.Length > 2 && domain[0] == '[' && domain[^1] == ']')
        {
            var literal = domain[1..^1];
            return literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)
                ? Addresses.IsIpv6(literal[5..])
                : Addresses.IsIpv4(literal);
        }

        return international ? Hostnames.IsInternationalHostname(domain) : Hostnames.IsAsciiHostname(domain);
    }
}
