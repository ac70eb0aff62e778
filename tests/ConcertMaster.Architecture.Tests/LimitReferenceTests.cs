using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace ConcertMaster.Architecture.Tests;

/// <summary>The page about limits, from the <c>…Limits</c> types: their names, their values, what is said above them.</summary>
public sealed partial class LimitReferenceTests
{
    private const string Beginning = """
        # Limits

        <!-- Written by LimitReferenceTests from the …Limits types; run it with CONCERTMASTER_ACCEPT=1. -->

        Everything that could grow without bound has a limit, named in one place. What goes beyond one is refused with a
        code of `http-status-codes.md` or ends the step with an error that names the limit; nothing is cut off silently.

        """;

    private static readonly Assembly[] Libraries =
        [typeof(ConcertMasterApp).Assembly, typeof(Jsonata.EvaluationLimits).Assembly];

    [Fact]
    public void The_page_lists_every_limit_with_its_value()
    {
        var words = SummariesByLimit();
        var page = new StringBuilder(Beginning.ReplaceLineEndings("\n"));
        foreach (var type in Libraries.SelectMany(library => library.GetTypes()).Where(IsLimits).OrderBy(Title, StringComparer.Ordinal))
        {
            page.Append($"\n## {Title(type)}\n\n| limit | value | meaning |\n| --- | --- | --- |\n");
            foreach (var (name, value) in Values(type))
                page.Append($"| `{name}` | {Text(value)} | {words.GetValueOrDefault($"{type.Name}.{name}", "")} |\n");
        }
        Snapshot.Of("/docs/reference/limits.md").ShouldMatch(page.ToString());
    }

    private static bool IsLimits(Type type) =>
        type.Name.EndsWith("Limits", StringComparison.Ordinal) && type.IsClass && Values(type).Any();

    private static string Title(Type type) => type.Namespace!.Split('.') switch
    {
        [_, "Shared"] => "Everywhere",
        [_, "Shared", "Expressions"] => "Expressions of workflows",
        [_, "Jsonata"] => "Expressions",
        var parts => TitleWithin(parts[1], type.Name[..^"Limits".Length]),
    };

    // FormLimits are those of Forms; a part of a slice, such as LaneLimits of Runs, has a heading of its own.
    private static string TitleWithin(string slice, string part) =>
        slice.TrimEnd('s') == part ? slice : $"{slice}: {part.ToLowerInvariant()}";

    private static IEnumerable<(string Name, object Value)> Values(Type type)
    {
        const BindingFlags Constants = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(Constants).Where(field => !field.Name.Contains('<')))
            yield return (field.Name, field.GetValue(null)!);
        if (type.GetProperty("Default", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is not { } given) yield break;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            yield return (property.Name, property.GetValue(given)!);
    }

    private static string Text(object value) => value switch
    {
        TimeSpan span when span < TimeSpan.FromSeconds(1) => $"{span.TotalMilliseconds:0} ms",
        TimeSpan span when span < TimeSpan.FromMinutes(2) => $"{span.TotalSeconds:0} s",
        TimeSpan span when span < TimeSpan.FromHours(2) => $"{span.TotalMinutes:0} min",
        TimeSpan span => $"{span.TotalHours:0} h",
        IFormattable number => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static Dictionary<string, string> SummariesByLimit()
    {
        var words = new Dictionary<string, string>();
        foreach (var text in SourceTree.CSharp("src").Select(file => string.Join('\n', SourceTree.Lines(file))))
        {
            foreach (Match type in LimitsType().Matches(text))
            {
                // The members of the type, and those of whatever follows it, which nobody looks up by this name.
                foreach (Match member in Summary().Matches(text, type.Index))
                    words.TryAdd($"{type.Groups["name"].Value}.{member.Groups["name"].Value}",
                        DocumentationText.Plain(member.Groups["text"].Value).Replace("|", "\\|"));
            }
        }
        return words;
    }

    [GeneratedRegex(@"(?:class|record) (?<name>\w*Limits)\b")]
    private static partial Regex LimitsType();

    [GeneratedRegex("""/// <summary>(?<text>(?:(?!summary>).)*?)</summary>\n(?:\s*///[^\n]*\n)*\s*public (?:const|static readonly)? ?[\w.]+ (?<name>\w+) [={]""", RegexOptions.Singleline)]
    private static partial Regex Summary();
}
