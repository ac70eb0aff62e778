using System.Collections.Concurrent;

namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>The sets of code points that <c>\p{…}</c> may name, from a table made by an ECMA-262 engine.</summary>
internal static class UnicodeProperties
{
    private static readonly Lazy<Dictionary<string, string>> Table = new(Load);
    private static readonly ConcurrentDictionary<string, CodePointSet?> Known = new(StringComparer.Ordinal);

    /// <summary>The property, named as ECMA-262 names it (exactly: case matters), or null.</summary>
    public static CodePointSet? Find(string name)
    {
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        var full = equals < 0 ? name : name[..equals] switch
        {
            "gc" => "General_Category" + name[equals..],
            "sc" => "Script" + name[equals..],
            "scx" => "Script_Extensions" + name[equals..],
            _ => name,
        };
        return Table.Value.TryGetValue(full, out var text) ? Known.GetOrAdd(full, _ => Decode(text)) : null;
    }

    // Pairs of "gap since the last range" and "length beyond the first", in base 36.
    private static CodePointSet Decode(string text)
    {
        var ranges = new List<(int, int)>();
        var last = 0;
        foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var comma = pair.IndexOf(',', StringComparison.Ordinal);
            var low = last + FromBase36(pair.AsSpan(0, comma));
            last = low + FromBase36(pair.AsSpan(comma + 1));
            ranges.Add((low, last));
        }

        return CodePointSet.Of(ranges);
    }

    private static int FromBase36(ReadOnlySpan<char> text)
    {
        var value = 0;
        foreach (var c in text)
            value = (value * 36) + (char.IsAsciiDigit(c) ? c - '0' : c - 'a' + 10);
        return value;
    }

    private static Dictionary<string, string> Load()
    {
        using var stream = typeof(UnicodeProperties).Assembly.GetManifestResourceStream("unicode-properties.txt")!;
        using var reader = new StreamReader(stream);
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            foreach (var name in line[..tab].Split(' ')) table[name] = line[(tab + 1)..];
        }

        return table;
    }
}
