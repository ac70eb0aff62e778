using System.Runtime.CompilerServices;

namespace ConcertMaster.Testing;

/// <summary>The source tree that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var at = Path.GetDirectoryName(here); at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "ConcertMaster.sln"))) return at;
        }

        throw new InvalidOperationException($"No ConcertMaster.sln above {here}: the source tree was moved after the build.");
    }
}
