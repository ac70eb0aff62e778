using System.Text.Json;

namespace ConcertMaster.Connections;

/// <summary>Where the secret of a connection goes. Whoever changes that has to know the secret.</summary>
internal static class ConnectionAddress
{
    // Any setting that is not named here counts as part of the address.
    private static readonly HashSet<string> Elsewhere =
        ["account", "accessKey", "bucket", "database", "from", "header", "pathStyle", "username"];

    private static readonly HashSet<string> Urls = ["baseUrl", "endpoint"];

    public static bool IsSame(JsonElement before, JsonElement after)
    {
        var (old, next) = (PartsOf(before), PartsOf(after));
        return old.Count == next.Count && old.All(part => next.GetValueOrDefault(part.Key) == part.Value);
    }

    private static Dictionary<string, string> PartsOf(JsonElement settings)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in settings.EnumerateObject())
        {
            if (Elsewhere.Contains(setting.Name)) continue;
            var value = setting.Value.ToString().Trim();
            if (value.Length > 0) parts[setting.Name] = Urls.Contains(setting.Name) ? OriginOf(value) : value;
            else parts.Remove(setting.Name); // of two of a name, the last counts
        }
        return parts;
    }

    // Another path is at the same server.
    private static string OriginOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? $"{address.Scheme}://{address.Authority}" : url;
}
