using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.EventStore.Streams;

/// <summary>Finds out after a lost connection which requests had been committed.</summary>
internal sealed class AppendLookup(EventStoreOptions options)
{
    private const string Sql = """
        select max(e.seq_id), max(e.version), count(*)
        from events.mt_events e
        where e.tenant_id = $1 and e.stream_id = $2 and e.version > $3 and e.version <= $4 and e.id = any ($5)
        """;

    /// <summary>Completes the requests that were stored.</summary>
    /// <param name="backend">The server process that had the requests; null when none had.</param>
    /// <returns>Those that were not and will not be stored.</returns>
    /// <exception cref="OperationCanceledException">It could not be found out in time.</exception>
    public async Task<IReadOnlyList<PendingAppend>> Resolve(IReadOnlyList<PendingAppend> batch, BackendId? backend)
    {
        using var timeout = new CancellationTokenSource(options.AppendLookupTimeout, options.Time);
        await using var connection = await Connect(timeout.Token);
        if (backend is not { } process) return batch;
        await process.EnsureGone(connection, options.Time, timeout.Token);
        var missing = new List<PendingAppend>();
        foreach (var append in batch)
        {
            if (await Find(connection, append.Request, timeout.Token) is { } found) append.Complete(found);
            else missing.Add(append);
        }
        return missing;
    }

    private async Task<NpgsqlConnection> Connect(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await options.Owner.OpenConnectionAsync(ct);
            }
            catch (NpgsqlException) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), options.Time, ct);
            }
        }
    }

    private static async Task<AppendResult?> Find(NpgsqlConnection connection, StreamAppend append, CancellationToken ct)
    {
        var (after, to) = append.Expected.IsAny
            ? (0, long.MaxValue)
            : (append.Expected.Value, append.Expected.Value + append.Events.Count);
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new() { Value = append.Stream.Tenant.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
                new() { Value = append.Stream.Id }, new() { Value = after }, new() { Value = to },
                new() { Value = append.Events.Select(added => added.Id).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetInt64(2) == append.Events.Count
            ? new(AppendOutcome.Appended, reader.GetInt64(1), reader.GetInt64(0))
            : null;
    }
}
