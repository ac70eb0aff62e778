using ConcertMaster.EventStore.Streams;
using Npgsql;

namespace ConcertMaster.EventStore.Projections;

/// <summary>Rows and progress in one transaction: each event takes effect exactly once.</summary>
internal sealed class ProjectionWork : ShardWork
{
    private const string ShadowSuffix = "__rebuild";

    private readonly bool _rebuilds;

    private ProjectionWork(EventStoreOptions options, IProjection projection, string shard, bool rebuilds)
        : base(options, shard, ShardOf(projection, "All"))
    {
        Projection = projection;
        EventNames = options.Catalogue.NamesOf(projection.EventTypes);
        _rebuilds = rebuilds;
    }

    public static ProjectionWork Live(EventStoreOptions options, IProjection projection) =>
        new(options, projection, ShardOf(projection, "All"), rebuilds: false);

    /// <summary>The same projection writing beside its live tables, under the same lease.</summary>
    public ProjectionWork Rebuilding() =>
        new(Options, Projection, ShardOf(Projection, "Rebuild"), rebuilds: true);

    public IProjection Projection { get; }
    public override string Name => Projection.Name;
    public override ShardKind Kind => ShardKind.Projection;
    public override int Version => Projection.Version;
    public override IReadOnlyCollection<string>? EventNames { get; }
    public override int BatchCountMax => _rebuilds ? Options.RebuildBatchCount : Options.ProjectionBatchCount;

    public override bool MayRest => !_rebuilds;

    private static string ShardOf(IProjection projection, string shard) => projection.Version == 1
        ? $"{projection.Name}:{shard}"
        : $"{projection.Name}:V{projection.Version}:{shard}";

    /// <summary>The name beside <paramref name="table"/>, without schema.</summary>
    public static string ShadowOf(string table) => table[(table.IndexOf('.') + 1)..] + ShadowSuffix;

    private string Table(string table) => _rebuilds ? table + ShadowSuffix : table;

    public override async Task Run(
        IReadOnlyList<RecordedEvent> events, long token, long from, long to, CancellationToken ct)
    {
        RefuseUnreadable(events);
        await using var connection = await Options.System.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (events.Count > 0) await Projection.Apply(new(events, connection, transaction, Table), ct);
        await Move(connection, transaction, token, from, to, flushesLate: true, ct);
        await transaction.CommitAsync(ct);
    }

    protected override bool Concerns(RecordedEvent recorded) => Projection.Concerns(recorded);
}
