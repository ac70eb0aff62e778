using System.Text.RegularExpressions;
using ConcertMaster.Testing;

namespace ConcertMaster.Architecture.Tests;

public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_between_pages_leads_to_a_file() =>
        SourceTree.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).SelectMany(DeadLinks)
            .ShouldBeNone("Write what these links promise, or take them out:");

    /// <summary>Pages name files from the root, or from the folder of the slices: both are looked for.</summary>
    [Fact]
    public void Every_source_file_that_a_page_names_is_there() =>
        SourceTree.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).SelectMany(MissingFiles)
            .ShouldBeNone("These files have moved or never were; name them as they are:");

    /// <summary>So the samples compile, and the specifications say what they give.</summary>
    [Theory]
    [InlineData("src/ConcertMaster.Jsonata/README.md", "tests/ConcertMaster.Jsonata.Tests/Specs/ReadmeSpec.cs")]
    [InlineData("src/ConcertMaster.JsonSchema/README.md", "tests/ConcertMaster.JsonSchema.Tests/ReadmeSpec.cs")]
    public void Every_sample_of_a_library_stands_in_its_specification(string page, string specification)
    {
        var tested = Trimmed(SourceTree.Lines(specification));
        var samples = SamplesOf(page).ToList();

        samples.ShouldNotBeEmpty();
        foreach (var sample in samples) tested.ShouldContain(sample);
    }

    private static IEnumerable<string> MissingFiles(string page) =>
        from line in SourceTree.Lines(page).Select((text, i) => (text, number: i + 1))
        from Match named in SourceFile().Matches(line.text)
        let path = named.Groups[1].Value
        where !SourceTree.Files.Any(file => file == path || file.EndsWith('/' + path, StringComparison.Ordinal))
        select $"{page}:{line.number}: {path}";

    [GeneratedRegex(@"`((?:[\w.]+/)+\w[\w.]*\.(?:cs|tsx?|sql))`")]
    private static partial Regex SourceFile();

    private static IEnumerable<string> DeadLinks(string page) =>
        from line in SourceTree.Lines(page).Select((text, i) => (text, number: i + 1))
        from Match link in Link().Matches(line.text)
        let target = link.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
            && !target.StartsWith("mailto:", StringComparison.Ordinal)
        where !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target))
        select $"{page}:{line.number}: {target}";

    [GeneratedRegex(@"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    private static IEnumerable<string> SamplesOf(string page)
    {
        var lines = SourceTree.Lines(page);
        for (var start = Array.IndexOf(lines, "```csharp"); start >= 0;)
        {
            var end = Array.IndexOf(lines, "```", start);
            yield return Trimmed(lines[(start + 1)..end]);
            start = Array.IndexOf(lines, "```csharp", end);
        }
    }

    private static string Trimmed(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0));
}
