using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages.Drawing;

/// <summary>How many rows of a table, or entries of a list, there is room for on a page that cannot grow by itself.</summary>
/// <param name="Drawn">By the name of the question, as many as the page had that was sent.</param>
/// <param name="Added">Where there shall be one more.</param>
internal sealed record PlainRoom(IReadOnlyDictionary<string, int> Drawn, string? Added)
{
    private const int RowCountShown = 3;

    // No question is called so: names in a form without script are paths.
    private const string CountName = "/rows";

    public static readonly PlainRoom Usual = new(FrozenDictionary<string, int>.Empty, null);

    public static PlainRoom Of(IFormCollection sent, HttpContext http) => new(
        sent.Keys.Where(key => key.EndsWith(CountName, StringComparison.Ordinal))
            .Select(key => (Name: key[..^CountName.Length], Count: CountOf(sent[key].ToString())))
            .Where(one => one.Count is not null)
            .ToDictionary(one => one.Name, one => one.Count!.Value, StringComparer.Ordinal),
        http.Request.Query["add"].ToString() is { Length: > 0 } added ? added : null);

    public static string CountNameOf(string name) => name + CountName;

    /// <summary>How many may have come in.</summary>
    public int Sent(PlainField field, string name) =>
        Math.Min(field.RowCountMax, Math.Max(RowCountShown, Drawn.GetValueOrDefault(name)));

    /// <summary>How many are drawn now.</summary>
    /// <param name="filled">As many have an answer.</param>
    public int ToDraw(PlainField field, string name, int filled) =>
        Math.Min(field.RowCountMax, Math.Max(filled, Sent(field, name) + (Added == name ? 1 : 0)));

    private static int? CountOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
