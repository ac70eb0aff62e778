namespace ConcertMaster.JsonSchema.Formats;

/// <summary>Addresses of machines. System.Net would also take shortened, octal and scoped ones.</summary>
internal static class Addresses
{
    public static bool IsIpv4(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            if (++count > 4 || !IsOctet(text[range])) return false;
        }

        return count == 4;
    }

    public static bool IsIpv6(ReadOnlySpan<char> text)
    {
        var gap = text.IndexOf("::");
        if (gap < 0) return CountGroups(text, mayEndInIpv4: true) == 8;
        var before = text[..gap];
        var after = text[(gap + 2)..];
        var left = before.IsEmpty ? 0 : CountGroups(before, mayEndInIpv4: false);
        var right = after.IsEmpty ? 0 : CountGroups(after, mayEndInIpv4: true);
        return left >= 0 && right >= 0 && left + right <= 7;
    }

    private static int CountGroups(ReadOnlySpan<char> text, bool mayEndInIpv4)
    {
        var count = 0;
        while (true)
        {
            var colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && mayEndInIpv4 && IsIpv4(group)) return count + 2;
            if (group.Length is < 1 or > 4) return -1;
            foreach (var c in group)
            {
                if (!char.IsAsciiHexDigit(c)) return -1;
            }

            count++;
            if (colon < 0) return count;
            text = text[(colon + 1)..];
        }
    }

    private static bool IsOctet(ReadOnlySpan<char> text)
    {
        if (text.Length is < 1 or > 3 || (text.Length > 1 && text[0] == '0')) return false;
        var value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = (value * 10) + c - '0';
        }

        return value <= 255;
    }
}
