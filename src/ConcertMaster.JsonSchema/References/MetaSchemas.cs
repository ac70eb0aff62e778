using System.Collections.Frozen;
using System.Text.Json;

namespace ConcertMaster.JsonSchema.References;

/// <summary>The published meta-schemas, which every schema may refer to.</summary>
internal static class MetaSchemas
{
    private const string Folder = "MetaSchemas/";

    private static readonly FrozenDictionary<string, Lazy<JsonElement>> ByAddress = Addresses().ToFrozenDictionary(
        pair => pair.Address, pair => new Lazy<JsonElement>(() => Load(pair.Resource)), StringComparer.Ordinal);

    public static bool TryFind(string address, out JsonElement schema)
    {
        var known = ByAddress.TryGetValue(WithUsualScheme(address), out var found);
        schema = known ? found!.Value : default;
        return known;
    }

    public static Draft? DraftOf(string address) => WithUsualScheme(address) switch
    {
        "http://json-schema.org/draft-04/schema" => Draft.Draft4,
        "http://json-schema.org/draft-06/schema" => Draft.Draft6,
        "http://json-schema.org/draft-07/schema" => Draft.Draft7,
        "https://json-schema.org/draft/2019-09/schema" => Draft.Draft201909,
        "https://json-schema.org/draft/2020-12/schema" => Draft.Draft202012,
        _ => null,
    };

    // Authors mix up http and https, and nothing else could be meant.
    private static string WithUsualScheme(string address)
    {
        var rest = address.Contains("://json-schema.org/", StringComparison.Ordinal)
            ? address[address.IndexOf("://", StringComparison.Ordinal)..]
            : null;
        if (rest is null || !address.StartsWith("http", StringComparison.Ordinal)) return address;
        return (rest.StartsWith("://json-schema.org/draft-0", StringComparison.Ordinal) ? "http" : "https") + rest;
    }

    private static IEnumerable<(string Address, string Resource)> Addresses()
    {
        foreach (var resource in typeof(MetaSchemas).Assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Folder, StringComparison.Ordinal)) continue;
            var name = resource[Folder.Length..^".json".Length];
            if (name.StartsWith("draft2", StringComparison.Ordinal))
            {
                var (draft, file) = (name["draft".Length..name.IndexOf('/')], name[(name.IndexOf('/') + 1)..]);
                var path = file == "schema" ? file : $"meta/{file}";
                yield return ($"https://json-schema.org/draft/{draft}/{path}", resource);
            }
            else
            {
                yield return ($"http://json-schema.org/draft-0{name[^1]}/schema", resource);
            }
        }
    }

    private static JsonElement Load(string resource)
    {
        using var stream = typeof(MetaSchemas).Assembly.GetManifestResourceStream(resource)!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
