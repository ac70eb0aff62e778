using System.Text.Json;

namespace ConcertMaster.JsonSchema.Tests.Conformance;

/// <summary>One schema of the official suite with its tests.</summary>
internal sealed record SuiteGroup(string Draft, string File, string Description, JsonElement Schema, JsonElement Tests)
{
    public bool IsOptional => File.StartsWith("optional/", StringComparison.Ordinal);

    public string Name => $"{Draft}/{File}: {Description}";
}

/// <summary>The official suite, where it is there to be read.</summary>
internal static class Suite
{
    public static readonly IReadOnlyDictionary<string, Draft> Drafts = new Dictionary<string, Draft>
    {
        ["draft4"] = Draft.Draft4,
        ["draft6"] = Draft.Draft6,
        ["draft7"] = Draft.Draft7,
        ["draft2019-09"] = Draft.Draft201909,
        ["draft2020-12"] = Draft.Draft202012,
    };

    private static readonly Lazy<string?> Found = new(Find);

    public static string? Folder => Found.Value;

    public static void SkipWhenMissing() => Skip.If(
        Folder is null,
        "The conformance data is not here: put it at ../shared/conformance or set CONCERTMASTER_CONFORMANCE.");

    public static IEnumerable<SuiteGroup> Groups(string draft)
    {
        var folder = Path.Combine(Folder!, "tests", draft);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order())
        {
            var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
            foreach (var group in Parse(path).EnumerateArray())
            {
                yield return new SuiteGroup(
                    draft, file, group.GetProperty("description").GetString()!,
                    group.GetProperty("schema"), group.GetProperty("tests"));
            }
        }
    }

    /// <summary>What the suite serves at http://localhost:1234/.</summary>
    public static Dictionary<string, JsonElement> Remotes()
    {
        var folder = Path.Combine(Folder!, "remotes");
        return Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).ToDictionary(
            path => "http://localhost:1234/" + Path.GetRelativePath(folder, path).Replace('\\', '/'), Parse);
    }

    public static SchemaOptions OptionsFor(SuiteGroup group, IReadOnlyDictionary<string, JsonElement> remotes) => new()
    {
        DefaultDraft = Drafts[group.Draft],
        Documents = remotes,
        AssertFormats = group.File.StartsWith("optional/format/", StringComparison.Ordinal)
            || group.File is "optional/ecmascript-regex.json",
        AssertContent = group.File == "optional/content.json",
        // The suite asks for verdicts, not for speed.
        PatternTimeMax = TimeSpan.FromMinutes(1),
    };

    private static JsonElement Parse(string path)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 1_000 });
        return document.RootElement.Clone();
    }

    private static string? Find()
    {
        var set = Environment.GetEnvironmentVariable("CONCERTMASTER_CONFORMANCE");
        if (!string.IsNullOrEmpty(set)) return WithSuite(set);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (WithSuite(Path.Combine(folder.FullName, "shared", "conformance")) is { } found) return found;
            if (!File.Exists(Path.Combine(folder.FullName, "ConcertMaster.sln"))) continue;
            return WithSuite(Path.Combine(folder.Parent?.FullName ?? "/", "shared", "conformance"));
        }

        return null;
    }

    private static string? WithSuite(string conformance)
    {
        var folder = Path.Combine(conformance, "json-schema");
        return Directory.Exists(Path.Combine(folder, "tests")) ? folder : null;
    }
}
