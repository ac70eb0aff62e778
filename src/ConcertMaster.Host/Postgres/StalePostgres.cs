using System.Diagnostics;
using System.Globalization;

namespace ConcertMaster.Host.Postgres;

/// <summary>
/// What a host that was killed may have left behind: a server that still runs, or a <c>postmaster.pid</c> whose number
/// now belongs to somebody else, over which PostgreSQL would refuse to start. The caller holds the lock of the data
/// directory, so any server on it is an orphan.
/// </summary>
internal static class StalePostgres
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    public static async Task Clear(string clusterDirectory, Action<string> progress, CancellationToken ct)
    {
        var pidFile = Path.Combine(clusterDirectory, "postmaster.pid");
        if (ReadPid(pidFile) is not { } pid) return;
        using var process = Find(pid);
        if (process is null) return; // PostgreSQL itself clears the file of a process that is gone

        if (!IsServerOf(clusterDirectory, process))
        {
            File.Delete(pidFile);
            return;
        }

        progress($"Stopping PostgreSQL {pid}, which a ConcertMaster that ended without notice left running");
        ProcessSignal.Interrupt(process);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(StopTimeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            process.Kill();
            await process.WaitForExitAsync(ct);
        }
    }

    private static int? ReadPid(string pidFile) => File.Exists(pidFile)
        && File.ReadLines(pidFile).FirstOrDefault() is { } first
        && int.TryParse(first.Trim(), CultureInfo.InvariantCulture, out var pid) ? pid : null;

    private static Process? Find(int pid)
    {
        try
        {
            return Process.GetProcessById(pid);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsServerOf(string clusterDirectory, Process process)
    {
        if (!OperatingSystem.IsLinux()) return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Split('\0').Contains(clusterDirectory);
        }
        catch (IOException)
        {
            return false; // it ended while we looked
        }
    }
}
