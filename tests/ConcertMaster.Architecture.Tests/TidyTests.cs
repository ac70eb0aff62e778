using System.Text.RegularExpressions;
using ConcertMaster.Testing;

namespace ConcertMaster.Architecture.Tests;

public sealed partial class TidyTests
{
    private const int FileLineCountMax = 300;
    private const int ComponentLineCountMax = 200;
    // Lines aim at 120 (.editorconfig); one that would read worse broken may pass it, within this.
    private const int LineLengthMax = 140;
    private const int FolderFileCountMax = 15;

    // Larger than they should be. The list only shrinks: an entry that is no longer needed fails its test.
    private static readonly Dictionary<string, int> Allowances = new()
    {
        ["src/ConcertMaster.EventStore/Projections"] = 24,
        ["src/ConcertMaster/Shared"] = 16,
        ["src/ConcertMaster.Jsonata/Syntax/Parser.cs"] = 325,
    };

    private static readonly string[] RootEntries =
    [
        ".ci", ".dockerignore", ".editorconfig", ".gitattributes", ".github", ".gitignore", "BannedSymbols.txt",
        "CONTRIBUTING.md",
        "ConcertMaster.sln", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Dockerfile",
        "LICENSE", "README.md", "adr", "docker-compose.yml", "docs", "global.json", "src", "tests", "ui",
    ];

    private static readonly Regex[] Junk =
    [
        new(@"(^|/)\.DS_Store$"), new(@"\.(key|pem|pfx|patch|orig|rej|bak|tmp|swp)$"), new(@"(^|/)[^/]*PLAN[^/]*$"),
        new(@"(^|/)(bin|obj|node_modules|wwwroot|artifacts|TestResults)/"), new(@"(^|/)\.env$"), new(@"\.(trx|log)$"),
    ];

    [Fact]
    public void A_file_fits_into_the_head_of_its_reader() =>
        SourceTree.CodeFiles.Select(file => (file, count: SourceTree.Lines(file).Length, max: LimitOf(file)))
            .Where(f => f.count > Math.Max(f.max, Allowances.GetValueOrDefault(f.file)))
            .Select(f => $"{f.file}: {f.count} lines (max {f.max})")
            .ShouldBeNone("These files hold more than one thing. Split them along what they do:");

    [Fact]
    public void A_line_fits_beside_another_window() =>
        SourceTree.CodeFiles.SelectMany(file => SourceTree.Lines(file).Select((line, i) => (file, line, number: i + 1)))
            .Where(l => l.line.Length > LineLengthMax && !IsQuotedData(l.line))
            .Select(l => $"{l.file}:{l.number}: {l.line.Length} characters (max {LineLengthMax})")
            .ShouldBeNone("Break these lines:");

    [Fact]
    public void A_folder_is_taken_in_at_a_glance() =>
        SourceTree.CodeFiles.GroupBy(file => Path.GetDirectoryName(file)!)
            .Where(folder => folder.Count() > Math.Max(FolderFileCountMax, Allowances.GetValueOrDefault(folder.Key)))
            .Select(folder => $"{folder.Key}: {folder.Count()} files (max {FolderFileCountMax})")
            .ShouldBeNone("Group the files of these folders by what they are about:");

    [Fact]
    public void The_root_holds_only_what_tools_look_for_there() =>
        SourceTree.Files.Select(file => file.Split('/')[0]).Distinct().Except(RootEntries)
            .ShouldBeNone("Move these into docs/, adr/ or a folder of their own:");

    [Fact]
    public void No_junk_is_tracked() =>
        SourceTree.Files.Where(file => Junk.Any(pattern => pattern.IsMatch(file)))
            .ShouldBeNone("Remove these from the repository, and ignore them:");

    [Fact]
    public void A_deferred_task_names_its_issue() =>
        SourceTree.Files.Where(file => Regex.IsMatch(file, @"\.(cs|tsx?|sql|sh|css|targets|ya?ml)$"))
            .SelectMany(file => SourceTree.Lines(file).Select((line, i) => (file, line, number: i + 1)))
            .Where(l => Deferred().IsMatch(l.line) && !l.line.Contains('#', StringComparison.Ordinal))
            .Select(l => $"{l.file}:{l.number}: {l.line.Trim()}")
            .ShouldBeNone("Do it, or open an issue and write its number beside it, as in (#12):");

    [Fact]
    public void No_warning_is_muted_in_the_middle_of_a_file() =>
        SourceTree.CSharp("src").SelectMany(file => SourceTree.Lines(file).Select((line, i) => (file, line, number: i + 1)))
            .Where(l => Regex.IsMatch(l.line, @"^\s*#(pragma warning|region)"))
            .Select(l => $"{l.file}:{l.number}: {l.line.Trim()}")
            .ShouldBeNone("Mend the cause instead of muting the warning, and let the order of the file speak:");

    [Fact]
    public void The_names_of_every_solution_project_are_folders_of_src_or_tests() =>
        Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "ConcertMaster.sln")), "\"([^\"]+\\.csproj)\"")
            .Select(match => match.Groups[1].Value.Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ShouldBe(SourceTree.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)));

    // A line of a sample in a raw string has the length that its own language gives it.
    private static bool IsQuotedData(string line) => Regex.IsMatch(line, @"^\s*[\[{""].*[\]}""],?$");

    private static int LimitOf(string file) =>
        file.EndsWith(".tsx", StringComparison.Ordinal) && !file.Contains(".test.", StringComparison.Ordinal)
            ? ComponentLineCountMax : FileLineCountMax;

    [GeneratedRegex("TO" + "DO|FIX" + "ME|HA" + "CK:")]
    private static partial Regex Deferred();
}
