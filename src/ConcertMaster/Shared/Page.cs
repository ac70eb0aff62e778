using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace ConcertMaster.Shared;

/// <summary>One page of a list. <paramref name="Next"/> is the cursor of the following page; null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public Page<TOther> Select<TOther>(Func<T, TOther> map) => new([.. Items.Select(map)], Next);
}

public static class Page
{
    /// <summary>Clamps what the caller asked for to what one answer may hold.</summary>
    public static int Size(int? limit) => Math.Clamp(limit ?? Limits.PageSizeDefault, 1, Limits.PageSizeMax);

    /// <summary>From one row more than the page holds: the page, and a cursor when there is a further row.</summary>
    public static Page<T> From<T>(IReadOnlyList<T> rows, int size, Func<T, string> cursorOf) =>
        rows.Count > size ? new([.. rows.Take(size)], Cursor(cursorOf(rows[size - 1]))) : new(rows, null);

    /// <summary>The text that <see cref="From{T}"/> put into the cursor, or null for the first page.</summary>
    public static string? Decode(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor));
        }
        catch (FormatException)
        {
            return null; // a cursor that is not ours starts at the beginning
        }
    }

    /// <summary>What a list by name puts into its cursor. The id has no separator in it, a name may.</summary>
    public static string Named(Guid id, string name) => $"{id}|{name}";

    /// <summary>The row after which such a list goes on; null for the first page.</summary>
    public static (Guid Id, string Name)? AfterNamed(string? cursor) =>
        Decode(cursor)?.Split('|', 2) is [var first, var name] && Guid.TryParse(first, out var id) ? (id, name) : null;

    /// <summary>An opaque cursor that carries this text.</summary>
    public static string Cursor(string text) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(text));
}
