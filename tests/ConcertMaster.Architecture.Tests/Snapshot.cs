using ConcertMaster.Testing;

namespace ConcertMaster.Architecture.Tests;

/// <summary>
/// A committed file that says what something looks like. Where the change is meant, run the tests once with
/// <c>CONCERTMASTER_ACCEPT=1</c>, which rewrites the file, and commit it.
/// </summary>
internal sealed class Snapshot
{
    private readonly string _path;

    private Snapshot(string path) => _path = path;

    /// <param name="path">From the folder of this project, or from the root when it begins with a slash.</param>
    public static Snapshot Of(string path) => new(path.StartsWith('/')
        ? Path.Combine(Repository.Root, path[1..])
        : Path.Combine(Repository.Root, "tests", "ConcertMaster.Architecture.Tests", path));

    public void ShouldMatch(string actual)
    {
        var committed = File.Exists(_path) ? File.ReadAllText(_path).ReplaceLineEndings("\n") : "";
        if (committed == actual) return;
        if (Environment.GetEnvironmentVariable("CONCERTMASTER_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllText(_path, actual);
            return;
        }

        var (before, now) = (committed.Split('\n'), actual.Split('\n'));
        var changes = before.Except(now).Select(line => $"- {line}").Concat(now.Except(before).Select(line => $"+ {line}"));
        Assert.Fail($"{Path.GetRelativePath(Repository.Root, _path)} no longer says what the code does. If the change is " +
            $"meant, run the tests once with CONCERTMASTER_ACCEPT=1 and commit the file.\n{string.Join('\n', changes)}");
    }
}
