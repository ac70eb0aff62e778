using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Projections;

/// <summary>
/// A table kept by a pure fold. The framework finds the rows that a batch touches, loads them in one query, folds
/// the events over them in order, and writes the result back set-based. A null row is deleted (or not inserted).
/// </summary>
/// <typeparam name="TKey">A record (struct) whose properties are the key columns after <c>tenant_id</c>.</typeparam>
/// <typeparam name="TRow">A record whose properties are the other columns.</typeparam>
/// <param name="startsRow">Says of an event that it writes the whole row, whatever was there: then what was there need
/// not be loaded. Null: every row is loaded before it is folded.</param>
/// <remarks>
/// Property names become snake_case columns. Types: string, bool, int, long, double, decimal, Guid, DateTimeOffset,
/// DateOnly, enums (as text), string[], JsonElement (jsonb), and nullables of them. The table's first column is
/// <c>tenant_id text</c>, its primary key <c>(tenant_id, key columns)</c>.
/// </remarks>
public sealed partial class RowProjection<TKey, TRow>(
    string name,
    string table,
    IReadOnlyCollection<Type> eventTypes,
    Func<RecordedEvent, IEnumerable<TKey>> keys,
    Func<TKey, TRow?, RecordedEvent, TRow?> project,
    int version = 1,
    Func<RecordedEvent, bool>? startsRow = null) : IProjection
    where TKey : notnull
    where TRow : class
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Version => version;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables { get; } = [table];

    /// <inheritdoc/>
    public IReadOnlyCollection<Type>? EventTypes => eventTypes;

    /// <inheritdoc/>
    public bool Concerns(RecordedEvent recorded) => keys(recorded).Any();

    /// <summary>The pure part, for specifications: which rows an event touches, and what becomes of one.</summary>
    public IEnumerable<TKey> KeysOf(RecordedEvent recorded) => keys(recorded);

    /// <inheritdoc cref="KeysOf"/>
    public TRow? Project(TKey key, TRow? row, RecordedEvent recorded) => project(key, row, recorded);

    /// <inheritdoc/>
    public Task Apply(ProjectionBatch batch, CancellationToken ct) =>
        RowFold.Apply(batch, table, keys, project, startsRow, ct);
}
