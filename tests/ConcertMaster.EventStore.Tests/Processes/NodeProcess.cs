using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Tests.Fixtures;

namespace ConcertMaster.EventStore.Tests.Processes;

/// <summary>A node that runs the projection of the counters until it is killed.</summary>
internal static class NodeProcess
{
    public const string InBatch = "in-batch";

    /// <summary>node CONNECTION [in-batch]</summary>
    public static async Task<int> Run(string[] args)
    {
        await using var nodes = new StoreNodes(args[0]);
        var options = nodes.Options(Counter.Catalogue) with { ProjectionBatchCount = 50 };
        var counters = CounterRows.Projection();
        await using var daemon = new ProjectionDaemon(options, [args.Length > 1 ? new Paused(counters) : counters]);
        await daemon.Start();
        Console.WriteLine("started");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>Stands still in the middle of a batch: its rows are written, its progress is not.</summary>
    private sealed class Paused(IProjection projection) : IProjection
    {
        private readonly Pause _pause = new(passCount: 2);

        public string Name => projection.Name;
        public int Version => projection.Version;
        public IReadOnlyList<string> Tables => projection.Tables;
        public IReadOnlyCollection<Type>? EventTypes => projection.EventTypes;

        public async Task Apply(ProjectionBatch batch, CancellationToken ct)
        {
            await projection.Apply(batch, ct);
            await _pause.Pass();
        }
    }
}
