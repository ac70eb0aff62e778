namespace ConcertMaster.JsonSchema.Formats;

/// <summary>Dates and times as RFC 3339 has them.</summary>
internal static class DateAndTime
{
    public static bool IsDateTime(ReadOnlySpan<char> text) =>
        text.Length > 11 && text[10] is 'T' or 't' && IsDate(text[..10]) && IsTime(text[11..]);

    public static bool IsDate(ReadOnlySpan<char> text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-') return false;
        var century = TwoDigits(text);
        var rest = TwoDigits(text[2..]);
        var month = TwoDigits(text[5..]);
        var day = TwoDigits(text[8..]);
        if (century < 0 || rest < 0 || month is < 1 or > 12 || day < 1) return false;
        var year = (century * 100) + rest;
        // DateTime knows no year 0; it is a leap year in the proleptic calendar, as 400 is.
        return day <= DateTime.DaysInMonth(year == 0 ? 400 : year, month);
    }

    public static bool IsTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':') return false;
        var (hour, minute, second) = (TwoDigits(text), TwoDigits(text[3..]), TwoDigits(text[6..]));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60) return false;
        var rest = text[8..];
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0) return false;
            rest = rest[(digits + 1)..];
        }

        if (ReadOffset(rest) is not { } offset) return false;
        // A leap second comes at the end of a day, by universal time.
        var universal = ((hour * 60) + minute - offset + 2880) % 1440;
        return second < 60 || universal == 1439;
    }

    public static bool IsDuration(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != 'P') return false;
        var rest = text[1..];
        if (rest[^1] == 'W') return rest.IndexOfAnyExceptInRange('0', '9') == rest.Length - 1 && rest.Length > 1;
        var time = rest.IndexOf('T');
        if (time < 0) return HasUnits(rest, "YMD");
        return (time == 0 || HasUnits(rest[..time], "YMD")) && HasUnits(rest[(time + 1)..], "HMS");
    }

    // Numbers, each with one of the units, in their order, at least one, and none left out in between.
    private static bool HasUnits(ReadOnlySpan<char> text, ReadOnlySpan<char> units)
    {
        if (text.IsEmpty) return false;
        var isFirst = true;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0) return false;
            var unit = units.IndexOf(text[digits]);
            if (unit < 0 || (unit > 0 && !isFirst)) return false;
            isFirst = false;
            units = units[(unit + 1)..];
            text = text[(digits + 1)..];
        }

        return true;
    }

    private static int? ReadOffset(ReadOnlySpan<char> text)
    {
        if (text.Length == 1) return text[0] is 'Z' or 'z' ? 0 : null;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return null;
        var (hour, minute) = (TwoDigits(text[1..]), TwoDigits(text[4..]));
        if (hour is < 0 or > 23 || minute is < 0 or > 59) return null;
        var offset = (hour * 60) + minute;
        return text[0] == '-' ? -offset : offset;
    }

    private static int TwoDigits(ReadOnlySpan<char> text) =>
        char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) ? ((text[0] - '0') * 10) + text[1] - '0' : -1;
}
