using System.Text.RegularExpressions;
using ConcertMaster.Testing;

namespace ConcertMaster.Tests.Nodes.Plugins;

/// <summary>Code in the guides is cut from files that are compiled and tested. After a change: CONCERTMASTER_ACCEPT=1.</summary>
public sealed partial class SamplePagesSpec
{
    [Fact]
    public void The_code_of_the_guide_is_that_of_the_sample()
    {
        var path = Path.Combine(Repository.Root, "docs", "how-to", "write-a-node.md");
        var page = File.ReadAllText(path);
        var cut = Sample().Replace(page, match => $"{match.Groups["head"].Value}" +
            $"{File.ReadAllText(Path.Combine(Repository.Root, match.Groups["file"].Value)).TrimEnd()}\n```");
        Sample().Count(page).ShouldBe(2);
        if (Environment.GetEnvironmentVariable("CONCERTMASTER_ACCEPT") == "1") File.WriteAllText(path, cut);
        page = File.ReadAllText(path);
        page.ShouldBe(cut, "docs/how-to/write-a-node.md does not show the sample as it is: run once with CONCERTMASTER_ACCEPT=1");
    }

    [GeneratedRegex(@"(?<head><!-- from (?<file>\S+) -->\n```\w+\n)(?:(?!```).*\n)*?```")]
    private static partial Regex Sample();
}
