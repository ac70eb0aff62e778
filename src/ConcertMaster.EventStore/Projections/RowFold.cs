using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Projections;

internal static class RowFold
{
    public static Task Apply<TKey, TRow>(
        ProjectionBatch batch, string table,
        Func<RecordedEvent, IEnumerable<TKey>> keys, Func<TKey, TRow?, RecordedEvent, TRow?> project,
        CancellationToken ct)
        where TKey : notnull
        where TRow : class =>
        throw new NotSupportedException($"{table}: {batch.Events.Count}");
}
