using System.Diagnostics;
using ConcertMaster.Testing;

namespace ConcertMaster.Architecture.Tests;

/// <summary>The files of the repository as a person sees them: tracked, or about to be.</summary>
internal static class SourceTree
{
    private static readonly string[] CodeEndings = [".cs", ".ts", ".tsx"];

    // Written by tools, or by others for us to be judged by.
    private static readonly string[] ExemptFolders = ["/Conformance/Suite/", "/conformance/", "/generated/", "/Generated/"];

    public static IReadOnlyList<string> Files { get; } = List();

    public static IReadOnlyList<string> CodeFiles { get; } =
    [
        .. Files.Where(file => CodeEndings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
            && !ExemptFolders.Any(folder => file.Contains(folder, StringComparison.Ordinal))),
    ];

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Repository.Root, file));

    /// <summary>C# files below a folder, by the path from the root.</summary>
    public static IEnumerable<string> CSharp(string folder) => CodeFiles.Where(file =>
        file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    private static List<string> List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        // A test that runs inside a git hook must look at this tree, not at the hook's.
        foreach (var name in new[] { "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE" }) start.Environment.Remove(name);
        using var git = Process.Start(start)!;
        var names = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return
        [
            .. names.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct()
                .Where(file => File.Exists(Path.Combine(Repository.Root, file))).Order(StringComparer.Ordinal),
        ];
    }
}
