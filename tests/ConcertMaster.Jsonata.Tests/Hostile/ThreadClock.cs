using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ConcertMaster.Jsonata.Tests.Hostile;

/// <summary>
/// The time that this thread has spent computing, so that other work on the machine does not count against an
/// expression. Where the system does not tell, the time on the wall.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadTime = 3;

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    public static double Milliseconds => OperatingSystem.IsLinux() && GetTime(ThreadTime, out var time) == 0
        ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6)
        : Stopwatch.GetTimestamp() * 1e3 / Stopwatch.Frequency;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);
}
