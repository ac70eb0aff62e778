using System.Text.RegularExpressions;
using ConcertMaster.Testing;

namespace ConcertMaster.Architecture.Tests;

public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_between_pages_leads_to_a_file() =>
        SourceTree.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).SelectMany(DeadLinks)
            .ShouldBeNone("Write what these links promise, or take them out:");

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
}
