using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Processes;

/// <summary>A node that runs the projection of the counters until it is killed.</summary>
internal static class NodeProcess
{
    /// <summary>node CONNECTION</summary>
    public static async Task<int> Run(string[] args)
    {
        await using var nodes = new StoreNodes(args[0]);
        var options = nodes.Options(Counter.Catalogue) with { ProjectionBatchCount = 50 };
        await using var daemon = new ProjectionDaemon(options, [CounterRows.Projection()]);
        await daemon.Start();
        Console.WriteLine("started");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
