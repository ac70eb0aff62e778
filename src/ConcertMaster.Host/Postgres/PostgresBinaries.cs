using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ConcertMaster.Host.Postgres;

/// <summary>
/// PostgreSQL's programs, copied once from the npm package that the build fetched to a folder that the server's user
/// may enter. A copy also outlives a clean build folder.
/// </summary>
internal sealed class PostgresBinaries
{
    private const string Version = "18.4.0-beta.17";

    private readonly string _root;

    private PostgresBinaries(string root) => _root = root;

    public string Initdb => Program("initdb");

    public string Postgres => Program("postgres");

    public static PostgresBinaries Install(UnprivilegedUser user, Action<string> progress)
    {
        var target = Path.Combine(user.SharedDirectory, $"postgresql-{Version}");
        if (!Directory.Exists(target))
        {
            progress($"Installing PostgreSQL 18 in {target}");
            Directory.CreateDirectory(user.SharedDirectory);
            LetOthersEnter(user.SharedDirectory);
            // Copied under another name and renamed, so that a folder of the right name is always complete.
            var partial = $"{target}.{Environment.ProcessId}.part";
            CopyTree(FindPackage(), partial);
            MakeLinks(partial);
            MoveIntoPlace(partial, target);
        }

        return new PostgresBinaries(Path.Combine(target, "native"));
    }

    private static string FindPackage()
    {
        var platform = PlatformName();
        var fetched = typeof(PostgresBinaries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => a.Key == "PostgresPackages")?.Value;
        string[] places = [Path.Combine(AppContext.BaseDirectory, "postgres"), fetched ?? ""];
        return places.Where(place => place.Length > 0).Select(place => Path.Combine(place, platform))
            .FirstOrDefault(Directory.Exists) ?? throw new PostgresStartException(
                $"This build of ConcertMaster carries no PostgreSQL for {platform}. Set ConnectionStrings:Postgres to a " +
                "PostgreSQL 15 or newer, or build again with the network at hand.");
    }

    private static string PlatformName()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        // There is no Windows package for ARM; Windows runs the x64 one there.
        var isArm = RuntimeInformation.OSArchitecture == Architecture.Arm64 && system != "windows";
        return $"{system}-{(isArm ? "arm64" : "x64")}";
    }

    private static void CopyTree(string source, string target)
    {
        Directory.CreateDirectory(target);
        LetOthersEnter(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            var copy = Path.Combine(target, Path.GetFileName(file));
            // A link is made again by MakeLinks.
            if (new FileInfo(file).LinkTarget is null) File.Copy(file, copy, overwrite: true);
        }

        foreach (var folder in Directory.EnumerateDirectories(source))
            CopyTree(folder, Path.Combine(target, Path.GetFileName(folder)));
    }

    // npm packages can't hold symbolic links; the package lists those it needs in a file.
    private static void MakeLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list)) return;
        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var target = Path.Combine(package, link.Target);
            if (File.Exists(target)) continue;
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!,
                Path.Combine(package, link.Source)));
        }
    }

    private static void MoveIntoPlace(string partial, string target)
    {
        try
        {
            Directory.Move(partial, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(partial, recursive: true); // another host was faster
        }
    }

    private static void LetOthersEnter(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) |
            UnixFileMode.OtherRead | UnixFileMode.OtherExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
    }

    private string Program(string name) =>
        Path.Combine(_root, "bin", OperatingSystem.IsWindows() ? $"{name}.exe" : name);

    private sealed record Link(string Source, string Target);
}
