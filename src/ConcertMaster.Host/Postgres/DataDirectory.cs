namespace ConcertMaster.Host.Postgres;

/// <summary>Where one installation keeps its data, and the lock that lets only one host use it at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    /// <summary>The user's own data directory: <c>~/.local/share/concertmaster</c> on Linux.</summary>
    public static string Default
    {
        get
        {
            if (!OperatingSystem.IsWindows() && Environment.UserName == "root") return "/var/lib/concertmaster";
            var home = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return System.IO.Path.Combine(
                home.Length > 0 ? home : System.IO.Path.GetTempPath(), "concertmaster");
        }
    }

    public static DataDirectory Open(string? path)
    {
        var full = System.IO.Path.GetFullPath(path ?? Default);
        Directory.CreateDirectory(full);
        var lockPath = System.IO.Path.Combine(full, "host.lock");
        try
        {
            var stream = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataDirectory(full, stream);
        }
        catch (IOException)
        {
            throw new PostgresStartException(
                $"Another ConcertMaster is using {full}. Stop it, or give this one its own folder with --data DIR.");
        }
    }

    public void Dispose() => _lock.Dispose();
}
