using System.Globalization;

namespace ConcertMaster.Benchmarks.Hosting;

/// <summary>CPU time of the host and of PostgreSQL with all its processes, as the kernel counts it (Linux).</summary>
internal sealed class ProcessCpu(int host, int postmaster)
{
    private const double MillisecondsPerTick = 10; // USER_HZ is 100 everywhere that .NET runs

    /// <summary>Of a server that is known by one of its backends.</summary>
    public static ProcessCpu OfBackend(int host, int backend) =>
        new(host, Fields(backend) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : backend);

    /// <summary>So far, in milliseconds; zero where the kernel does not tell.</summary>
    public (double Host, double Postgres) Read()
    {
        if (!OperatingSystem.IsLinux()) return default;
        // Processes that have ended are in the sum of their parent's children.
        var postgres = Ticks(postmaster, withEnded: true);
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out var id) && Fields(id) is { } fields
                && fields[1] == postmaster.ToString(CultureInfo.InvariantCulture))
                postgres += Ticks(id, withEnded: false);
        }
        return (Ticks(host, withEnded: false) * MillisecondsPerTick, postgres * MillisecondsPerTick);
    }

    private static long Ticks(int process, bool withEnded) => Fields(process) is { } fields
        ? fields[11..(withEnded ? 15 : 13)].Sum(text => long.Parse(text, CultureInfo.InvariantCulture))
        : 0;

    // What follows the name, which may itself hold spaces: state, parent, …; user and system time are at 11 and 12.
    private static string[]? Fields(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }
}
