namespace ConcertMaster.Shared;

/// <summary>What a user typed into a search box, as a pattern for <c>ilike</c> in which it stands for itself.</summary>
internal static class SearchPattern
{
    /// <summary>Null when there is nothing to search for.</summary>
    public static string? Containing(string? search) => string.IsNullOrWhiteSpace(search)
        ? null
        : $"%{search.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
}
