using ConcertMaster.EventStore.Streams;
using Npgsql;

namespace ConcertMaster.EventStore.Projections;

/// <summary>Folds a batch of events over the rows they touch: one query to load them, one batch to write them.</summary>
internal static class RowFold
{
    public static async Task Apply<TKey, TRow>(
        ProjectionBatch batch, string table,
        Func<RecordedEvent, IEnumerable<TKey>> keys, Func<TKey, TRow?, RecordedEvent, TRow?> project,
        Func<RecordedEvent, bool>? startsRow, CancellationToken ct)
        where TKey : notnull
        where TRow : class
    {
        var touched = new List<(RecordedEvent Event, TKey Key)>(batch.Events.Count);
        foreach (var recorded in batch.Events)
            foreach (var key in keys(recorded)) touched.Add((recorded, key));
        if (touched.Count == 0) return;

        var target = RowTable<TKey, TRow>.Of(batch.Table(table));
        // The first event of a key in this batch says whether what the table holds matters.
        var isLoaded = new Dictionary<(string, TKey), bool>(touched.Count);
        foreach (var (recorded, key) in touched)
            isLoaded.TryAdd((recorded.Tenant.Value, key), startsRow?.Invoke(recorded) != true);
        var rows = await target.Load(batch.Connection, [.. isLoaded.Where(pair => pair.Value).Select(pair => pair.Key)], ct);
        // Those not loaded may be there: where they end as nothing, they are deleted.
        var existed = isLoaded.Where(pair => !pair.Value || rows[pair.Key] is not null)
            .Select(pair => pair.Key).ToHashSet();
        foreach (var key in isLoaded.Keys) rows.TryAdd(key, null);
        foreach (var (recorded, key) in touched)
        {
            var at = (recorded.Tenant.Value, key);
            rows[at] = PoisonedEventException.Guard(recorded, () => project(key, rows[at], recorded));
        }
        await Save(batch, target, rows, existed, ct);
    }

    private static async Task Save<TKey, TRow>(
        ProjectionBatch batch, RowTable<TKey, TRow> target, Dictionary<(string, TKey), TRow?> rows,
        HashSet<(string, TKey)> existed, CancellationToken ct)
        where TKey : notnull
        where TRow : class
    {
        await using var commands = new NpgsqlBatch(batch.Connection, batch.Transaction);
        var kept = rows.Where(row => row.Value is not null).ToList();
        if (kept.Count > 0)
            commands.BatchCommands.Add(target.Write(
                kept.ConvertAll(row => row.Key), kept.ConvertAll(row => row.Value!)));
        var gone = rows.Where(row => row.Value is null && existed.Contains(row.Key)).Select(row => row.Key).ToList();
        if (gone.Count > 0)
        {
            commands.BatchCommands.Add(StablePlans.Command());
            commands.BatchCommands.Add(target.Delete(gone));
        }
        if (commands.BatchCommands.Count == 0) return;
        await commands.PrepareAsync(ct);
        await commands.ExecuteNonQueryAsync(ct);
    }
}
