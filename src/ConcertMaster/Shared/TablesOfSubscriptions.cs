using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Subscriptions;

namespace ConcertMaster.Shared;

/// <summary>For subscriptions that look something up in a table which another part of the log's followers keeps.</summary>
internal static class TablesOfSubscriptions
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(10);

    /// <summary>Comes back when the table has seen everything up to an event.</summary>
    /// <exception cref="TryAgainLaterException">It has not: what is not found in it now would never be looked for again.</exception>
    public static async Task Await(this ProjectionDaemon daemon, string projection, long sequence, CancellationToken ct)
    {
        if (!await daemon.WaitFor(projection, sequence, TimeMax, ct))
            throw new TryAgainLaterException($"The table of the projection '{projection}' has not caught up.");
    }
}
