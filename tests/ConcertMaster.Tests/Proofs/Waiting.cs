using System.Diagnostics;

namespace ConcertMaster.Tests.Proofs;

/// <summary>Waits for what cannot signal: another process, or rows behind an answer.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <returns>The last thing looked at: as wanted, or as it was when patience ran out.</returns>
    public static async Task<T> Until<T>(TimeSpan patience, Func<Task<T>> look, Func<T, bool> isWanted)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isWanted(seen) || Stopwatch.GetElapsedTime(began) > patience) return seen;
            await Task.Delay(Interval);
        }
    }
}
