using System.Text;
using System.Text.RegularExpressions;

namespace ConcertMaster.Architecture.Tests;

/// <summary>The page about events, from the catalogue and from what the code says above each event.</summary>
public sealed partial class EventReferenceTests
{
    private const string Beginning = """
        # Events

        <!-- Written by EventReferenceTests from the event catalogue; run it with CONCERTMASTER_ACCEPT=1. -->

        The log is the truth: everything that happens is one of these events, in the stream of the thing it happened to.
        Names and shapes are stored for good (`adr/0007-event-names-are-storage.md`); a released shape is only added to.
        A shape ends with `?` where the value may be absent. Every event carries, beside its data: `sequence` (place in
        the log), `id`, `tenant`, `stream` and `version` (place in the stream), `timestamp`, `actor`, `correlationId` and
        `causationId`. They are read with `GET /api/audit/events`, `GET /api/audit/streams/{id}` and, for runs,
        `GET /api/runs/{id}/events`.

        """;

    [Fact]
    public void The_page_lists_every_event_with_its_shape()
    {
        var words = SummariesByEvent();
        var page = new StringBuilder(Beginning.ReplaceLineEndings("\n"));
        var slices = EventCatalogueTests.Events.GroupBy(type => type.Namespace!.Split('.')[1]);
        foreach (var slice in slices.OrderBy(slice => slice.Key, StringComparer.Ordinal))
        {
            page.Append($"\n## {slice.Key}\n");
            foreach (var type in slice.OrderBy(EventCatalogueTests.NameOf, StringComparer.Ordinal))
            {
                var name = EventCatalogueTests.NameOf(type);
                page.Append($"\n### {name}\n\n");
                if (words.TryGetValue(name, out var summary)) page.Append($"{summary}\n\n");
                page.Append("| property | shape |\n| --- | --- |\n");
                foreach (var (property, shape) in EventCatalogueTests.StoredProperties(type))
                    page.Append($"| `{property}` | {shape.Replace("|", "\\|")} |\n");
            }
        }
        Snapshot.Of("/docs/reference/events.md").ShouldMatch(page.ToString());
    }

    private static Dictionary<string, string> SummariesByEvent() => SourceTree.CSharp("src/ConcertMaster")
        .SelectMany(file => Summary().Matches(string.Join('\n', SourceTree.Lines(file))))
        .ToDictionary(match => match.Groups["name"].Value, match => DocumentationText.Plain(match.Groups["text"].Value));

    [GeneratedRegex("""/// <summary>(?<text>(?:(?!summary>).)*?)</summary>\n(?:///[^\n]*\n)*\[EventName\("(?<name>[^"]+)"\)\]""",
        RegexOptions.Singleline)]
    private static partial Regex Summary();
}

/// <summary>Documentation comments as Markdown.</summary>
internal static partial class DocumentationText
{
    public static string Plain(string comment)
    {
        var text = Margin().Replace(comment, " ");
        text = Reference().Replace(text, match => $"`{match.Groups["name"].Value.Split('.')[^1]}`");
        text = text.Replace("<c>", "`", StringComparison.Ordinal).Replace("</c>", "`", StringComparison.Ordinal);
        return Spaces().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\n\s*///")]
    private static partial Regex Margin();

    [GeneratedRegex("""<(?:see cref|paramref name|see langword)="(?<name>[^"]+)"\s*/>""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
