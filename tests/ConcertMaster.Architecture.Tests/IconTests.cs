using System.Text.RegularExpressions;

namespace ConcertMaster.Architecture.Tests;

public sealed partial class IconTests
{
    private const string Icons = "ui/src/graph/canvas/icons.ts";

    /// <summary>One that is not bundled would silently look like any other step of its category.</summary>
    [Fact]
    public void The_application_draws_the_icon_of_every_node_type()
    {
        var drawn = string.Join('\n', SourceTree.Lines(Icons));
        var missing =
            from file in SourceTree.CSharp("src")
            from line in SourceTree.Lines(file)
            from Match icon in IconOfNode().Matches(line)
            let name = icon.Groups[1].Value
            where !Regex.IsMatch(drawn, $@"[\s']{Regex.Escape(name)}'?: ")
            select $"{file}: {name}";

        missing.ShouldBeNone($"Add these icons of lucide to {Icons}:");
    }

    [GeneratedRegex("""\bIcon = "([a-z0-9-]+)",""")]
    private static partial Regex IconOfNode();
}
