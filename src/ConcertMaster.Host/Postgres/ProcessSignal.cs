using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ConcertMaster.Host.Postgres;

/// <summary>
/// PostgreSQL's own ways to be told. Windows has no signals; there the process is ended, and recovery at the next start
/// does the rest.
/// </summary>
internal static partial class ProcessSignal
{
    private const int Sigint = 2;
    private const int Sigterm = 15;
    private const int Sigquit = 3;

    /// <summary>Asks for a fast shutdown: connections are cut, everything is written.</summary>
    public static void Interrupt(Process process) => SendOrKill(process, Sigint);

    /// <summary>Asks a process to end as a service manager does. Unlike SIGINT it reaches background jobs of a shell.</summary>
    public static void Terminate(Process process) => SendOrKill(process, Sigterm);

    /// <summary>Asks for an immediate shutdown: as after a loss of power, but no process stays behind.</summary>
    public static void Quit(Process process) => SendOrKill(process, Sigquit);

    private static void SendOrKill(Process process, int signal)
    {
        if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
        else _ = Send(process.Id, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int processId, int signal);
}
