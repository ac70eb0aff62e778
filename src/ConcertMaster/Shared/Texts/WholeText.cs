namespace ConcertMaster.Shared;

/// <summary>Cuts texts that are too long, and never a character in two: half of one can be stored nowhere.</summary>
internal static class WholeText
{
    /// <summary>As much of the beginning as fits.</summary>
    public static string First(string text, int lengthMax)
    {
        if (text.Length <= lengthMax) return text;
        return text[..(char.IsHighSurrogate(text[lengthMax - 1]) ? lengthMax - 1 : lengthMax)];
    }

    /// <summary>As much of the end as fits.</summary>
    public static string Last(string text, int lengthMax)
    {
        if (text.Length <= lengthMax) return text;
        return text[^(char.IsLowSurrogate(text[^lengthMax]) ? lengthMax - 1 : lengthMax)..];
    }

    /// <summary>The name of a file without folders and control characters; its ending stays.</summary>
    public static string FileName(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var safe = new string([.. last.Where(letter => !char.IsControl(letter))]).Trim();
        return safe.Length == 0 ? "file" : Last(safe, Limits.NameLengthMax);
    }
}
