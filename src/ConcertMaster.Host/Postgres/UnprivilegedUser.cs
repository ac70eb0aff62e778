using System.Diagnostics;

namespace ConcertMaster.Host.Postgres;

/// <summary>
/// PostgreSQL refuses to run as root. Where the host is root, the server runs as <c>nobody</c>, and what it needs lies
/// where that user may go.
/// </summary>
internal sealed class UnprivilegedUser
{
    private const string Name = "nobody";
    private static readonly bool HasSetpriv = OperatingSystem.IsLinux() && File.Exists("/usr/bin/setpriv");

    private UnprivilegedUser(bool isNeeded) => IsNeeded = isNeeded;

    /// <summary>True when the host is root, so that the server must be somebody else.</summary>
    public bool IsNeeded { get; }

    /// <summary>A folder for what is shared by all data directories of this user, such as the binaries.</summary>
    public string SharedDirectory => IsNeeded ? "/var/lib/concertmaster" : DataDirectory.Default;

    public static UnprivilegedUser ForThisProcess()
    {
        var isRoot = !OperatingSystem.IsWindows() && Environment.UserName == "root";
        if (isRoot && !HasSetpriv)
        {
            throw new PostgresStartException(
                "PostgreSQL refuses to run as root, and setpriv (package util-linux), which would run it as nobody, is " +
                "missing. Start ConcertMaster as an ordinary user, or set ConnectionStrings:Postgres.");
        }

        return new UnprivilegedUser(isRoot);
    }

    /// <summary>A start of <paramref name="program"/> as the right user, which ends when its parent ends.</summary>
    public ProcessStartInfo Command(string program, bool endsWithParent)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        if (HasSetpriv && (IsNeeded || endsWithParent))
        {
            start.FileName = "/usr/bin/setpriv";
            if (IsNeeded) Add(start, $"--reuid={Name}", "--regid=nogroup", "--clear-groups");
            // SIGINT is PostgreSQL's fast shutdown: connections are cut, nothing is lost.
            if (endsWithParent) Add(start, "--pdeathsig=INT");
            Add(start, "--");
            // In a session of its own, Ctrl-C in the terminal reaches the host only, which stops its work first.
            if (endsWithParent && File.Exists("/usr/bin/setsid")) Add(start, "/usr/bin/setsid");
            Add(start, program);
        }
        else
        {
            start.FileName = program;
        }

        return start;
    }

    /// <summary>Gives a file or folder to the user the server runs as.</summary>
    public void Own(string path)
    {
        if (IsNeeded) Run("/bin/chown", "-R", $"{Name}:nogroup", path);
    }

    /// <summary>Whether the user can reach <paramref name="directory"/>: every folder above it must let him through.</summary>
    public bool CanEnter(string directory)
    {
        if (!IsNeeded || OperatingSystem.IsWindows()) return true;
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (at.Exists && !File.GetUnixFileMode(at.FullName).HasFlag(UnixFileMode.OtherExecute)) return false;
        }

        return true;
    }

    private static void Add(ProcessStartInfo start, params string[] arguments)
    {
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new PostgresStartException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
