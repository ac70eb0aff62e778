namespace ConcertMaster.Shared;

/// <summary>
/// Work that any node does round after round, for as long as the host runs.
/// </summary>
internal static class Rounds
{
    /// <param name="pause">Before each round.</param>
    /// <param name="round">Does what is due; one that fails is told and done again after the next pause.</param>
    /// <param name="postponed">Is told why a round failed.</param>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public static async Task Run(
        TimeSpan pause, TimeProvider time, Func<CancellationToken, Task> round, Action<Exception> postponed, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(pause, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await round(stopping);
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                postponed(fault);
            }
        }
    }
}
