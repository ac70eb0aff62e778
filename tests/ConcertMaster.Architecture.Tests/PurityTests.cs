using System.Text.RegularExpressions;

namespace ConcertMaster.Architecture.Tests;

/// <summary>
/// Deciding, evolving and the engine's core are functions of what they are given, so that any state of any stream can
/// be computed again.
/// </summary>
public sealed class PurityTests
{
    private static readonly (Regex Pattern, string Instead)[] Impurities =
    [
        (new(@"\bTimeProvider\b|\bStopwatch\b|\bDateTime(Offset)?\.(Utc)?Now\b"), "take the time from the command"),
        (new(@"\bRandom\b|\bGuid\.(NewGuid|CreateVersion7)\b"), "take ids and randomness from the command"),
        (new(@"\bILogger\b|\bConsole\."), "return what is worth telling; the edge logs it"),
        (new(@"\basync\b|\bawait\b|\bTask(<|\.|\b\s+\w+\()|\bValueTask\b"), "let the edge fetch first, then decide"),
        (new(@"\bHttpClient\b|\bNpgsql\w*\b|(?<![\w.])(File|Directory)\.|\bIEventStore\b|\bHttpContext\b"), "no I/O in here"),
        (new(@"\bEnvironment\.|\bThread\b"), "take it as an argument"),
    ];

    [Fact]
    public void Deciders_are_pure() =>
        Blocks(@"^(internal|public) static (partial )?class \w*Decider\b").SelectMany(Faulty)
            .ShouldBeNone("A decision is a function of the command and the state:");

    [Fact]
    public void Evolving_is_pure() =>
        Blocks(@"^\s+(public|internal|private) static \w[\w.<>?]* Evolve\(").SelectMany(Faulty)
            .ShouldBeNone("The next state is a function of the state and the event:");

    [Fact]
    public void Evolving_names_every_event_and_fails_on_the_rest() =>
        Blocks(@"^\s+(public|internal|private) static \w[\w.<>?]* Evolve\(")
            .SelectMany(block => block.Where(line => Regex.IsMatch(line.Text, @"^\s+_ => state\b")))
            .Select(line => $"{line.File}:{line.Number}: {line.Text.Trim()}")
            .ShouldBeNone("Name the events that change nothing, and throw UnexpectedEventException for the rest:");

    [Fact]
    public void The_core_of_the_engine_is_pure() =>
        SourceTree.CSharp("src/ConcertMaster/Runs/Engine").Select(WholeFile).SelectMany(Faulty)
            .ShouldBeNone("The engine's core runs in a replay and in a test with a fake clock:");

    private static IEnumerable<string> Faulty(IEnumerable<Line> block) =>
        from line in block
        where !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from impurity in Impurities
        where impurity.Pattern.IsMatch(line.Text)
        select $"{line.File}:{line.Number}: {line.Text.Trim()} ({impurity.Instead})";

    /// <summary>From each line that matches to the line that closes it at the same indentation.</summary>
    private static IEnumerable<IReadOnlyList<Line>> Blocks(string opening)
    {
        foreach (var file in SourceTree.CSharp("src"))
        {
            var lines = WholeFile(file);
            for (var i = 0; i < lines.Count; i++)
            {
                if (!Regex.IsMatch(lines[i].Text, opening)) continue;
                var indent = lines[i].Text.Length - lines[i].Text.TrimStart().Length;
                var end = lines.FindIndex(i, line => IsEnd(line.Text, indent));
                yield return lines[i..(end < 0 ? lines.Count : end + 1)];
            }
        }
    }

    private static bool IsEnd(string line, int indent) =>
        line.Length > indent && line[..indent].Trim().Length == 0 && line[indent] == '}'
        || line.EndsWith(';') && line.Length > indent && line[indent] != ' ' && line[..indent].Trim().Length == 0;

    private static List<Line> WholeFile(string file) =>
        [.. SourceTree.Lines(file).Select((text, i) => new Line(file, i + 1, text))];

    private sealed record Line(string File, int Number, string Text);
}
