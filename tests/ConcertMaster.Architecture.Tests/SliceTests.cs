using System.Text.RegularExpressions;

namespace ConcertMaster.Architecture.Tests;

/// <summary>
/// Slices meet only in each other's contracts. The source is read, because a wall is broken by a line, and the line is
/// what has to be named.
/// </summary>
public sealed partial class SliceTests
{
    private const string Application = "src/ConcertMaster";

    // The demo acts as people do, through the commands of every slice; nothing depends on it.
    private static readonly string[] NotSlices = ["Shared", "Demo"];

    private static readonly string[] Keywords =
        ["is", "as", "not", "or", "and", "new", "return", "in", "case", "when", "throw", "await", "else"];

    private static readonly Dictionary<string, List<string>> Slices = SourceTree.CSharp(Application)
        .Where(file => file.Split('/').Length > 3).GroupBy(SliceOf)
        .Where(slice => !NotSlices.Contains(slice.Key)).ToDictionary(slice => slice.Key, slice => slice.ToList());

    [Fact]
    public void A_slice_uses_another_only_through_its_contracts() =>
        Slices.SelectMany(other => UsesOfTheInsideOf(other.Key))
            .ShouldBeNone("Move what is needed into the …Contracts.cs of the slice that owns it, or ask it by an event:");

    [Fact]
    public void What_is_shared_knows_no_slice() =>
        SourceTree.CSharp($"{Application}/Shared").SelectMany(file => SourceTree.Lines(file)
                .Select((line, i) => (line, at: $"{file}:{i + 1}")))
            .Where(l => Slices.Keys.Any(slice => Regex.IsMatch(l.line, $@"\bConcertMaster\.{slice}\b")))
            .Select(l => $"{l.at}: {l.line.Trim()}")
            .ShouldBeNone("Shared is below the slices. Let the slice hand in what is needed:");

    private static IEnumerable<string> UsesOfTheInsideOf(string owner)
    {
        var contracts = Slices[owner].Where(IsContract).SelectMany(DeclaredTypes).ToHashSet();
        var inside = Slices[owner].Where(file => !IsContract(file)).SelectMany(DeclaredTypes).Except(contracts).ToHashSet();
        foreach (var user in Slices.Where(slice => slice.Key != owner))
        {
            var own = user.Value.SelectMany(DeclaredTypes).ToHashSet();
            foreach (var file in user.Value)
            {
                foreach (var fault in Uses(file, owner, inside, own)) yield return fault;
            }
        }
    }

    private static IEnumerable<string> Uses(string file, string owner, HashSet<string> inside, HashSet<string> own)
    {
        var lines = SourceTree.Lines(file);
        var sees = lines.Any(line => Regex.IsMatch(line, $@"^using (static )?ConcertMaster\.{owner}\b"));
        for (var i = 0; i < lines.Length; i++)
        {
            var code = WithoutTexts(lines[i]);
            foreach (Match word in Word().Matches(code))
            {
                if (!inside.Contains(word.Value)) continue;
                var isQualified = code[..word.Index].EndsWith($"{owner}.", StringComparison.Ordinal);
                // Behind a dot it is a member, and before an equals sign or a colon the name of a property or argument.
                var isMember = !isQualified && (code[..word.Index].EndsWith('.')
                    || Regex.IsMatch(code[(word.Index + word.Length)..], @"^\s*(=(?![=>])|:(?!:))"));
                if (IsName(code, word)) continue;
                if (isQualified || (sees && !isMember && !own.Contains(word.Value)))
                    yield return $"{file}:{i + 1}: uses {word.Value}, which is inside {owner}";
            }
        }
    }

    // "WorkflowId Workflow," names a parameter: a type stands before it, and what follows ends it.
    private static bool IsName(string code, Match word) =>
        Regex.IsMatch(code[(word.Index + word.Length)..], @"^\s*([,);=]|$)")
        && Regex.Match(code[..word.Index], @"([\w>?\]]+) $") is { Success: true } before
        && !Keywords.Contains(before.Groups[1].Value);

    private static IEnumerable<string> DeclaredTypes(string file) => SourceTree.Lines(file)
        .Select(line => Declaration().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    private static string WithoutTexts(string line) =>
        line.TrimStart().StartsWith("//", StringComparison.Ordinal) || line.StartsWith("using ", StringComparison.Ordinal)
            ? "" : Text().Replace(line, "\"\"");

    private static string SliceOf(string file) => file.Split('/')[2];

    private static bool IsContract(string file) => file.EndsWith("Contracts.cs", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:public|internal)\s.*?\b(?:class|record struct|record|struct|interface|enum)\s+(\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w*\b")]
    private static partial Regex Word();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();
}
