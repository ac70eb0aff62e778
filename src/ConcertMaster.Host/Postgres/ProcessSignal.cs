using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ConcertMaster.Host.Postgres;

internal static partial class ProcessSignal
{
    private const int Sigint = 2;

    /// <summary>Asks PostgreSQL for a fast shutdown. Windows has no signals; there recovery at the next start does the rest.</summary>
    public static void Interrupt(Process process)
    {
        if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
        else _ = Send(process.Id, Sigint);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int processId, int signal);
}
